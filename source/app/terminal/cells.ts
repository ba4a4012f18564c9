import {cleanText} from '../../clean-text.ts';
import {graphemesOf} from '../text/text-width.ts';
import {asciiOf} from './ascii.ts';
import {withCodes, type Style} from './style.ts';

/** One cell of the terminal. A wide character is followed by cells with an empty value, one for each further cell it takes. */
export type Cell = {
	readonly value: string;
	readonly style: string; // SGR parameters, "1;7"; empty: plain
	readonly link: string; // the sequence that opens it (OSC 8); empty: none
};

const plainStyle: Style = [];
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- the sequences that our own lines contain
const sequences = /\u{1B}(?:\[(?<codes>[\d:;]*)m|\](?<link>8;[^\u{7}\u{1B}]*)(?:\u{7}|\u{1B}\\))/gv;
const noLink = '8;;';

/** A line of a frame as exactly `columns` cells; a character that does not fit completely is left out. */
export function cellsOf(line: string, columns: number, isAscii = false): readonly Cell[] {
	const cells: Cell[] = [];
	let style = plainStyle;
	let link = '';
	let from = 0;
	for (const match of line.matchAll(sequences)) {
		append(cells, line.slice(from, match.index), {
			style: style.join(';'), link, columns, isAscii,
		});
		from = match.index + match[0].length;
		if (match.groups!.codes === undefined) {
			link = match.groups!.link === noLink ? '' : match[0];
		} else {
			style = withCodes(style, match.groups!.codes);
		}
	}

	append(cells, line.slice(from), {
		style: style.join(';'), link, columns, isAscii,
	});
	const blank = cellOf(' ', '', '');
	while (cells.length < columns) {
		cells.push(blank);
	}

	return cells;
}

type Look = {readonly style: string; readonly link: string; readonly columns: number; readonly isAscii: boolean};

/** Control characters in the text are made visible: only our own sequences reach the terminal. */
function append(cells: Cell[], text: string, {style, link, columns, isAscii}: Look): void {
	for (const {grapheme, width} of graphemesOf(cleanText(text))) {
		if (cells.length + width > columns) {
			break;
		}

		if (isAscii) {
			cells.push(...[...asciiOf(grapheme, width)].map(character => cellOf(character, style, link)));
			continue;
		}

		if (width > 0) {
			cells.push(cellOf(grapheme, style, link));
		}

		for (let half = 1; half < width; half += 1) {
			cells.push(cellOf('', style, link));
		}
	}
}

const cellCache = new Map<string, Map<string, Cell>>();

/** The same object for equal common cells: fast to compare, and no garbage to collect. */
function cellOf(value: string, style: string, link: string): Cell {
	if (link !== '' || value.length > 1) {
		return {value, style, link};
	}

	let ofStyle = cellCache.get(style);
	if (!ofStyle) {
		ofStyle = new Map();
		cellCache.set(style, ofStyle);
	}

	let cell = ofStyle.get(value);
	if (!cell) {
		cell = {value, style, link};
		ofStyle.set(value, cell);
	}

	return cell;
}

/** Whether two cells look the same. */
export function isSameCell(one: Cell, other: Cell): boolean {
	return one === other || (one.value === other.value && one.style === other.style && one.link === other.link);
}
