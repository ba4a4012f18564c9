import {counted} from '../../format.ts';
import type {App} from '../app.ts';
import type {ShownCommand} from '../keymap/command.ts';
import {keyText} from '../keymap/key-text.ts';
import {searchCommands, searchRows} from '../keymap/search.ts';
import {ruleWords} from '../layout/boxes.ts';
import type {
	CommandsDialog,
	Dialog,
	ListDialog,
	QuestionDialog,
	TransferDialog,
} from '../stores/dialog.ts';
import type {Field} from '../stores/field.ts';
import type {Screen} from '../stores/window.ts';
import {withoutColumns, type SpokenLine} from './speaker.ts';

/** What a dialog asks, the possible answers, and where its cursor is. */
export function dialogLines(dialog: Dialog, {terminal: {keymap}}: App, screen: Screen): readonly SpokenLine[] {
	switch (dialog.kind) {
		case 'prompt': {
			return [{text: dialog.label}, fieldLine(dialog.field)];
		}

		case 'question': {
			return questionLines(dialog);
		}

		case 'transfer': {
			return transferLines(dialog);
		}

		case 'commands': {
			return commandsLines(dialog, searchCommands(keymap.commands, screen, dialog.field.text));
		}

		case 'list': {
			return rowsLines(dialog);
		}

		case 'info': {
			return texts([dialog.title, ...dialog.lines, [...(dialog.actions ?? []).map(({key, label}) => `${key} ${label}`), 'Esc closes'].join(', ')]);
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}

const texts = (lines: readonly string[]): readonly SpokenLine[] => lines.filter(text => text.trim() !== '').map(text => ({text}));

/** Said after each change of the text. */
function fieldLine({text}: Field): SpokenLine {
	return {text: text === '' ? 'empty' : text, about: `field ${text}`};
}

function questionLines({title, lines, choices, cursor, toggle}: QuestionDialog): readonly SpokenLine[] {
	return [
		...texts([title, ...lines]),
		...choices.map(({key, label}) => ({text: `${key}: ${label}`})),
		...(toggle ? [{text: `${toggle.key}: ${toggle.label}, ${toggle.isOn ? 'on' : 'off'}`}] : []),
		{text: `Enter takes ${choices[cursor]!.label}; Esc leaves`},
	];
}

function transferLines({verb, what, field, landing, overwrite, notes}: TransferDialog): readonly SpokenLine[] {
	return [
		...texts([`${verb === 'copy' ? 'Copy' : 'Move'} ${what} to`]),
		fieldLine(field),
		{text: landing, about: `landing ${landing}`},
		...texts([
			`where a name is taken: ${ruleWords[overwrite]}`,
			...(verb === 'move' ? ['The original goes only after the copy has been verified.'] : []),
			...notes,
			'Enter adds it to the queue, Tab changes the rule, Esc leaves',
		]),
	];
}

function commandsLines({title, field, cursor}: CommandsDialog, found: readonly ShownCommand[]): readonly SpokenLine[] {
	const command = found[cursor];
	return [
		{text: `${title}: type to search, Enter runs, Esc closes`},
		...(field.text === '' ? [] : [{text: `search ${field.text}: ${counted(found.length, 'command')}`}]),
		...(command ? [{text: [command.title, ...command.keys.map(key => keyText(key))].join(', ')}] : []),
	];
}

function rowsLines(dialog: ListDialog): readonly SpokenLine[] {
	const {title, cursor, isLoading = false, whenEmpty, foot, field} = dialog;
	const rows = searchRows(dialog);
	const row = rows[cursor];
	return [
		{text: `${title}${isLoading ? ', reading…' : `, ${counted(dialog.rows.length, 'row')}`}`, about: `${title} ${String(isLoading)}`},
		...texts([foot]),
		...(field === undefined || field.text === '' ? [] : [{text: `search ${field.text}: ${counted(rows.length, 'row')}`}]),
		...(row ? [{text: `${withoutColumns(row.text)}${row.detail === undefined || row.text.includes(row.detail) ? '' : `. ${row.detail}`}`, about: `${cursor} ${row.text}`}] : []),
		...(rows.length === 0 && !isLoading ? texts([whenEmpty]) : []),
	];
}
