import {createStore, type Store} from './store.ts';

/** What of the trash is shown: what went with a folder, or what a live folder hides; else all of it. */
export type TrashView = {
	readonly account: string;
	readonly path: string;
	readonly deletedAt?: number; // when the folder went
	readonly isRecursive: boolean; // with all folders below
};

type TrashTrailState = {
	readonly views: readonly TrashView[]; // the way back, the shown one last; none: the whole trash
};

/** The folders that one has gone into in the trash. */
export type TrashTrail = Store<TrashTrailState> & {
	/** What is shown; nothing: the whole trash. */
	readonly current: () => TrashView | undefined;
	/** Begins with the whole trash, or with what one folder hides. */
	readonly start: (view?: TrashView) => void;
	readonly enter: (view: TrashView) => void;
	readonly leave: () => void;
	/** With what is in the folders below, or without. */
	readonly toggleRecursive: () => void;
};

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
