import type {FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {joinPath, type Location} from '../../../files/location.ts';
import type {Sort} from '../sorting.ts';

/** An entry and its location: what commands act on. */
export type Place = {readonly location: Location; readonly entry: Entry};

/** One pane as plain data. The pure `with…` functions change it. */
export type PaneState = {
	readonly location: Location;
	readonly entries: readonly Entry[]; // all of the folder, sorted
	readonly rows: readonly Entry[]; // the visible ones: the parent first, then those not hidden or filtered out
	readonly cursor: number; // index of a row
	readonly top: number; // index of the first row on the screen
	readonly height: number; // rows on the screen
	readonly marks: ReadonlySet<string>; // segments of this folder
	readonly elsewhere: readonly Place[]; // marked entries in other folders
	readonly anchor?: number | undefined; // row where a range starts
	readonly filter: string;
	readonly sort: Sort;
	readonly showsHidden: boolean;
	readonly isLoading: boolean;
	readonly problem?: FailureFacts | undefined; // why the listing is missing or incomplete
	readonly free?: number | undefined; // free bytes on the disk
	readonly back: readonly Location[];
	readonly forward: readonly Location[];
};

/** The first row of every folder but the root: it leads up. No file can have this name. */
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

export function locationOf({location}: PaneState, {segment}: Entry): Location {
	return {...location, path: joinPath(location.path, segment)};
}
