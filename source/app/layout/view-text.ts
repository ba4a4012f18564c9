import type {Buffer} from 'node:buffer';
import {cleanText} from '../../clean-text.ts';
import type {Encoding, ViewerState} from '../stores/viewer.ts';
import {padEnd, wrapText} from '../text/cut-text.ts';
import {graphemesOf, textWidth} from '../text/text-width.ts';
import {problemText, type OwnKeys} from '../keymap/advice-text.ts';

/*
A file's bytes as rows on the screen: wrapped text, or 16 bytes a row in hex.
*/

type Window = {readonly cells: number; readonly isAtEnd: boolean; readonly encoding?: Encoding | undefined};

const rowCache = new WeakMap<Buffer, Window & {readonly rows: readonly string[]}>();

/** Text as wrapped rows, with control characters made visible. Rows are cached for the same bytes: every key asks for them. */
export function textRows(bytes: Buffer, window: Window): readonly string[] {
	const last = rowCache.get(bytes);
	if (last?.cells === window.cells && last.isAtEnd === window.isAtEnd && last.encoding === window.encoding) {
		return last.rows;
	}

	const rows = rowsOf(bytes, window);
	rowCache.set(bytes, {...window, rows});
	return rows;
}

const longLine = 4096; // characters: a longer line is shown before its end has been read

function rowsOf(bytes: Buffer, window: Window): readonly string[] {
	const {cells, isAtEnd} = window;
	const lines = decoded(bytes, window).split('\n');
	const unfinishedLine = isAtEnd ? '' : lines.pop()!; // not read to its end yet
	if (lines.at(-1) === '') {
		lines.pop(); // nothing after the last line break
	}

	const rowsOfLine = (line: string) => wrapped(cleanText(line.replace(/\r$/v, '').replaceAll('\t', ' '.repeat(4))), cells);
	return [...lines.flatMap(line => rowsOfLine(line)), ...(unfinishedLine.length > longLine ? rowsOfLine(unfinishedLine).slice(0, -1) : [])];
}

/** Text that is mostly not UTF-8 is taken for Latin-1. */
function decoded(bytes: Buffer, {isAtEnd, encoding}: Window): string {
	const text = new TextDecoder(encoding).decode(bytes, {stream: !isAtEnd});
	if (encoding !== undefined || !text.includes('\u{FFFD}')) {
		return text;
	}

	const wrong = text.match(/\u{FFFD}/gv)?.length ?? 0;
	const right = text.match(/[^\0-\u{7F}\u{FFFD}]/gv)?.length ?? 0;
	return wrong > right && !text.includes('\0') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

function wrapped(line: string, cells: number): readonly string[] {
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

const bytesPerRow = 16;

/** Rows of 16 bytes. */
export function hexRowCount(bytes: Buffer): number {
	return Math.ceil(bytes.length / bytesPerRow);
}

/** `00000010  48 65 6c 6c 6f …  Hello` */
export function hexRow(bytes: Buffer, {row, from}: {readonly row: number; readonly from: number}): string {
	const piece = bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow);
	const hex = Array.from(piece, byte => byte.toString(16).padStart(2, '0')).join(' ');
	const text = Array.from(piece, byte => byte >= 0x20 && byte < 0x7F ? String.fromCodePoint(byte) : '.').join('');
	return `${(from + (row * bytesPerRow)).toString(16).padStart(8, '0')}  ${padEnd(hex, (bytesPerRow * 3) - 1)}  ${text}`;
}

/** Why the file is not shown completely, and what to do; empty when there is no problem. */
export function problemRows({problem}: ViewerState, cells: number, keys: OwnKeys): readonly string[] {
	return problem ? wrapText(cleanText(`${problemText(problem, keys)} Ctrl-R reads on.`), Math.max(1, cells - 2)).map(row => ` ${row}`) : [];
}
