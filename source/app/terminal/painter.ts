import {textWidth} from '../layout/text-width.ts';
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
const unsure = /[\p{Mark}\u{200D}\u{2600}-\u{27BF}\u{1F000}-\u{1FAFF}]/v;
const shortGap = 5; // cells: going on writing is shorter than moving
const shortBlank = 9; // cells: writing blanks is shorter than erasing and moving

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

		const start = cells[column]!.value === '' ? column - 1 : column;
		const stop = endOfRun(cells, old, column);
		if (start >= tail && cells.length - start > 3) {
			pen.moveTo(row, start);
			pen.eraseRest();
			return;
		}

		pen.moveTo(row, start);
		writeRun(pen, cells, start, Math.min(stop, Math.max(tail, start)));
		if (stop > tail && stop - tail > 3) {
			pen.eraseRest();
			return;
		}

		writeRun(pen, cells, Math.max(start, Math.min(stop, tail)), stop);
		column = stop - 1;
	}
}

/** Where the plain blanks at the end of a row begin. */
function plainTail(cells: readonly Cell[]): number {
	let tail = cells.length;
	while (tail > 0 && cells[tail - 1]!.value === ' ' && cells[tail - 1]!.style === '') {
		tail -= 1;
	}

	return tail;
}

/** The end of a run of changed cells; short unchanged gaps are written along. */
function endOfRun(cells: readonly Cell[], old: readonly Cell[], start: number): number {
	let stop = start + 1;
	for (let column = start + 1; column < cells.length && column - stop <= shortGap; column += 1) {
		if (!isSameCell(cells[column]!, old[column]!)) {
			stop = column + 1;
		}
	}

	while (stop < cells.length && cells[stop]!.value === '') {
		stop += 1;
	}

	return stop;
}

function writeRun(pen: Pen, cells: readonly Cell[], start: number, stop: number): void {
	for (let column = start; column < stop; column += 1) {
		const blanks = plainBlanks(cells, column, stop);
		if (blanks >= shortBlank) {
			pen.moveTo(pen.row(), column);
			pen.skipBlank(blanks);
			column += blanks - 1;
		} else if (cells[column]!.value !== '') {
			pen.moveTo(pen.row(), column);
			pen.write(cells[column]!);
		}
	}
}

function plainBlanks(cells: readonly Cell[], start: number, stop: number): number {
	let column = start;
	while (column < stop && cells[column]!.value === ' ' && cells[column]!.style === '') {
		column += 1;
	}

	return column - start;
}

type Pen = {
	readonly clear: () => void;
	readonly row: () => number;
	readonly moveTo: (row: number, column: number) => void;
	readonly write: (cell: Cell) => void;
	readonly skipBlank: (cells: number) => void;
	readonly eraseRest: () => void;
	readonly finish: () => string;
};

/** Knows where the terminal's cursor is and how it writes, so that it says no more than needed. */
function createPen(): Pen {
	let text = '';
	let style = '';
	let link = '';
	let at: {row: number; column: number} | undefined;

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
		row: () => at!.row,
		moveTo(row, column) {
			if (at?.row === row && at.column === column) {
				return;
			}

			text += at?.row === row && at.column < column ? `\u{1B}[${column - at.column}C` : `\u{1B}[${row + 1};${column + 1}H`;
			at = {row, column};
		},
		write({value, style: wanted, link: target = ''}) {
			setStyle(wanted);
			setLink(target);
			if (unsure.test(value)) {
				// Terminals differ in how wide this is: both cells are blanked first, and the cursor is put where we want it afterwards.
				text += `\u{1B}[2X${value}`;
				at = {row: at!.row, column: NaN};
				return;
			}

			text += value;
			at = {row: at!.row, column: at!.column + textWidth(value)};
		},
		skipBlank(cells) {
			setStyle('');
			setLink('');
			text += `\u{1B}[${cells}X\u{1B}[${cells}C`;
			at = {row: at!.row, column: at!.column + cells};
		},
		eraseRest() {
			setStyle('');
			text += '\u{1B}[K';
		},
		finish() {
			setStyle('');
			setLink('');
			return text;
		},
	};
}
