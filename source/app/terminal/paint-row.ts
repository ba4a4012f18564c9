import {isUnsure} from '../text/text-width.ts';
import {isSameCell, type Cell} from './cells.ts';
import type {Pen} from './pen.ts';

const shortGap = 5; // cells: writing them takes fewer bytes than moving the cursor
const shortBlank = 9; // cells: writing fewer blanks takes fewer bytes than erasing and moving
const shortErase = 3; // cells: writing so many blanks takes no more bytes than erasing the rest

/** Writes the cells of one row that have changed. */
export function paintRow(pen: Pen, row: number, cells: readonly Cell[], old: readonly Cell[]): void {
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

/** Where the unstyled blanks at the end of a row start. */
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
The end of a run of changed cells, with short unchanged gaps included. After a character that terminals draw in different
widths, the run takes the rest of the row: that may have been drawn over.
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
