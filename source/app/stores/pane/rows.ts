import {isDeepStrictEqual} from 'node:util';
import type {Entry} from '../../../files/entry.ts';
import {isSameSegment, type Location} from '../../../files/location.ts';
import {withCursor} from './cursor.ts';
import {marksAmong} from './marks.ts';
import {currentRow, parentRow, type PaneState} from './state.ts';

/** Replaces the entries, already sorted. The cursor goes to `focus`, or else stays on its row if that still exists. */
export function withEntries(pane: PaneState, entries: readonly Entry[], focus?: string): PaneState {
	const rows = rowsOf({...pane, entries});
	const current = pane.cursor > 0 ? currentRow(pane) : undefined;
	const kept = current && focus === undefined ? rows.indexOf(current) : -1;
	const found = kept === -1 ? rowNamed(pane.location, rows, focus ?? current?.segment) : kept;
	return withRows({...pane, entries, ...marksAmong(pane, entries)}, rows, found);
}

/** The same folder, listed again. Unchanged entries stay the same objects, and a pane without changes is not drawn again. */
export function withFresh(pane: PaneState, fresh: readonly Entry[]): PaneState {
	const known = new Map(pane.entries.map(entry => [entry.segment, entry] as const));
	const entries = fresh.map(entry => {
		const old = known.get(entry.segment);
		const now = withCountedSize(entry, old);
		return old && isDeepStrictEqual(old, now) ? old : now;
	});
	return entries.length === pane.entries.length && entries.every((entry, index) => entry === pane.entries[index]) ? pane : withEntries(pane, entries);
}

/** What is in a folder was counted by a person's wish: it holds until the folder changes, or is read again by a wish, too. */
function withCountedSize(entry: Entry, old: Entry | undefined): Entry {
	const isCounted = entry.kind === 'folder' && entry.size === undefined && old?.kind === 'folder' && old.size !== undefined && old.modified === entry.modified;
	return isCounted ? {...entry, size: old.size} : entry;
}

/** Filters the rows. A longer filter searches only the rows that are left: no key waits for 100,000 names. */
export function withFilter(pane: PaneState, filter: string): PaneState {
	const isNarrower = filter.toLowerCase().includes(pane.filter.toLowerCase());
	return withSameEntries({...pane, filter}, isNarrower ? matching(pane.rows, filter) : undefined);
}

/** Shows or hides hidden files. */
export function withHidden(pane: PaneState, showsHidden: boolean): PaneState {
	return withSameEntries({...pane, showsHidden});
}

/** Other rows of the same entries: the cursor's row is found by identity, without comparing names. */
function withSameEntries(pane: PaneState, rows: readonly Entry[] = rowsOf(pane)): PaneState {
	const current = pane.cursor > 0 ? currentRow(pane) : undefined;
	return withRows(pane, rows, current ? rows.indexOf(current) : -1);
}

/** Replaces the rows, with the cursor on one of them; -1: where it was. */
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

/** Whether an entry passes the filter and the setting for hidden files. */
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
