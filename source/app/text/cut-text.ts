import {graphemesOf, textWidth} from './text-width.ts';

/*
Cuts texts to a number of cells, by whole graphemes: a path from the left, a name in the middle so that its extension stays.
*/

/** Cuts the end of a text that is too long: `Some long te…`. */
export function cutEnd(text: string, cells: number): string {
	if (textWidth(text) <= cells) {
		return text;
	}

	return cells < 1 ? '' : `${takeStart(text, cells - 1)}…`;
}

/** Cuts the start of a text that is too long: `…/holiday/2026`. */
export function cutStart(text: string, cells: number): string {
	if (textWidth(text) <= cells) {
		return text;
	}

	return cells < 1 ? '' : `…${takeEnd(text, cells - 1)}`;
}

/** Cuts the middle of a name that is too long: `video…take-final.mov`. */
export function cutMiddle(text: string, cells: number): string {
	if (textWidth(text) <= cells) {
		return text;
	}

	if (cells < 5) {
		return cutEnd(text, cells);
	}

	const ending = Math.floor((cells - 1) * 0.6);
	const end = takeEnd(text, ending);
	return `${takeStart(text, cells - 1 - textWidth(end))}…${end}`;
}

function takeStart(text: string, cells: number): string {
	let taken = '';
	let width = 0;
	for (const {grapheme, width: each} of graphemesOf(text)) {
		if (width + each > cells) {
			break;
		}

		taken += grapheme;
		width += each;
	}

	return taken;
}

function takeEnd(text: string, cells: number): string {
	const all = [...graphemesOf(text)];
	let taken = '';
	let width = 0;
	for (const {grapheme, width: each} of all.toReversed()) {
		if (width + each > cells) {
			break;
		}

		taken = grapheme + taken;
		width += each;
	}

	return taken;
}

/** Wraps a sentence at spaces, and keeps its indent. A word that is wider than a line is cut. */
export function wrapText(text: string, cells: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	const [indent = ''] = /^ */v.exec(text) ?? [];
	for (const word of text.trimStart().split(' ')) {
		if (line !== '' && textWidth(line) + 1 + textWidth(word) > cells) {
			lines.push(line);
			line = '';
		}

		line = line === '' ? (lines.length === 0 ? indent : '') + word : `${line} ${word}`;
	}

	return [...lines, line].map(each => cutEnd(each, cells));
}

/** Like wrapText, but a word wider than a line, such as an address, continues on the next one. */
export function wrapWhole(text: string, cells: number): readonly string[] {
	return wrapText(text.split(' ').flatMap(word => piecesOf(word, cells)).join(' '), cells);
}

function piecesOf(word: string, cells: number): readonly string[] {
	const pieces: string[] = [];
	let rest = word;
	while (textWidth(rest) > cells) {
		const piece = takeStart(rest, cells);
		if (piece === '') {
			break; // one character is wider than the line
		}

		pieces.push(piece);
		rest = rest.slice(piece.length);
	}

	return [...pieces, rest];
}

/** Adds spaces at the end up to a number of cells; never cuts. */
export function padEnd(text: string, cells: number): string {
	return text + ' '.repeat(Math.max(0, cells - textWidth(text)));
}

/** Adds spaces at the start up to a number of cells; never cuts. */
export function padStart(text: string, cells: number): string {
	return ' '.repeat(Math.max(0, cells - textWidth(text))) + text;
}
