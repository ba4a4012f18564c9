import type {Buffer} from 'node:buffer';
import {cleanText} from '../../clean-text.ts';
import type {ViewerState} from '../stores/viewer.ts';
import {padEnd, wrapText} from './cut-text.ts';
import {graphemesOf, textWidth} from './text-width.ts';

/*
A file's bytes as rows of a screen: text, broken where the window ends, or 16 bytes a row.
*/

/** Text as rows that fit; what a terminal could act on is made visible. */
export function textRows(bytes: Buffer, {cells, isAtEnd}: {readonly cells: number; readonly isAtEnd: boolean}): readonly string[] {
	const text = new TextDecoder().decode(bytes);
	const lines = text.split('\n');
	if (!isAtEnd || lines.at(-1) === '') {
		lines.pop(); // not whole yet, or nothing behind the last line break
	}

	return lines.flatMap(line => broken(cleanText(line.replace(/\r$/v, '').replaceAll('\t', ' '.repeat(4))), cells));
}

function broken(line: string, cells: number): readonly string[] {
	if (textWidth(line) <= cells) {
		return [line];
	}

	const rows: string[] = [];
	let row = '';
	let width = 0;
	for (const {grapheme, width: each} of graphemesOf(line)) {
		if (width + each > cells) {
			rows.push(row);
			row = '';
			width = 0;
		}

		row += grapheme;
		width += each;
	}

	return [...rows, row];
}

const perRow = 16;

export function hexRowCount(bytes: Buffer): number {
	return Math.ceil(bytes.length / perRow);
}

/** `00000010  48 65 6c 6c 6f …  Hello` */
export function hexRow(bytes: Buffer, {row, from}: {readonly row: number; readonly from: number}): string {
	const piece = bytes.subarray(row * perRow, (row + 1) * perRow);
	const hex = Array.from(piece, byte => byte.toString(16).padStart(2, '0')).join(' ');
	const text = Array.from(piece, byte => byte >= 0x20 && byte < 0x7F ? String.fromCodePoint(byte) : '.').join('');
	return `${(from + (row * perRow)).toString(16).padStart(8, '0')}  ${padEnd(hex, (perRow * 3) - 1)}  ${text}`;
}

/** Why not all of a file is shown, and what to do; nothing while all is well. */
export function problemRows({problem}: ViewerState, cells: number): readonly string[] {
	return problem ? wrapText(cleanText(`${problem.sentence} ${problem.nextStep} Ctrl-R reads on.`), Math.max(1, cells - 2)).map(row => ` ${row}`) : [];
}
