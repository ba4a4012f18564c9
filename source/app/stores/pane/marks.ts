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

/** What a command acts on: the marked entries, here and in other folders, or else the one under the cursor. */
export function chosen(pane: PaneState): readonly Place[] {
	if (markCount(pane) > 0) {
		return [...pane.elsewhere, ...markedHere(pane)];
	}

	const row = currentRow(pane);
	return row && row !== parentRow ? [placeOfEntry(pane, row)] : [];
}

/** Marked entries, here and in other folders. */
export function markCount({marks, elsewhere}: Pick<PaneState, 'marks' | 'elsewhere'>): number {
	return marks.size + elsewhere.length;
}

function markedHere(pane: PaneState): readonly Place[] {
	return pane.marks.size === 0 ? [] : pane.entries.filter(({segment}) => pane.marks.has(segment)).map(entry => placeOfEntry(pane, entry));
}

function placeOfEntry(pane: PaneState, entry: Entry): Place {
	return {location: locationOf(pane, entry), entry};
}

/** An empty pane for another folder, with the old one's view settings, history and marks. */
export function withoutEntries(pane: PaneState): PaneState {
	return {
		...emptyPane(pane.location), height: pane.height, sort: pane.sort, showsHidden: pane.showsHidden, back: pane.back, forward: pane.forward, elsewhere: [...pane.elsewhere, ...markedHere(pane)],
	};
}

/** Replaces the marks of this folder. */
export function withMarks(pane: PaneState, marks: ReadonlySet<string>): PaneState {
	return {...pane, marks};
}

/** Marks or unmarks the row under the cursor, then moves down. */
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

/** Marks all visible rows. */
export function withAllMarked(pane: PaneState): PaneState {
	const marks = new Set(pane.marks);
	for (const row of pane.rows) {
		if (row !== parentRow) {
			marks.add(row.segment);
		}
	}

	return {...pane, marks};
}

/** Marks the visible rows for which `isMarked` is true, and unmarks the others. */
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

/** Starts a range at the cursor; the second call marks all rows in between. */
export function withRange(pane: PaneState): PaneState {
	if (pane.anchor === undefined) {
		return {...pane, anchor: pane.cursor};
	}

	const [from, to] = [Math.min(pane.anchor, pane.cursor), Math.max(pane.anchor, pane.cursor)];
	const inside = new Set(pane.rows.slice(from, to + 1));
	return {...withMarksWhere(pane, (entry, wasMarked) => wasMarked || inside.has(entry)), anchor: undefined};
}

/** Removes all marks, here and in other folders. */
export function withoutMarks(pane: PaneState): PaneState {
	return {...pane, marks: new Set(), elsewhere: []};
}

/** Removes the mark of a place in another folder that no longer exists. */
export function withoutPlace(pane: PaneState, gone: Location): PaneState {
	return {...pane, elsewhere: pane.elsewhere.filter(({location}) => !isSameLocation(location, gone))};
}

/** The marks that fit these entries: those of missing entries go, and marks kept from an earlier visit come back with their entries. */
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

/** Removes the mark of one entry of this folder. */
export function withoutMark(pane: PaneState, segment: string): PaneState {
	return pane.marks.has(segment) ? {...pane, marks: pane.marks.difference(new Set([segment]))} : pane;
}

/** Marks an entry again that was marked on an earlier visit to this folder. */
export function withMarkBack(pane: PaneState, segment: string): PaneState {
	const {marks, elsewhere, location} = pane;
	const isIt = (place: Place) => place.entry.segment === segment && isSameLocation(folderOf(place.location), location);
	return elsewhere.some(place => isIt(place)) ? {...pane, marks: new Set([...marks, segment]), elsewhere: elsewhere.filter(place => !isIt(place))} : pane;
}

/** Bytes of everything marked, here and elsewhere; folders of unknown size count as 0. */
export function markedBytes({entries, marks, elsewhere}: PaneState): number {
	let bytes = elsewhere.reduce((sum, {entry: {size = 0}}) => sum + size, 0);
	const isAll = marks.size === entries.length; // saves a lookup for each entry
	for (const {segment, size = 0} of entries) {
		if (isAll || marks.has(segment)) {
			bytes += size;
		}
	}

	return bytes;
}
