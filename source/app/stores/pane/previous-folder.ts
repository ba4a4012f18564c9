import type {FailureFacts} from '../../../failure.ts';
import {isSameLocation} from '../../../files/location.ts';
import {withChange, type FolderChange} from './patches.ts';
import {withEntries} from './rows.ts';
import {currentRow, type PaneState} from './state.ts';

/** What a pane showed before it was sent to the folder that it is reading. */
export type Former = {
	/** Folders that were on the way and never came do not count. */
	readonly keep: (pane: PaneState) => void;
	/** The new folder is there. */
	readonly drop: () => void;
	/** What a transfer changes meanwhile is changed there, too. */
	readonly apply: (change: FolderChange) => void;
	/** Reading is stopped: what has arrived stays; when nothing has, the former folder is back. */
	readonly stop: (pane: PaneState) => PaneState;
};

export function createFormer(): Former {
	let former: PaneState | undefined;
	const drop = () => {
		former = undefined;
	};

	return {
		drop,
		keep(pane) {
			if (!pane.isLoading) {
				former = pane;
			} else if (pane.entries.length > 0) {
				former ??= halted(pane);
			}
		},
		apply(change) {
			if (former && isSameLocation(change.folder, former.location)) {
				former = withChange(former, change);
			}
		},
		stop(pane) {
			const shown = former;
			drop();
			if (!pane.isLoading) {
				return pane;
			}

			return shown && pane.entries.length === 0 ? returned(shown, pane) : halted(pane);
		},
	};
}

/** As it was, in the window and with the marks that there are by now. */
function returned(former: PaneState, {height, elsewhere, showsHidden}: PaneState): PaneState {
	return withEntries({
		...former, height, elsewhere, showsHidden, marks: new Set(),
	}, former.entries, currentRow(former)?.segment);
}

/** That there may be more is said. */
function halted(pane: PaneState): PaneState {
	const problem: FailureFacts = {code: 'cancelled', sentence: 'Reading this folder was stopped: there may be more in it.', nextStep: ''};
	return {...withEntries(pane, pane.entries), isLoading: false, problem};
}
