import type {SessionState} from '../stores/session.ts';
import type {Command} from './command.ts';
import {keyText} from './commands.ts';

/** The commands whose title or key holds all words: those of this screen first, then those of the other. */
export function searchCommands(commands: readonly Command[], screen: SessionState['screen'], query: string): readonly Command[] {
	const words = query.toLowerCase().split(/\s+/v).filter(Boolean);
	const found = commands.filter(({title, keys}) => {
		const text = `${title} ${keys.map(key => keyText(key)).join(' ')}`.toLowerCase();
		return words.every(word => text.includes(word));
	});
	const isHere = ({where}: Command) => where === 'anywhere' || where === screen;
	return [...found.filter(command => isHere(command)), ...found.filter(command => !isHere(command))];
}
