import type {Command} from '../keymap/command.ts';
import {cloudCommands} from './cloud-commands.ts';
import {fileCommands} from './file-commands.ts';
import {markCommands} from './mark-commands.ts';
import {moveCommands} from './move-commands.ts';
import {queueCommands} from './queue-commands.ts';
import {viewFileCommands} from './viewer-commands.ts';
import {viewCommands} from './view-commands.ts';

/** THE table: all commands with their keys. Key handling, key bar, help, palette and the README are drawn from it. */
export const commands: readonly Command[] = [...fileCommands, ...moveCommands, ...markCommands, ...cloudCommands, ...viewCommands, ...queueCommands, ...viewFileCommands];

/** The key of a command that follows one which begins several: `h` of `g h`. */
export function keyAfter({keys}: Command, prefix: string): string {
	const start = `${prefix} `;
	return keys.find(key => key.startsWith(start))!.slice(start.length);
}

const arrows: Readonly<Record<string, string>> = {
	Up: '↑', Down: '↓', Left: '←', Right: '→', PageUp: 'PgUp', PageDown: 'PgDn', Insert: 'Ins', Delete: 'Del',
};

/** A key as it is written in help and README. */
export function keyText(key: string): string {
	return key.split(' ').map(each => each.replaceAll(/Up$|Down$|Left$|Right$|PageUp|PageDown|Insert|Delete/gv, name => arrows[name] ?? name)).join(' ');
}
