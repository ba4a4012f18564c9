import {isSameLocation, type Location} from '../../../files/location.ts';
import type {Sort} from '../sorting.ts';
import {createStore, type Store} from '../store.ts';
import {withChange, type FolderChange} from './patches.ts';
import {createPreviousFolder} from './previous-folder.ts';
import type {PaneTools} from './listing.ts';
import {createReading} from './reading.ts';
import {createResort} from './resort.ts';
import {emptyPane, type PaneState} from './state.ts';
import {createVisits, type Visits} from './visits.ts';

/** One pane: what it shows, and how it moves between folders. No promise rejects: problems are part of the state. */
export type Pane = Store<PaneState> & Visits & {
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	readonly reload: () => Promise<void>;
	/** Lists the folder again in the background: only differences change the rows, and they stay when listing fails. */
	readonly refresh: () => Promise<void>;
	/** Stops listing. The rows that have arrived stay; when there are none, the previous folder is shown again. */
	readonly stop: () => void;
	readonly sortBy: (sort: Sort) => Promise<void>;
	/** Applies a change if its folder is shown here. */
	readonly apply: (change: FolderChange) => void;
};

/** Starts empty: nothing is listed until it is told to go somewhere or to reload. */
export function createPane(start: Location, tools: PaneTools): Pane {
	const store = createStore(emptyPane(start));
	const previousFolder = createPreviousFolder();
	const change = (step: (pane: PaneState) => PaneState) => {
		store.set(step(store.get()));
	};

	const resort = createResort({store, change});
	const reading = createReading({
		store, change, previousFolder, tools, onRead: resort.stop,
	});
	return {
		...store,
		...createVisits({
			store, change, previousFolder, load: reading.load,
		}),
		change,
		stop: reading.stop,
		reload: async () => reading.load(store.get().location),
		refresh: reading.refresh,
		sortBy: resort.sortBy,
		apply(folderChange) {
			const {location, isLoading} = store.get();
			if (isSameLocation(folderChange.folder, location) && !isLoading) {
				change(pane => withChange(pane, folderChange));
			}

			previousFolder.apply(folderChange);
		},
	};
}
