import {isNarrow} from '../layout/text-width.ts';
import {cellsOf, isSameCell, type Cell} from './cells.ts';

/*
Between Ink and the terminal: the new frame is compared with the last one cell by cell, and only what differs
is written, in one write, inside a synchronised update (design.md 4a). This is what SSH users feel.
*/

export type Painter = {
	/** What to write so that the terminal shows the frame; empty when nothing differs. */
	readonly paint: (frame: string) => string;
	/** Forgets what the terminal shows: the next frame is painted whole. */
	readonly forget: () => void;
	readonly resize: (columns: number, rows: number) => void;
};

type Row = {readonly line: string; readonly cells: readonly Cell[]};

const begin = '\u{1B}[?2026h';
const end = '\u{1B}[?2026l';
// Terminals agree about these: what textWidth() knows to be narrow, kana, Han, Hangul, full-width forms.
const sure = /^[[\u{3001}-\u{3029}][\u{3041}-\u{3096}][\u{30A1}-\u{30FA}][\u{3400}-\u{4DBF}][\u{4E00}-\u{9FFF}][\u{AC00}-\u{D7A3}][\u{FF01}-\u{FF5E}]]?$/v;
const isUnsure = (value: string) => !isNarrow(value) && !sure.test(value);
const shortGap = 5; // cells: going on writing is shorter than moving
const shortBlank = 9; // cells: writing blanks is shorter than erasing and moving
const shortErase = 3; // cells: writing blanks is shorter than erasing the rest

export function createPainter(size: {readonly columns: number; readonly rows: number}): Painter {
	let {columns, rows} = size;
	let shown: readonly Row[] | undefined;

	const rowOf = (line: string, old: Row | undefined): Row => old?.line === line ? old : {line, cells: cellsOf(line, columns)};

	return {
		paint(frame) {
			const lines = frame.split('\n').slice(0, rows);
			const next = Array.from({length: rows}, (_, index) => rowOf(lines[index] ?? '', shown?.[index]));
			const pen = createPen();
			if (!shown) {
				pen.clear();
			}

			const empty = shown ? undefined : cellsOf('', columns);
			for (const [index, row] of next.entries()) {
				const old = shown?.[index];
				if (old !== row) {
					paintRow(pen, index, row.cells, old?.cells ?? empty!);
				}
			}

			shown = next;
			const text = pen.finish();
			return text === '' ? '' : begin + text + end;
		},
		forget() {
			shown = undefined;
		},
		resize(newColumns, newRows) {
			columns = newColumns;
			rows = newRows;
			shown = undefined;
		},
	};
}

function paintRow(pen: Pen, row: number, cells: readonly Cell[], old: readonly Cell[]): void {
	const tail = plainTail(cells);
	for (let column = 0; column < cells.length; column += 1) {
		if (isSameCell(cells[column]!, old[column]!)) {
			continue;
		}

		const start = startOfCharacter(cells, column);
		const stop = endOfRun(cells, old, start);
		const shown = Math.min(stop, Math.max(tail, start));
		pen.moveTo(row, start);
		writeRun(pen, row, cells, {start, stop: shown});
		if (stop > tail && cells.length - shown > shortErase) {
			pen.moveTo(row, shown);
			pen.eraseRest();
			return;
		}

		writeRun(pen, row, cells, {start: shown, stop});
		column = stop - 1;
	}
}

/** Where the plain blanks at the end of a row begin. */
function plainTail(cells: readonly Cell[]): number {
	let tail = cells.length;
	while (tail > 0 && isBlank(cells[tail - 1]!)) {
		tail -= 1;
	}

	return tail;
}

function isBlank({value, style, link}: Cell): boolean {
	return value === ' ' && style === '' && link === '';
}

function startOfCharacter(cells: readonly Cell[], column: number): number {
	let start = column;
	while (start > 0 && cells[start]!.value === '') {
		start -= 1;
	}

	return start;
}

/**
The end of a run of changed cells; short unchanged gaps are written along. After a character that terminals draw in
different widths the rest of the row is written again: it may have been drawn over.
*/
function endOfRun(cells: readonly Cell[], old: readonly Cell[], start: number): number {
	let stop = start;
	for (let column = start; column < cells.length && column - stop <= shortGap; column += 1) {
		if (!isSameCell(cells[column]!, old[column]!)) {
			stop = column + 1;
		}

		if (column < stop && isUnsure(cells[column]!.value)) {
			return cells.length;
		}
	}

	while (stop < cells.length && cells[stop]!.value === '') {
		stop += 1;
	}

	return stop;
}

function writeRun(pen: Pen, row: number, cells: readonly Cell[], {start, stop}: {readonly start: number; readonly stop: number}): void {
	for (let column = start; column < stop; column += 1) {
		const blanks = plainBlanks(cells, column, stop);
		if (blanks >= shortBlank) {
			pen.moveTo(row, column);
			pen.skipBlank(blanks);
			column += blanks - 1;
		} else if (cells[column]!.value !== '') {
			pen.moveTo(row, column);
			pen.write(cells[column]!, startOfNext(cells, column) - column);
		}
	}
}

function startOfNext(cells: readonly Cell[], column: number): number {
	let next = column + 1;
	while (next < cells.length && cells[next]!.value === '') {
		next += 1;
	}

	return next;
}

function plainBlanks(cells: readonly Cell[], start: number, stop: number): number {
	let column = start;
	while (column < stop && isBlank(cells[column]!)) {
		column += 1;
	}

	return column - start;
}

type Pen = {
	readonly clear: () => void;
	readonly moveTo: (row: number, column: number) => void;
	readonly write: (cell: Cell, width: number) => void;
	readonly skipBlank: (cells: number) => void;
	readonly eraseRest: () => void;
	readonly finish: () => string;
};

/** Knows where the terminal's cursor is and how it writes, so that it says no more than needed. */
function createPen(): Pen {
	let text = '';
	let style = '';
	let link = '';
	let at = {row: NaN, column: NaN};

	const setStyle = (wanted: string) => {
		if (style === wanted) {
			return;
		}

		text += wanted === '' ? '\u{1B}[m' : (style === '' ? `\u{1B}[${wanted}m` : `\u{1B}[0;${wanted}m`);
		style = wanted;
	};

	const setLink = (wanted: string) => {
		if (link === wanted) {
			return;
		}

		text += wanted === '' ? '\u{1B}]8;;\u{7}' : wanted;
		link = wanted;
	};

	return {
		clear() {
			text += '\u{1B}[m\u{1B}[2J';
		},
		moveTo(row, column) {
			if (at.row === row && at.column === column) {
				return;
			}

			text += at.row === row
				? (at.column < column ? `\u{1B}[${column - at.column}C` : `\u{1B}[${column + 1}G`)
				: `\u{1B}[${row + 1};${column + 1}H`;
			at = {row, column};
		},
		write({value, style: wanted, link: target}, width) {
			setStyle(wanted);
			setLink(target);
			const {row, column} = at;
			if (isUnsure(value)) {
				// Its cells are blanked first, and the cursor is put where we want it afterwards.
				text += `${' '.repeat(width)}\u{1B}[${column + 1}G${value}`;
				at = {row, column: NaN};
			} else {
				text += value;
				at = {row, column: column + width};
			}
		},
		skipBlank(cells) {
			setStyle('');
			setLink('');
			text += `\u{1B}[${cells}X\u{1B}[${cells}C`;
			at = {row: at.row, column: at.column + cells};
		},
		eraseRest() {
			setStyle('');
			setLink('');
			text += '\u{1B}[K';
		},
		finish() {
			setStyle('');
			setLink('');
			return text;
		},
	};
}
