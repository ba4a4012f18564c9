import type {ListDialog, ListRow} from '../stores/dialog.ts';
import type {Screen} from '../stores/window.ts';
import type {Command, ShownCommand} from './command.ts';
import {keyText} from './key-text.ts';

/** The commands whose title or keys contain all words: those of this screen first. */
export function searchCommands<Subject>(commands: ReadonlyArray<Command<Subject>>, screen: Screen, query: string): ReadonlyArray<Command<Subject>> {
	const hasAll = search(query);
	const found = commands.filter(({title, keys}) => hasAll(`${title} ${keys.map(key => keyText(key)).join(' ')}`));
	const isHere = ({where}: ShownCommand) => where === 'anywhere' || where === screen;
	return [...found.filter(command => isHere(command)), ...found.filter(command => !isHere(command))];
}

/** The rows whose text or detail contains all words typed; all rows when nothing is typed. */
export function searchRows({rows, field}: Pick<ListDialog, 'rows' | 'field'>): readonly ListRow[] {
	if (!field || field.text.trim() === '') {
		return rows;
	}

	const hasAll = search(field.text);
	return rows.filter(({text, detail = ''}) => hasAll(`${text} ${detail}`));
}

function search(query: string): (text: string) => boolean {
	const words = query.toLowerCase().split(/\s+/v).filter(Boolean);
	return text => words.every(word => text.toLowerCase().includes(word));
}
