import {isDeepStrictEqual} from 'node:util';
import type {Entry} from '../../../files/entry.ts';
import {isSameSegment, type Location} from '../../../files/location.ts';
import {withCursor} from './cursor.ts';
import {marksAmong} from './marks.ts';
import {currentRow, parentRow, type PaneState} from './state.ts';

/** New entries, already sorted; the cursor stays on its row as far as it is still there. */
export function withEntries(pane: PaneState, entries: readonly Entry[], focus?: string): PaneState {
	const rows = rowsOf({...pane, entries});
	const current = pane.cursor > 0 ? currentRow(pane) : undefined;
	const kept = current && focus === undefined ? rows.indexOf(current) : -1;
	const found = kept === -1 ? rowNamed(pane.location, rows, focus ?? current?.segment) : kept;
	return withRows({...pane, entries, ...marksAmong(pane, entries)}, rows, found);
}

/** The same folder, read again: what is as it was stays the same object, and a pane that has nothing new is not drawn. */
export function withFresh(pane: PaneState, fresh: readonly Entry[]): PaneState {
	const known = new Map(pane.entries.map(entry => [entry.segment, entry] as const));
	const entries = fresh.map(entry => {
		const old = known.get(entry.segment);
		return old && isDeepStrictEqual(old, entry) ? old : entry;
	});
	return entries.length === pane.entries.length && entries.every((entry, index) => entry === pane.entries[index]) ? pane : withEntries(pane, entries);
}

/** A letter more looks only at the rows that are left: no key waits for 100,000 names each time. */
export function withFilter(pane: PaneState, filter: string): PaneState {
	const isNarrower = filter.toLowerCase().includes(pane.filter.toLowerCase());
	return withSameEntries({...pane, filter}, isNarrower ? matching(pane.rows, filter) : undefined);
}

export function withHidden(pane: PaneState, showsHidden: boolean): PaneState {
	return withSameEntries({...pane, showsHidden});
}

/** The row under the cursor is the same object then: no name has to be compared. */
function withSameEntries(pane: PaneState, rows: readonly Entry[] = rowsOf(pane)): PaneState {
	const current = pane.cursor > 0 ? currentRow(pane) : undefined;
	return withRows(pane, rows, current ? rows.indexOf(current) : -1);
}

/** Other rows of the same entries, with the cursor on one of them; -1: where it was. */
function withRows(pane: PaneState, rows: readonly Entry[], cursor: number): PaneState {
	return withCursor({...pane, rows}, cursor === -1 ? pane.cursor : cursor);
}

function rowNamed(location: Location, rows: readonly Entry[], wanted: string | undefined): number {
	return wanted === undefined ? -1 : rows.findIndex(({segment}) => isSameSegment(location, segment, wanted));
}

function rowsOf({location, entries, filter, showsHidden}: PaneState): readonly Entry[] {
	const shown = matching(showsHidden ? entries : entries.filter(entry => !isHidden(entry)), filter);
	return location.path === '/' ? shown : [parentRow, ...shown];
}

function matching(entries: readonly Entry[], filter: string): readonly Entry[] {
	return filter === '' ? entries : entries.filter(matcher(filter));
}

/** Whether an entry of this folder is among the rows. */
export function isShown({filter, showsHidden}: PaneState, entry: Entry): boolean {
	return (showsHidden || !isHidden(entry)) && matcher(filter)(entry);
}

function isHidden({name}: Entry): boolean {
	return name.startsWith('.');
}

function matcher(filter: string): (entry: Entry) => boolean {
	const wanted = filter.toLowerCase();
	return entry => entry === parentRow || entry.name.toLowerCase().includes(wanted);
}
