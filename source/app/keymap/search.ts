import type {ListDialog, ListRow} from '../stores/dialog.ts';
import type {SessionState} from '../stores/session.ts';
import {keyText} from '../command-table/commands.ts';
import type {Command} from './command.ts';

/** The commands whose title or key holds all words: those of this screen first, then those of the other. */
export function searchCommands(commands: readonly Command[], screen: SessionState['screen'], query: string): readonly Command[] {
	const hasAll = search(query);
	const found = commands.filter(({title, keys}) => hasAll(`${title} ${keys.map(key => keyText(key)).join(' ')}`));
	const isHere = ({where}: Command) => where === 'anywhere' || where === screen;
	return [...found.filter(command => isHere(command)), ...found.filter(command => !isHere(command))];
}

/** The rows of a list whose text or meaning holds all words that were typed; all of them where nothing is typed. */
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
