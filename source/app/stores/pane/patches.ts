import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import {foldName} from '../../../jotta/names.ts';
import {comparator, placeOf} from '../sorting.ts';
import {withCursor} from './cursor.ts';
import {withMarkBack, withoutMark} from './marks.ts';
import {isShown} from './rows.ts';
import {parentRow, type PaneState} from './state.ts';

/** A change in a folder, which is shown without listing it again. */
export type FolderChange =
	| {readonly kind: 'placed'; readonly folder: Location; readonly entry: Entry}
	| {readonly kind: 'removed'; readonly folder: Location; readonly segment: string};

/*
Changes by transfers are applied without listing the folder again. Thousands may come while keys are pressed, in folders
of 100,000 entries: nothing here sorts, filters or counts entries that have not changed.
*/

/** The pane after a change in its folder. */
export function withChange(pane: PaneState, change: FolderChange): PaneState {
	return change.kind === 'placed' ? withPlaced(pane, change.entry) : withRemoved(pane, change.segment);
}

/** Inserts an entry, or replaces the one of the same name. */
export function withPlaced(pane: PaneState, entry: Entry): PaneState {
	const old = entryNamed(pane, entry.segment);
	const compare = comparator(pane.sort);
	const entries = without(pane.entries, old);
	const rows = without(pane.rows, old);
	const first = rows[0] === parentRow ? 1 : 0;
	const next = {
		...pane,
		entries: entries.toSpliced(placeOf(entry, entries, compare), 0, entry),
		rows: isShown(pane, entry) ? rows.toSpliced(placeOf(entry, rows, compare, first), 0, entry) : rows,
	};
	const current = pane.cursor > 0 ? pane.rows[pane.cursor] : undefined;
	const marked = withMarkBack(old && old.segment !== entry.segment ? withoutMark(next, old.segment) : next, entry.segment);
	return onRow(marked, current === old ? entry : current);
}

/** Removes an entry and its mark. */
export function withRemoved(pane: PaneState, segment: string): PaneState {
	const old = entryNamed(pane, segment);
	if (!old) {
		return pane;
	}

	const current = pane.cursor > 0 ? pane.rows[pane.cursor] : undefined;
	return onRow(withoutMark({...pane, entries: without(pane.entries, old), rows: without(pane.rows, old)}, old.segment), current);
}

/** Puts the cursor on this row, or leaves it where it was when the row is gone. */
function onRow(pane: PaneState, row: Entry | undefined): PaneState {
	const found = row ? pane.rows.indexOf(row) : -1;
	return withCursor(pane, found === -1 ? pane.cursor : found);
}

/** Looks for the exact spelling first: folding 100,000 names takes a while. */
function entryNamed({entries, location}: PaneState, wanted: string): Entry | undefined {
	const exact = entries.find(({segment}) => segment === wanted);
	if (exact !== undefined || location.kind === 'local') {
		return exact;
	}

	const folded = foldName(wanted);
	return entries.find(({segment}) => foldName(segment) === folded);
}

function without(entries: readonly Entry[], gone: Entry | undefined): readonly Entry[] {
	const index = gone ? entries.indexOf(gone) : -1;
	return index === -1 ? entries : entries.toSpliced(index, 1);
}
