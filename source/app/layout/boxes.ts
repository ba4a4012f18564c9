import {cleanText} from '../../clean-text.ts';
import {counted} from '../../format.ts';
import type {ShownCommand} from '../keymap/command.ts';
import {keyAfter, keyText} from '../keymap/key-text.ts';
import type {ShownKeymap} from '../keymap/keymap.ts';
import {searchCommands, searchRows} from '../keymap/search.ts';
import type {
	CommandsDialog,
	InfoDialog,
	ListDialog,
	QuestionDialog,
	TransferDialog,
} from '../stores/dialog.ts';
import type {Screen} from '../stores/window.ts';
import {graphemes, type Field} from '../stores/field.ts';
import {
	cutEnd,
	cutMiddle,
	padEnd,
	wrapText,
	wrapWhole,
} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';
import type {Glyphs} from './glyphs.ts';
import type {Styles} from './styles.ts';

/*
The contents of the boxes in front of the panes.
*/

/** The texts of a box. */
export type Content = {readonly title: string; readonly lines: readonly Line[]; readonly foot: string; readonly isWide?: boolean; readonly cells?: number}; // cells: the widest line, when none may be cut
type Line = {readonly text: string; readonly style?: (text: string) => string; readonly choice?: number}; // choice: index of the choice in this line

const widest = 66;

/** Cells between the box's sides; `cells`: of its widest line. */
export function innerWidth(columns: number, cells = widest): number {
	return Math.max(10, Math.min(Math.max(widest, cells), columns - 4));
}

const wrapped = (text: string, columns: number, indent = ' '): readonly Line[] => wrapText(cleanText(text), innerWidth(columns) - indent.length - 2).map(line => ({text: indent + line}));

/** What a box is drawn with, and the size of its window. */
export type BoxStyle = {readonly glyphs: Glyphs; readonly keymap: ShownKeymap; readonly styles: Styles; readonly columns: number; readonly rows: number};

/** A question: the facts, then its choices. */
export function questionContent({title, lines, choices, cursor, toggle}: QuestionDialog, {glyphs, styles, columns, rows}: BoxStyle): Content {
	// The choices are always visible; in a small window the explanation is cut.
	const freeRows = Math.max(0, rows - 4 - choices.length - (toggle ? 1 : 0));
	const facts = lines.flatMap(line => wrapped(line, columns));
	return {
		title,
		lines: [
			...(freeRows >= facts.length + 2 ? [{text: ''}, ...facts, {text: ''}] : facts.slice(0, freeRows)),
			...choices.map(({key, label}, index) => ({
				text: `${index === cursor ? glyphs.pointer : ' '} [${key}] ${cleanText(label)}`,
				choice: index,
				...(index === cursor && {style: styles.cursor}),
			})),
			...(toggle ? [{text: `  [${toggle.isOn ? 'x' : ' '}] ${toggle.label} (${toggle.key})`}] : []),
		],
		foot: 'Enter takes the marked one, Esc leaves',
	};
}

export const ruleWords = {
	ask: 'ask me',
	newer: 'overwrite when the new one is newer',
	always: 'overwrite always',
	rename: 'keep both',
	never: 'skip',
} as const;

/** The box before a copy or move. */
export function transferContent({verb, what, notes, field, landing, overwrite}: TransferDialog, {columns, styles}: BoxStyle): Content {
	return {
		title: `${verb === 'copy' ? 'Copy' : 'Move'} ${cutMiddle(cleanText(what), 50)}`,
		lines: [
			{text: ''},
			{text: ' to'},
			{text: `  ${fieldText(field, innerWidth(columns) - 5, styles)}`},
			{text: `  ${cutMiddle(cleanText(landing), innerWidth(columns) - 5)}`},
			{text: ''},
			{text: ` where a name is taken: ${ruleWords[overwrite]}`},
			...(verb === 'move' ? wrapped('The original goes only after the copy has been verified.', columns) : []),
			...notes.flatMap(note => wrapped(note, columns)),
			{text: ''},
		],
		foot: 'Enter adds it to the queue, Tab changes the rule, Esc leaves',
	};
}

/** Facts to read, and keys for what can be done next. */
export function infoContent({title, lines, actions = []}: InfoDialog, {columns}: BoxStyle): Content {
	const facts = lines.flatMap(line => wrapWhole(cleanText(line), innerWidth(columns) - 3).map(text => ({text: ` ${text}`})));
	return {title, lines: [{text: ''}, ...facts, {text: ''}], foot: [...actions.map(({key, label}) => `${key} ${label}`), 'Esc closes'].join('  ')};
}

/** A row's detail, unless the row itself shows all of it. */
function detailOf(row: ListDialog['rows'][number] | undefined, cells: number): string {
	return row?.detail === undefined || (row.text.endsWith(row.detail) && textWidth(row.text) <= cells) ? '' : row.detail;
}

/** Rows to choose from, with the detail of the row under the cursor below. */
export function listContent(dialog: ListDialog, {rows: windowRows, columns, styles}: BoxStyle): Content {
	const {title, cursor, isLoading = false, whenEmpty, foot, field} = dialog;
	const rows = searchRows(dialog);
	const search = field ? [{text: ` search: ${fieldText(field, 30, styles)}`}] : [];
	const detail = dialog.rows.some(row => row.detail !== undefined) ? ['', ...wrapText(cleanText(detailOf(rows[cursor], columns - 8)), Math.max(10, columns - 8)), '', ''].slice(0, 4) : [];
	const height = Math.max(1, windowRows - 8 - detail.length - search.length);
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), rows.length - height));
	return {
		title: `${title}${isLoading ? ', reading…' : ''}`,
		isWide: true,
		lines: [
			...search,
			...rows.slice(top, top + height).map(({text}, index) => ({
				text: ` ${cutMiddle(cleanText(text), columns - 8)}`,
				choice: top + index,
				...(top + index === cursor && {style: styles.cursor}),
			})),
			...(rows.length === 0 && !isLoading ? [{text: ` ${whenEmpty}`}] : []),
			...detail.map(text => ({text: ` ${text}`})),
		],
		foot,
	};
}

const widestOf = (lines: readonly Line[]) => Math.max(0, ...lines.map(({text}) => textWidth(text))) + 2; // a blank on each side

/** The keys that can follow a prefix, one a line. */
export function prefixContent(following: readonly ShownCommand[], prefix: string): Content {
	const lines = following.map((command, choice) => ({text: `${padEnd(keyText(keyAfter(command, prefix)), 3)} ${command.title}`, choice}));
	return {
		title: prefix, lines, foot: 'Esc leaves', cells: widestOf(lines),
	};
}

export const screenNames = {
	browser: 'Panes', queue: 'Transfers', places: 'Places', trash: 'Trash', versions: 'Versions', links: 'Links', latest: 'Latest', viewer: 'Viewer',
} as const;

/** Help and palette: the commands found, with their keys. */
export function commandsContent({title, field, cursor}: CommandsDialog, screen: Screen, {rows, columns, styles, keymap}: BoxStyle): Content {
	const found = searchCommands(keymap.commands, screen, field.text);
	const height = Math.max(1, rows - 8);
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), found.length - height));
	const keyCells = Math.min(columns < 120 ? 18 : 30, Math.floor((columns - 6) * 0.3)); // enough for all keys of a command, if the window is wide
	const textOf = ({title: name, keys, where}: ShownCommand) => {
		const shownKeys = cutEnd(keys.map(key => keyText(key)).join('  '), keyCells);
		return {text: ` ${padEnd(shownKeys, keyCells)} ${where === 'anywhere' || where === screen ? '' : `${screenNames[where]}: `}${name}`};
	};

	return {
		title,
		cells: widestOf(keymap.commands.map(command => textOf(command))), // the box keeps its width while the person types
		lines: [
			{text: ` search: ${fieldText(field, 30, styles)}`},
			...found.slice(top, top + height).map((command, index) => ({...textOf(command), choice: top + index, ...(top + index === cursor && {style: styles.cursor})})),
			...(found.length === 0 ? [{text: ' nothing of that name'}] : []),
		],
		foot: `${counted(found.length, 'command')}: type to search, Enter runs, Esc closes`,
	};
}

/** A field with its cursor, scrolled so that the cursor is visible. */
export function fieldText({text, cursor}: Field, cells: number, styles: Styles): string {
	const all = graphemes(text).map(each => cleanText(each));
	let start = 0;
	while (start < cursor && textWidth(all.slice(start, cursor + 1).join('')) >= cells) {
		start += 1;
	}

	const shown = all.slice(start, cursor).join('') + styles.cursor(all[cursor] ?? ' ');
	const rest = cells - textWidth(all.slice(start, cursor + 1).join('')) - 1;
	return shown + (rest > 0 ? cutEnd(all.slice(cursor + 1).join(''), rest) : '');
}

/** The keys that can follow a prefix, on one line: `h home · t trash`. */
export function hintsText(following: readonly ShownCommand[], prefix: string, {dot}: Glyphs): string {
	return following.map(({keys, title, hint}) => {
		const key = keys.find(each => each.startsWith(`${prefix} `))!.slice(prefix.length + 1);
		return `${keyText(key)} ${hint ?? title}`;
	}).join(` ${dot} `);
}
