import type {FailureFacts} from '../../../failure.ts';
import {isSameLocation} from '../../../files/location.ts';
import {withChange, type FolderChange} from './patches.ts';
import {withEntries} from './rows.ts';
import {currentRow, type PaneState} from './state.ts';

/** What a pane showed before it was sent to the folder that it is reading. */
export type PreviousFolder = {
	/** Folders that were on the way and never came do not count. */
	readonly keep: (pane: PaneState) => void;
	/** The new folder is there. */
	readonly drop: () => void;
	/** What a transfer changes meanwhile is changed there, too. */
	readonly apply: (change: FolderChange) => void;
	/** Reading is stopped: what has arrived stays; when nothing has, the former folder is back. */
	readonly stop: (pane: PaneState) => PaneState;
};

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

			return shown && pane.entries.length === 0 ? restored(shown, pane) : stopped(pane);
		},
	};
}

/** As it was, in the window and with the marks that there are by now. */
function restored(previous: PaneState, {height, elsewhere, showsHidden}: PaneState): PaneState {
	return withEntries({
		...previous, height, elsewhere, showsHidden, marks: new Set(),
	}, previous.entries, currentRow(previous)?.segment);
}

/** That there may be more is said. */
function stopped(pane: PaneState): PaneState {
	const problem: FailureFacts = {code: 'cancelled', sentence: 'Reading this folder was stopped: there may be more in it.', nextStep: ''};
	return {...withEntries(pane, pane.entries), isLoading: false, problem};
}
