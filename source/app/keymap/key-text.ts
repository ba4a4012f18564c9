import type {ShownCommand} from './command.ts';

/** The second key of a command with two: `h` of `g h`. */
export function keyAfter({keys}: ShownCommand, prefix: string): string {
	const start = `${prefix} `;
	return keys.find(key => key.startsWith(start))!.slice(start.length);
}

const arrows: Readonly<Record<string, string>> = {
	Up: '↑', Down: '↓', Left: '←', Right: '→', PageUp: 'PgUp', PageDown: 'PgDn', Insert: 'Ins', Delete: 'Del',
};

/** A key as help and README write it: `Up` is `↑`. */
export function keyText(key: string): string {
	return key.split(' ').map(each => each.replaceAll(/Up$|Down$|Left$|Right$|PageUp|PageDown|Insert|Delete/gv, name => arrows[name] ?? name)).join(' ');
}
