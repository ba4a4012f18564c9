import {cleanText} from '../../clean-text.ts';
import type {ShownCommand} from '../keymap/command.ts';
import type {Dialog} from '../stores/dialog.ts';
import type {Screen, WindowState} from '../stores/window.ts';
import {cutEnd, padEnd} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import {
	commandsContent,
	infoContent,
	innerWidth,
	listContent,
	prefixContent,
	questionContent,
	transferContent,
	type Content,
	type BoxStyle,
} from './boxes.ts';

/*
Boxes as lines of equal width, and their places: for drawing, and for finding what was clicked.
*/

export type PlacedBox = {
	readonly lines: readonly string[];
	readonly top: number; // row of the first line, from 0
	readonly left: number;
	readonly choices: ReadonlyArray<number | undefined>; // index of the choice in each line, if it has one
};

export type BoxDialog = Exclude<Dialog, {kind: 'prompt'}>;

/** The box of a dialog, in the middle of the window. */
export function dialogBox(dialog: BoxDialog, {screen}: Pick<WindowState, 'screen'>, look: BoxStyle): PlacedBox {
	const {lines, choices} = boxOf(contentOf(dialog, screen, look), look);
	return {
		lines,
		choices,
		top: Math.max(0, Math.floor((look.rows - lines.length) / 2) - 1),
		left: Math.max(0, Math.floor((look.columns - textWidth(lines[0]!)) / 2)),
	};
}

const fewestRows = 14; // a lower window shows the keys in the message line only

/** Whether the window is high enough for the box of keys. */
export function hasPrefixBox({rows}: WindowSize): boolean {
	return rows >= fewestRows;
}

/** The box of the keys that can follow a prefix, above the message line. */
export function prefixBox(following: readonly ShownCommand[], prefix: string, look: BoxStyle): PlacedBox {
	const {lines, choices} = boxOf(prefixContent(following, prefix), look);
	return {
		lines,
		choices,
		top: Math.max(0, look.rows - 2 - lines.length),
		left: Math.max(0, look.columns - textWidth(lines[0]!)),
	};
}

/** The index of the choice at a cell of the window; column and row count from 1. */
export function choiceAt({lines, choices, top, left}: PlacedBox, column: number, row: number): number | undefined {
	const isInside = column - 1 > left && column < left + textWidth(lines[0]!);
	return isInside ? choices[row - 1 - top] : undefined;
}

function boxOf(content: Content, {glyphs, columns, rows}: BoxStyle): Pick<PlacedBox, 'lines' | 'choices'> {
	const inner = content.isWide === true ? Math.max(10, columns - 4) : innerWidth(columns, content.cells);
	const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
	const edge = (left: string, text: string, right: string) => {
		const shown = cutEnd(cleanText(text), inner - 4);
		return left + (shown === '' ? glyphs.rule.repeat(inner) : `${glyphs.rule} ${shown} ${glyphs.rule.repeat(inner - 3 - textWidth(shown))}`) + right;
	};

	const most = Math.max(1, rows - 4);
	const isRoomy = content.lines.length <= most;
	const lines = content.lines.filter(({text, style}) => isRoomy || style !== undefined || text.trim() !== '').slice(0, most); // blank lines go first
	return {
		lines: [
			edge(topLeft, content.title, topRight),
			...lines.map(({text, style}) => {
				const line = padEnd(cutEnd(` ${text}`, inner), inner);
				return glyphs.divider + (style ? style(line) : line) + glyphs.divider;
			}),
			edge(bottomLeft, content.foot, bottomRight),
		],
		choices: [undefined, ...lines.map(({choice}) => choice)],
	};
}

function contentOf(dialog: BoxDialog, screen: Screen, look: BoxStyle): Content {
	switch (dialog.kind) {
		case 'question': {
			return questionContent(dialog, look);
		}

		case 'transfer': {
			return transferContent(dialog, look);
		}

		case 'commands': {
			return commandsContent(dialog, screen, look);
		}

		case 'list': {
			return listContent(dialog, look);
		}

		case 'info': {
			return infoContent(dialog, look);
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}
