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

/** A pane that lists folders: what it shows, and how it gets there. All promises resolve; problems are part of the state. */
export type Pane = Store<PaneState> & Visits & {
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	readonly reload: () => Promise<void>;
	/** Reads the same folder again without a word: only what differs changes, and the rows stay where it cannot be read. */
	readonly refresh: () => Promise<void>;
	/** Stops a listing that is under way; what has arrived stays. When nothing has, the folder before it is shown again. */
	readonly stop: () => void;
	readonly sortBy: (sort: Sort) => Promise<void>;
	/** Shows a change, if its folder is shown here. */
	readonly apply: (change: FolderChange) => void;
};

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
