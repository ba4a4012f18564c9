import {isSameLocation, nearestParent, type Location} from '../../../files/location.ts';
import type {Store} from '../store.ts';
import type {PreviousFolder} from './previous-folder.ts';
import {
	currentRow,
	locationOf,
	parentRow,
	type PaneState,
} from './state.ts';

/** Moves between folders, with a history. */
export type Visits = {
	/** Shows another folder and adds this one to the history. */
	readonly goTo: (location: Location, focus?: string) => Promise<void>;
	readonly enter: () => Promise<void>;
	readonly goUp: () => Promise<void>;
	readonly goBack: () => Promise<void>;
	readonly goForward: () => Promise<void>;
};

type Tools = {
	readonly store: Store<PaneState>;
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	readonly previousFolder: PreviousFolder;
	readonly load: (location: Location, focus?: string) => Promise<void>;
};

const most = 100; // folders in the history

/** The history is part of the pane's state. */
export function createVisits({store, change, previousFolder, load}: Tools): Visits {
	const goTo = async (location: Location, focus?: string) => {
		previousFolder.keep(store.get());
		change(pane => isSameLocation(pane.location, location) ? pane : {...pane, back: [...pane.back, pane.location].slice(-most), forward: []});
		await load(location, focus);
	};

	const goUp = async () => {
		const parent = nearestParent(store.get().location);
		if (parent) {
			await goTo(parent.location, parent.from);
		}
	};

	return {
		goTo,
		goUp,
		async enter() {
			const pane = store.get();
			const row = currentRow(pane);
			if (row === parentRow) {
				await goUp();
			} else if (row?.kind === 'folder') {
				await goTo(locationOf(pane, row));
			}
		},
		async goBack() {
			const {back, location, forward} = store.get();
			const last = back.at(-1);
			if (!last) {
				return;
			}

			previousFolder.keep(store.get());
			change(pane => ({...pane, back: back.slice(0, -1), forward: [...forward, location]}));
			await load(last);
		},
		async goForward() {
			const {back, location, forward} = store.get();
			const next = forward.at(-1);
			if (!next) {
				return;
			}

			previousFolder.keep(store.get());
			change(pane => ({...pane, back: [...back, location], forward: forward.slice(0, -1)}));
			await load(next);
		},
	};
}
