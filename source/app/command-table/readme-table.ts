import {keyText} from '../keymap/key-text.ts';
import type {AppCommand} from './app-command.ts';
import {commands} from './commands.ts';

const groups: ReadonlyArray<readonly [AppCommand['group'], string]> = [
	['files', 'Files'], ['move', 'Moving around'], ['mark', 'Marking'], ['view', 'Showing'], ['queue', 'Transfers'], ['cloud', 'Trash, versions, links'], ['viewer', 'In the viewer'],
];

const table = /(?<=<!-- keys:[^\n]*-->\n).*(?=<!-- \/keys -->)/sv;

/** Returns the README with its table of keys written anew from the table of commands. */
export function withKeyTable(readme: string): string {
	const rows = groups.flatMap(([group, title]) => [
		`| **${title}** | | |`,
		...commands.filter(command => command.group === group && !isListMovement(command)).map(({title: what, keys, id}) => `| ${what} | ${keys.map(key => code(keyText(key))).join(' ')} | ${id} |`),
	]);
	return readme.replace(table, () => `\n| what | keys | name |\n|---|---|---|\n${rows.join('\n')}\n\n`);
}

/** Whether a command only moves within a list: the table has the same keys for the panes. */
function isListMovement({where, keys, group}: AppCommand): boolean {
	return group === 'cloud' && where !== 'browser' && keys.some(key => ['Up', 'Down', 'PageUp', 'PageDown', 'Home', 'End', 'Ctrl-R', 'Esc'].includes(key));
}

function code(key: string): string {
	return `\`${key.replaceAll('|', String.raw`\|`)}\``;
}
