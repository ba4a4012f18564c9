import {screens, type SessionState} from '../stores/session.ts';
import type {Command} from './command.ts';

/** What a key leads to: a command, or more keys to come. */
export type Binding =
	| {readonly kind: 'command'; readonly command: Command}
	| {readonly kind: 'prefix'; readonly prefix: string};

export type Bindings = {
	/** `keys`: all keys typed so far, joined by blanks. */
	readonly find: (screen: SessionState['screen'], keys: string) => Binding | undefined;
	/** What can follow a prefix. */
	readonly following: (screen: SessionState['screen'], prefix: string) => readonly Command[];
};

export function createBindings(commands: readonly Command[]): Bindings {
	const inScreen = (screen: SessionState['screen']) => commands.filter(({where}) => where === 'anywhere' || where === screen);
	const tables = new Map(screens.map(screen => [screen, tableOf(inScreen(screen))]));
	return {
		find: (screen, keys) => tables.get(screen)?.get(keys),
		following: (screen, prefix) => inScreen(screen).filter(({keys}) => keys.some(key => key.startsWith(`${prefix} `))),
	};
}

function tableOf(commands: readonly Command[]): ReadonlyMap<string, Binding> {
	const table = new Map<string, Binding>();
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
