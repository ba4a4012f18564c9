import {screens, type Screen} from '../stores/window.ts';
import type {Command} from './command.ts';

/** What a key does: it runs a command, or waits for a second key. */
type Binding<Subject> =
	| {readonly kind: 'command'; readonly command: Command<Subject>}
	| {readonly kind: 'prefix'; readonly prefix: string};

export type Bindings<Subject> = {
	/** `keys`: all keys typed so far, separated by spaces. */
	readonly find: (screen: Screen, keys: string) => Binding<Subject> | undefined;
	/** The commands that can follow a prefix. */
	readonly following: (screen: Screen, prefix: string) => ReadonlyArray<Command<Subject>>;
};

/** Looks keys up by screen. */
export function createBindings<Subject>(commands: ReadonlyArray<Command<Subject>>): Bindings<Subject> {
	const inScreen = (screen: Screen) => commands.filter(({where}) => where === 'anywhere' || where === screen);
	const tables = new Map(screens.map(screen => [screen, tableOf(inScreen(screen))]));
	return {
		find: (screen, keys) => tables.get(screen)?.get(keys),
		following: (screen, prefix) => inScreen(screen).filter(({keys}) => keys.some(key => key.startsWith(`${prefix} `))),
	};
}

function tableOf<Subject>(commands: ReadonlyArray<Command<Subject>>): ReadonlyMap<string, Binding<Subject>> {
	const table = new Map<string, Binding<Subject>>();
	for (const command of commands) {
		for (const keys of command.keys) {
			table.set(keys, {kind: 'command', command});
			const [prefix] = keys.split(' ', 1);
			if (prefix !== undefined && prefix !== keys) {
				table.set(prefix, {kind: 'prefix', prefix});
			}
		}
	}

	return table;
}
