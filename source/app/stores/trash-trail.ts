import {createStore, type Store} from './store.ts';

/** A part of the trash: what was deleted with a folder, or what was deleted inside a live folder. */
export type TrashView = {
	readonly account: string;
	readonly path: string;
	readonly deletedAt?: number; // ms since 1970, of the folder; none: it is live
	readonly isRecursive: boolean; // with everything below
};

type TrashTrailState = {
	readonly views: readonly TrashView[]; // the one shown is last, those before it are the way back; none: the whole trash
};

/** The folders entered in the trash, one inside the other. */
export type TrashTrail = Store<TrashTrailState> & {
	/** The view that is shown; undefined: the whole trash. */
	readonly current: () => TrashView | undefined;
	/** Starts again with the whole trash, or with a view of it. */
	readonly start: (view?: TrashView) => void;
	readonly enter: (view: TrashView) => void;
	readonly leave: () => void;
	/** Includes what is in the folders below, or leaves it out. */
	readonly toggleRecursive: () => void;
};

/** Starts with the whole trash. */
export function createTrashTrail(): TrashTrail {
	const store = createStore<TrashTrailState>({views: []});
	const current = () => store.get().views.at(-1);
	const set = (views: readonly TrashView[]) => {
		store.set({views});
	};

	return {
		...store,
		current,
		start(view) {
			set(view ? [view] : []);
		},
		enter(view) {
			set([...store.get().views, view]);
		},
		leave() {
			set(store.get().views.slice(0, -1));
		},
		toggleRecursive() {
			const view = current();
			if (view) {
				set([...store.get().views.slice(0, -1), {...view, isRecursive: !view.isRecursive}]);
			}
		},
	};
}
