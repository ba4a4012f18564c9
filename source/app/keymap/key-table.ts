import type {Command} from './command.ts';
import {commands, keyText} from './commands.ts';

const groups: ReadonlyArray<readonly [Command['group'], string]> = [
	['files', 'Files'], ['move', 'Moving around'], ['mark', 'Marking'], ['view', 'Showing'], ['queue', 'Transfers'],
];

const table = /(?<=<!-- keys:[^\n]*-->\n).*(?=<!-- \/keys -->)/sv;

/** A README with its table of keys drawn anew from the table of commands. */
export function withKeyTable(readme: string): string {
	const rows = groups.flatMap(([group, title]) => [
		`| **${title}** | |`,
		...commands.filter(command => command.group === group).map(({title: what, keys}) => `| ${what} | ${keys.map(key => code(keyText(key))).join(' ')} |`),
	]);
	return readme.replace(table, () => `\n| what | keys |\n|---|---|\n${rows.join('\n')}\n\n`);
}

function code(key: string): string {
	return `\`${key.replaceAll('|', String.raw`\|`)}\``;
}
