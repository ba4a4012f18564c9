import type {FailureFacts} from '../../../failure.ts';
import {isSameLocation} from '../../../files/location.ts';
import {withChange, type FolderChange} from './patches.ts';
import {withEntries} from './rows.ts';
import {currentRow, type PaneState} from './state.ts';

/** What a pane showed before the folder that it is now listing: shown again when that is stopped early. */
export type PreviousFolder = {
	/** Remembers what the pane shows. A folder that is still being listed counts only when nothing is remembered yet. */
	readonly keep: (pane: PaneState) => void;
	/** Forgets it: the new folder is listed. */
	readonly drop: () => void;
	/** Keeps the remembered folder up to date with a change by a transfer. */
	readonly apply: (change: FolderChange) => void;
	/** The pane after listing was stopped: with the rows that have arrived, or, if there are none, the previous folder; with those of before when it was read again. */
	readonly stop: (pane: PaneState) => PaneState;
};

/** Remembers nothing at first. */
export function createPreviousFolder(): PreviousFolder {
	let previous: PaneState | undefined;
	const drop = () => {
		previous = undefined;
	};

	return {
		drop,
		keep(pane) {
			if (!pane.isLoading) {
				previous = pane;
			} else if (pane.entries.length > 0) {
				previous ??= stopped(pane);
			}
		},
		apply(change) {
			if (previous && isSameLocation(change.folder, previous.location)) {
				previous = withChange(previous, change);
			}
		},
		stop(pane) {
			const shown = previous;
			drop();
			if (!pane.isLoading) {
				return pane;
			}

			if (shown && isSameLocation(shown.location, pane.location)) {
				return {...withEntries(pane, shown.entries), isLoading: false, problem: shown.problem};
			}

			return shown && pane.entries.length === 0 ? restored(shown, pane) : stopped(pane);
		},
	};
}

/** The previous folder as it was, but with the current height and marks. */
function restored(previous: PaneState, {height, elsewhere, showsHidden}: PaneState): PaneState {
	return withEntries({
		...previous, height, elsewhere, showsHidden, marks: new Set(),
	}, previous.entries, currentRow(previous)?.segment);
}

/** A partial listing, which says that it is one. */
function stopped(pane: PaneState): PaneState {
	const problem: FailureFacts = {code: 'cancelled', sentence: 'Reading this folder was stopped: there may be more in it.', nextStep: ''};
	return {...withEntries(pane, pane.entries), isLoading: false, problem};
}
