import type {Buffer} from 'node:buffer';
import {cleanText} from '../../clean-text.ts';
import {viewKind, type ViewerState} from '../stores/viewer.ts';
import {padEnd, wrapText} from '../text/cut-text.ts';
import {problemWith, type OwnKeys} from '../keymap/advice-text.ts';
import {
	textRowsBefore,
	textRowsFrom,
	type HeldPart,
	type ViewRow,
} from './view-rows.ts';

/*
A file's bytes as rows on the screen: wrapped text, or 16 bytes a row in hex.
*/

type Wanted = {readonly cells: number; readonly most: number}; // rows

/** At most so many rows from a position on. */
export function rowsFrom(state: ViewerState, at: number, wanted: Wanted): readonly ViewRow[] {
	return viewKind(state) === 'bytes' ? hexRows(state, at - (at % bytesPerRow), wanted.most) : textRowsFrom(state, at, wanted);
}

/** At most so many rows before a position. */
export function rowsBefore(state: ViewerState, end: number, wanted: Wanted): readonly ViewRow[] {
	if (viewKind(state) !== 'bytes') {
		return textRowsBefore(state, end, wanted);
	}

	const last = Math.ceil(end / bytesPerRow) * bytesPerRow;
	const first = Math.max(state.from, last - (bytesPerRow * wanted.most));
	return hexRows(state, first, (last - first) / bytesPerRow);
}

/** The rows on the screen: from the first one on, or the last ones that are held where fewer follow. */
export function shownRows(state: ViewerState, {cells, height}: {readonly cells: number; readonly height: number}): readonly ViewRow[] {
	const top = Math.max(state.from, Math.min(state.top, state.from + state.bytes.length));
	const rows = rowsFrom(state, top, {cells, most: height});
	return rows.length < height ? [...rowsBefore(state, rows[0]?.at ?? top, {cells, most: height - rows.length}), ...rows] : rows;
}

/** Where the row begins that holds a place in the file. */
export function rowStart(state: ViewerState, {at, length}: {readonly at: number; readonly length: number}, cells: number): number {
	const end = Math.min(at + length, state.from + state.bytes.length);
	return rowsBefore(state, end, {cells, most: length + 1}).findLast(row => row.at <= at)?.at ?? at;
}

const bytesPerRow = 16;

function hexRows({from, bytes}: HeldPart, at: number, most: number): readonly ViewRow[] {
	const count = Math.max(0, Math.min(most, Math.ceil((from + bytes.length - at) / bytesPerRow)));
	return Array.from({length: count}, (_, index) => {
		const start = at + (index * bytesPerRow);
		const piece = bytes.subarray(start - from, start - from + bytesPerRow);
		return {text: hexRow(piece, start), at: start, end: start + piece.length};
	});
}

/** `00000010  48 65 6c 6c 6f …  Hello` */
export function hexRow(piece: Buffer, at: number): string {
	const hex = Array.from(piece, byte => byte.toString(16).padStart(2, '0')).join(' ');
	const text = Array.from(piece, byte => byte >= 0x20 && byte < 0x7F ? String.fromCodePoint(byte) : '.').join('');
	return `${at.toString(16).padStart(8, '0')}  ${padEnd(hex, (bytesPerRow * 3) - 1)}  ${text}`;
}

/** Why the file is not shown completely, and what to do; empty when there is no problem. */
export function problemRows({problem}: ViewerState, cells: number, keys: OwnKeys): readonly string[] {
	return problem ? wrapText(cleanText(problemWith('Ctrl-R reads on.', problem, keys)), Math.max(1, cells - 2)).map(row => ` ${row}`) : [];
}
