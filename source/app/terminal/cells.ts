import {styledCharsFromTokens, tokenize} from '@alcalzone/ansi-tokenize';

/** One cell as the terminal holds it. The second half of a wide character is a cell with an empty value. */
export type Cell = {
	readonly value: string;
	readonly style: string; // SGR parameters, "1;7"; empty: plain
	readonly link?: string; // the sequence that opens it (OSC 8)
};

const blank: Cell = {value: ' ', style: ''};
const secondHalf = (style: string): Cell => ({value: '', style});
const linkStart = '\u{1B}]8;';
const marks = /^\p{Mark}+$/v;

/** A line of a frame as exactly `columns` cells. */
export function cellsOf(line: string, columns: number): readonly Cell[] {
	const cells: Cell[] = [];
	for (const {value, fullWidth, styles} of styledCharsFromTokens(tokenize(line))) {
		if (marks.test(value) && cells.length > 0) {
			const last = cells.length - (cells.at(-1)!.value === '' ? 2 : 1);
			cells[last] = {value: cells[last]!.value + value, style: cells[last]!.style};
			continue;
		}

		if (cells.length + (fullWidth ? 2 : 1) > columns) {
			break;
		}

		const link = styles.find(({code}) => code.startsWith(linkStart))?.code;
		const style = styles.filter(({code}) => code !== link).map(({code}) => code.slice(2, -1)).join(';');
		cells.push(link === undefined ? {value, style} : {value, style, link});
		if (fullWidth) {
			cells.push(secondHalf(style));
		}
	}

	while (cells.length < columns) {
		cells.push(blank);
	}

	return cells;
}

export function isSameCell(one: Cell, other: Cell): boolean {
	return one.value === other.value && one.style === other.style && one.link === other.link;
}
