import {isUnsure} from '../text/text-width.ts';
import type {Cell} from './cells.ts';

export type Pen = {
	readonly clear: () => void;
	readonly moveTo: (row: number, column: number) => void;
	readonly write: (cell: Cell, width: number) => void;
	readonly skipBlank: (cells: number) => void;
	readonly eraseRest: () => void;
	readonly finish: () => string;
};

/** Builds the output of one frame. Keeps track of the terminal's cursor and style, to write no more than needed. */
export function createPen(): Pen {
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
				// Blank its cells first; the next write sets the cursor explicitly, as the width is not known.
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
