import {comparator, sortInSlices, type Sort} from '../sorting.ts';
import type {Store} from '../store.ts';
import {withEntries} from './rows.ts';
import type {PaneState} from './state.ts';

type Tools = {
	readonly store: Store<PaneState>;
	readonly change: (step: (pane: PaneState) => PaneState) => void;
};

/** Sorts a pane's entries again; a later call cancels an earlier one. */
export function createResort({store, change}: Tools) {
	let sorting = new AbortController();
	return {
		/** Cancels sorting: a new listing sorts as it arrives. */
		stop() {
			sorting.abort();
		},
		async sortBy(sort: Sort): Promise<void> {
			sorting.abort();
			sorting = new AbortController();
			const {signal} = sorting;
			change(pane => ({...pane, sort}));
			let entries;
			let sorted;
			do {
				entries = store.get().entries;
				sorted = await sortInSlices(entries, comparator(sort), signal);
			} while (sorted && store.get().entries !== entries); // a transfer has changed them meanwhile

			change(pane => sorted ? withEntries(pane, sorted) : pane);
		},
	};
}
