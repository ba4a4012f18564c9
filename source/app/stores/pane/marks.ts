import type {Entry} from '../../../files/entry.ts';
import {folderOf, isSameLocation, type Location} from '../../../files/location.ts';
import {withCursor} from './cursor.ts';
import {
	currentRow,
	emptyPane,
	locationOf,
	parentRow,
	type PaneState,
	type Place,
} from './state.ts';

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
export function withoutEntries(pane: PaneState): PaneState {
	return {
		...emptyPane(pane.location), height: pane.height, sort: pane.sort, showsHidden: pane.showsHidden, back: pane.back, forward: pane.forward, elsewhere: [...pane.elsewhere, ...markedHere(pane)],
	};
}

export function withMarks(pane: PaneState, marks: ReadonlySet<string>): PaneState {
	return {...pane, marks};
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

/** Marks all rows that are shown. */
export function withAllMarked(pane: PaneState): PaneState {
	const marks = new Set(pane.marks);
	for (const row of pane.rows) {
		if (row !== parentRow) {
			marks.add(row.segment);
		}
	}

	return {...pane, marks};
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

export function withoutMarks(pane: PaneState): PaneState {
	return {...pane, marks: new Set(), elsewhere: []};
}

/** What is gone is marked no longer. */
export function withoutPlace(pane: PaneState, gone: Location): PaneState {
	return {...pane, elsewhere: pane.elsewhere.filter(({location}) => !isSameLocation(location, gone))};
}

/** Marks of what is gone go; those that were set here before come back with their entries. */
export function marksAmong({location, marks, elsewhere}: PaneState, entries: readonly Entry[]): Pick<PaneState, 'marks' | 'elsewhere'> {
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

export function withoutMark(pane: PaneState, segment: string): PaneState {
	return pane.marks.has(segment) ? {...pane, marks: pane.marks.difference(new Set([segment]))} : pane;
}

/** What was marked here before it went is marked again. */
export function withMarkBack(pane: PaneState, segment: string): PaneState {
	const {marks, elsewhere, location} = pane;
	const isIt = (place: Place) => place.entry.segment === segment && isSameLocation(folderOf(place.location), location);
	return elsewhere.some(place => isIt(place)) ? {...pane, marks: new Set([...marks, segment]), elsewhere: elsewhere.filter(place => !isIt(place))} : pane;
}

/** Bytes of all that is marked, here and elsewhere; of folders only where they are known. */
export function markedBytes({entries, marks, elsewhere}: PaneState): number {
	let bytes = elsewhere.reduce((sum, {entry: {size = 0}}) => sum + size, 0);
	const isAll = marks.size === entries.length; // 100,000 look-ups less
	for (const {segment, size = 0} of entries) {
		if (isAll || marks.has(segment)) {
			bytes += size;
		}
	}

	return bytes;
}
