import {cleanText} from '../../clean-text.ts';
import type {ViewerState} from '../stores/viewer.ts';
import {graphemesOf, textWidth} from '../text/text-width.ts';
import {
	characterStart,
	decoded,
	lineStartOf,
	nextLineStart,
	type TextLine,
} from './view-lines.ts';

/*
The rows that a window on a file holds, from a position on or before one. Only what is shown is made into text, however much
is held; a row knows where it begins and ends in the file.
*/

/** What of a file is in memory. */
export type HeldPart = Pick<ViewerState, 'from' | 'bytes' | 'isAtEnd' | 'encoding'>;

/** A row of wrapped text; positions in the file. */
export type ViewRow = {readonly text: string; readonly at: number; readonly end: number};

type Wanted = {
	readonly cells: number; // of the screen
	readonly most: number; // rows
};

const longLine = 4096; // bytes: a longer line is shown before its end has been read
const longPiece = 16_384; // bytes of a line that are wrapped at once

/** At most so many rows, from the beginning of one on. */
export function textRowsFrom(held: HeldPart, start: number, wanted: Wanted): readonly ViewRow[] {
	return rowsBetween(held, {start, stop: held.from + held.bytes.length, isEnd: held.isAtEnd}, wanted);
}

/** At most so many rows before a position; the last one ends there. */
export function textRowsBefore(held: HeldPart, end: number, {cells, most}: Wanted): readonly ViewRow[] {
	const {from, bytes, encoding} = held;
	let rows: readonly ViewRow[] = [];
	for (let stop = end - from; stop > 0 && rows.length < most;) {
		const lineStart = lineStartOf(bytes, stop - 1, encoding);
		if (lineStart === 0 && from > 0 && stop <= longLine) {
			break; // where it begins has not been read yet
		}

		const piece = Math.floor((stop - lineStart - 1) / longPiece);
		const start = piece === 0 ? lineStart : Math.min(stop - 1, characterStart(bytes, lineStart + (piece * longPiece), encoding));
		rows = [...rowsBetween(held, {start: from + start, stop: from + stop, isEnd: true}, {cells, most: Infinity}), ...rows];
		stop = start;
	}

	return rows.slice(Math.max(0, rows.length - most));
}

type Part = {readonly start: number; readonly stop: number; readonly isEnd: boolean}; // isEnd: nothing follows

function rowsBetween({from, bytes, encoding}: HeldPart, {start, stop, isEnd}: Part, {cells, most}: Wanted): readonly ViewRow[] {
	const rows: ViewRow[] = [];
	const length = stop - from;
	for (let at = start - from; rows.length < most && at < length;) {
		const next = Math.min(nextLineStart(bytes, at, encoding) ?? Infinity, isEnd ? length : Infinity);
		const isWhole = next <= length && next - at <= longPiece;
		const end = isWhole ? next : Math.min(length, characterStart(bytes, at + longPiece, encoding));
		if (!isWhole && end === length && end - lineStartOf(bytes, at, encoding) <= longLine) {
			break; // not read to its end yet
		}

		const pieces = wrapped(decoded(bytes, {start: at, stop: end, encoding}), cells);
		const isAll = isWhole || (pieces.length === 1 && end < length); // the last row of what is cut goes on
		for (const [index, piece] of (isAll ? pieces : pieces.slice(0, -1)).entries()) {
			const rowEnd = isAll && index === pieces.length - 1 ? end : at + piece.length;
			rows.push({text: piece.text, at: from + at, end: from + rowEnd});
			at = rowEnd;
		}

		if (!isWhole && end === length) {
			break;
		}
	}

	return rows.slice(0, most);
}

type Wrapped = {readonly text: string; readonly length: number}; // bytes

const plain = /^[ -~]*$/v;

function wrapped({text, bytesOf}: TextLine, cells: number): readonly Wrapped[] {
	if (plain.test(text)) {
		const count = Math.max(1, Math.ceil(text.length / cells));
		return Array.from({length: count}, (_, index) => {
			const [start, end] = [index * cells, Math.min(text.length, (index + 1) * cells)];
			return {text: text.slice(start, end), length: bytesOf(start, end)};
		});
	}

	const rows: Wrapped[] = [];
	let [row, width, start, at] = ['', 0, 0, 0];
	for (const {grapheme, width: each} of graphemesOf(text)) {
		const shown = at === 0 && grapheme === '\u{FEFF}' ? '' : (grapheme === '\t' ? ' '.repeat(4) : cleanText(grapheme));
		const shownWidth = shown === grapheme ? each : textWidth(shown);
		if (width + shownWidth > cells && row !== '') {
			rows.push({text: row, length: bytesOf(start, at)});
			[row, width, start] = ['', 0, at];
		}

		row += shown;
		width += shownWidth;
		at += grapheme.length;
	}

	return [...rows, {text: row, length: bytesOf(start, at)}];
}
