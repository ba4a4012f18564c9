import type {FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {joinPath, type Location} from '../../../files/location.ts';
import type {Sort} from '../sorting.ts';

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

export function locationOf({location}: PaneState, {segment}: Entry): Location {
	return {...location, path: joinPath(location.path, segment)};
}
