import type {WindowSize} from '../terminal/window-size.ts';

/** The cells that a picture may take: `row` and `column` of the first one, from 0. */
export type PicturePlace = {readonly row: number; readonly column: number; readonly columns: number; readonly rows: number};

const firstRow = 3; // below the title and the facts
const fewestRows = 9; // of a window that shows pictures

/** The place for a picture; undefined when the window is too low. */
export function placeOfPicture({columns, rows}: WindowSize): PicturePlace | undefined {
	return rows < fewestRows
		? undefined
		: {
			row: firstRow, column: 1, columns: Math.max(1, columns - 2), rows: rows - firstRow - 3,
		};
}
