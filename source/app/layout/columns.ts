import type {WindowSize} from '../terminal/window-size.ts';

/*
The columns and rows that fit a window (ux.md 4).
*/

/** Widths of a pane's columns in cells; 0: not shown. */
export type Columns = {
	readonly width: number; // the whole pane
	readonly name: number;
	readonly size: number;
	readonly date: number;
	readonly extra: number; // MD5 and version
	readonly hasTime: boolean;
	readonly hasState: boolean; // the extra column shows the comparison
};

const marks = 3; // mark, state, blank

/** The columns of a pane `width` cells wide. */
export function columnsFor(width: number, windowColumns: number, kind: 'local' | 'cloud', isCompared = false): Columns {
	const hasTime = windowColumns >= 120;
	const size = windowColumns >= 40 ? (hasTime ? 8 : 5) : 0;
	const date = windowColumns < 80 ? 0 : (hasTime ? 16 : 6);
	const hasState = isCompared && kind === 'local' && windowColumns >= 160;
	const extra = hasState || (windowColumns >= 160 && kind === 'cloud') ? 11 : 0;
	const others = [size, date, extra].filter(cells => cells > 0).reduce((sum, cells) => sum + cells + 1, 0);
	return {
		width, name: Math.max(1, width - marks - others), size, date, extra, hasTime, hasState,
	};
}

/** The screen's parts from the top, in rows; 0: not shown. */
export type Frame = {
	readonly isTiny: boolean; // too small: one line says so
	readonly isSingle: boolean; // one pane at a time; Tab switches
	readonly left: number; // cells of the left pane, or of the only one
	readonly right: number;
	readonly identity: 0 | 1;
	readonly heads: 0 | 1;
	readonly list: number; // rows of entries
	readonly strip: number;
};

/** Divides the window. The transfer strip is one line when there is no work, and a table in a tall window. */
export function frameFor({columns, rows}: WindowSize, hasWork: boolean): Frame {
	const isTiny = columns < 20 || rows < 6;
	const isSingle = columns < 60 || rows < 14;
	const identity = rows < 10 ? 0 : 1;
	const isLow = rows < 8; // entries matter more than column heads and transfers
	const heads = isLow ? 0 : 1;
	const wanted = hasWork ? (rows >= 40 && columns >= 100 ? 12 : 3) : 1;
	const strip = isLow ? 0 : (isSingle ? 1 : wanted);
	const left = isSingle ? columns : Math.floor((columns - 1) / 2);
	return {
		isTiny,
		isSingle,
		identity,
		heads,
		left,
		right: isSingle ? columns : columns - 1 - left,
		list: Math.max(1, rows - identity - heads - strip - 4), // breadcrumb, footer, message, keys
		strip,
	};
}
