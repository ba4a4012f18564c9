import {isSameLocation, type Location} from '../../files/location.ts';
import {currentRow, type PaneState} from './pane/state.ts';

/** Remembers the cursor's row in each folder that was left, so that it is there again later. */
export type Cursors = {
	readonly keep: (pane: PaneState) => void;
	/** The segment of the remembered row. */
	readonly of: (location: Location) => string | undefined;
};

const most = 500; // folders remembered

/** Remembers the last 500 folders; a cursor on the first row is not remembered. */
export function createCursors(): Cursors {
	let kept: ReadonlyArray<{readonly location: Location; readonly segment: string}> = [];
	return {
		keep(pane) {
			const {location} = pane;
			const row = pane.cursor > 0 ? currentRow(pane) : undefined;
			const others = kept.filter(each => !isSameLocation(each.location, location));
			kept = row ? [...others, {location, segment: row.segment}].slice(-most) : others;
		},
		of: location => kept.find(each => isSameLocation(each.location, location))?.segment,
	};
}
