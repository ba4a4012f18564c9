import type {SessionState} from '../stores/session.ts';
import type {Command} from './command.ts';
import {commands, keyText} from './commands.ts';

/** The commands of a screen whose title or key holds all words; in the table's order. */
export function searchCommands(screen: SessionState['screen'], query: string): readonly Command[] {
	const words = query.toLowerCase().split(/\s+/v).filter(Boolean);
	return commands.filter(({where, title, keys}) => {
		const text = `${title} ${keys.map(key => keyText(key)).join(' ')}`.toLowerCase();
		return (where === 'anywhere' || where === screen) && words.every(word => text.includes(word));
	});
}
