import {isDeepStrictEqual} from 'node:util';
import type {FailureFacts} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../files/location.ts';
import {comparator, placeOf, type Sort} from './sorting.ts';

/** An entry and where it is: what commands work on. */
export type Place = {readonly location: Location; readonly entry: Entry};

/** One side of the browser, as plain data. What follows changes it; nothing here waits for anything. */
export type PaneState = {
	readonly location: Location;
	readonly entries: readonly Entry[]; // all there are, sorted
	readonly rows: readonly Entry[]; // those shown: the parent first, without hidden and filtered ones
	readonly cursor: number; // index of a row
	readonly top: number; // index of the first row on the screen
	readonly height: number; // rows on the screen
	readonly marks: ReadonlySet<string>; // segments of this folder
	readonly elsewhere: readonly Place[]; // what is marked in other folders
	readonly anchor?: number | undefined; // row where a range began
	readonly filter: string;
	readonly sort: Sort;
	readonly showsHidden: boolean;
	readonly isLoading: boolean;
	readonly problem?: FailureFacts | undefined; // why there is nothing to show
	readonly free?: number | undefined; // bytes of room on the disk
	readonly back: readonly Location[];
	readonly forward: readonly Location[];
};

/** The first row of every folder but the highest: the way up. No file can have this name. */
export const parentRow: Entry = {segment: '..', name: '..', kind: 'folder'};

export function emptyPane(location: Location): PaneState {
	return {
		location, entries: [], rows: [], cursor: 0, top: 0, height: 10, marks: new Set(), elsewhere: [], filter: '',
		sort: {key: 'name', isReversed: false}, showsHidden: false, isLoading: false, back: [], forward: [],
	};
}

export function currentRow({rows, cursor}: PaneState): Entry | undefined {
	return rows[cursor];
}

/** What a command works on: the marked entries, here and in other folders; else the one under the cursor. */
export function chosen(pane: PaneState): readonly Place[] {
	if (markCount(pane) > 0) {
		return [...pane.elsewhere, ...markedHere(pane)];
	}

	const row = currentRow(pane);
	return row && row !== parentRow ? [placeOfEntry(pane, row)] : [];
}

export function markCount({marks, elsewhere}: Pick<PaneState, 'marks' | 'elsewhere'>): number {
	return marks.size + elsewhere.length;
}

function markedHere(pane: PaneState): readonly Place[] {
	return pane.marks.size === 0 ? [] : pane.entries.filter(({segment}) => pane.marks.has(segment)).map(entry => placeOfEntry(pane, entry));
}

function placeOfEntry(pane: PaneState, entry: Entry): Place {
	return {location: locationOf(pane, entry), entry};
}

/** Another folder: nothing of the old one stays but the habits and the marks. */
export function leaving(pane: PaneState): PaneState {
	return {
		...emptyPane(pane.location), height: pane.height, sort: pane.sort, showsHidden: pane.showsHidden, back: pane.back, forward: pane.forward, elsewhere: [...pane.elsewhere, ...markedHere(pane)],
	};
}

export function locationOf({location}: PaneState, {segment}: Entry): Location {
	return {...location, path: joinPath(location.path, segment)};
}

export function isSameLocation(one: Location, other: Location): boolean {
	if (one.kind === 'local' || other.kind === 'local') {
		return one.kind === other.kind && one.path === other.path;
	}

	return one.account === other.account && one.path.toUpperCase() === other.path.toUpperCase(); // protocol.md 16.1
}

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

function rowNamed(location: Location, rows: readonly Entry[], wanted: string | undefined): number {
	return wanted === undefined ? -1 : rows.findIndex(({segment}) => isSameSegment(location, segment, wanted));
}

/** Other rows of the same entries, with the cursor on one of them; -1: where it was. */
function withRows(pane: PaneState, rows: readonly Entry[], cursor: number): PaneState {
	return withCursor({...pane, rows}, cursor === -1 ? pane.cursor : cursor);
}

/** Marks of what is gone go; those that were set here before come back with their entries. */
function marksAmong({location, marks, elsewhere}: PaneState, entries: readonly Entry[]): Pick<PaneState, 'marks' | 'elsewhere'> {
	const isHere = (place: Place) => isSameLocation(folderOf(place.location), location);
	if (marks.size === 0 && elsewhere.every(place => !isHere(place))) {
		return {marks, elsewhere};
	}

	const segments = new Set(entries.map(({segment}) => segment));
	const isBack = (place: Place) => isHere(place) && segments.has(place.entry.segment);
	return {
		marks: marks.intersection(segments).union(new Set(elsewhere.filter(place => isBack(place)).map(({entry}) => entry.segment))),
		elsewhere: elsewhere.filter(place => !isBack(place)),
	};
}

export function folderOf(location: Location): Location {
	return {...location, path: parentPath(location.path)};
}

function rowsOf({location, entries, filter, showsHidden}: PaneState): readonly Entry[] {
	const shown = matching(showsHidden ? entries : entries.filter(({name}) => !name.startsWith('.')), filter);
	return location.path === '/' ? shown : [parentRow, ...shown];
}

function matching(entries: readonly Entry[], filter: string): readonly Entry[] {
	const wanted = filter.toLowerCase();
	return wanted === '' ? entries : entries.filter(entry => entry === parentRow || entry.name.toLowerCase().includes(wanted));
}

function isSameSegment(location: Location, one: string, other: string): boolean {
	return one === other || (location.kind === 'cloud' && one.toUpperCase() === other.toUpperCase());
}

/** Puts the cursor on a row and keeps it on the screen. */
export function withCursor(pane: PaneState, row: number): PaneState {
	const cursor = Math.max(0, Math.min(row, pane.rows.length - 1));
	const highest = Math.max(0, pane.rows.length - pane.height);
	const top = Math.max(0, Math.min(cursor, highest, Math.max(pane.top, cursor - pane.height + 1)));
	return cursor === pane.cursor && top === pane.top ? pane : {...pane, cursor, top};
}

export function withHeight(pane: PaneState, height: number): PaneState {
	return pane.height === height ? pane : withCursor({...pane, height}, pane.cursor);
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

export function withMarks(pane: PaneState, marks: ReadonlySet<string>): PaneState {
	return {...pane, marks};
}

/** What is gone is marked no longer. */
export function withoutPlace(pane: PaneState, gone: Location): PaneState {
	return {...pane, elsewhere: pane.elsewhere.filter(({location}) => !isSameLocation(location, gone))};
}

export function withoutMarks(pane: PaneState): PaneState {
	return {...pane, marks: new Set(), elsewhere: []};
}

/** Marks or unmarks the row under the cursor, and steps on. */
export function withToggledMark(pane: PaneState): PaneState {
	const row = currentRow(pane);
	if (!row || row === parentRow) {
		return withCursor(pane, pane.cursor + 1);
	}

	const marks = new Set(pane.marks);
	if (!marks.delete(row.segment)) {
		marks.add(row.segment);
	}

	return withCursor({...pane, marks}, pane.cursor + 1);
}

/** Marks all rows that are shown and match. */
export function withMarksWhere(pane: PaneState, isMarked: (entry: Entry, wasMarked: boolean) => boolean): PaneState {
	const marks = new Set(pane.marks);
	for (const row of pane.rows) {
		if (row === parentRow) {
			continue;
		}

		if (isMarked(row, marks.has(row.segment))) {
			marks.add(row.segment);
		} else {
			marks.delete(row.segment);
		}
	}

	return {...pane, marks};
}

/** Starts a range at the cursor; the second time marks all rows between. */
export function withRange(pane: PaneState): PaneState {
	if (pane.anchor === undefined) {
		return {...pane, anchor: pane.cursor};
	}

	const [from, to] = [Math.min(pane.anchor, pane.cursor), Math.max(pane.anchor, pane.cursor)];
	const inside = new Set(pane.rows.slice(from, to + 1));
	return {...withMarksWhere(pane, (entry, wasMarked) => wasMarked || inside.has(entry)), anchor: undefined};
}

/** One entry put in, or in the place of one with its name: what a transfer has changed is not listed again. */
export function withPlaced(pane: PaneState, entry: Entry): PaneState {
	const compare = comparator(pane.sort);
	const others = pane.entries.filter(({segment}) => !isSameSegment(pane.location, segment, entry.segment));
	return withEntries(pane, others.toSpliced(placeOf(entry, others, compare), 0, entry));
}

export function withRemoved(pane: PaneState, segment: string): PaneState {
	const entries = pane.entries.filter(each => !isSameSegment(pane.location, each.segment, segment));
	return entries.length === pane.entries.length ? pane : withEntries(pane, entries);
}

/** Where to look next when a folder is gone: its parent. */
export function nearestParent(location: Location): {readonly location: Location; readonly from: string} | undefined {
	return location.path === '/' ? undefined : {location: {...location, path: parentPath(location.path)}, from: baseSegment(location.path)};
}
