import type {KeyWish, KeyWishes} from '../../settings/key-settings.ts';
import {isKeyName} from '../terminal/key-names.ts';
import {createBindings, type Bindings} from './bindings.ts';
import type {Command, ShownCommand} from './command.ts';

/** The table of commands with the person's own keys in it: what keys, key bar, help and palette go by. */
export type Keymap<Subject> = {
	readonly commands: ReadonlyArray<Command<Subject>>;
	readonly bindings: Bindings<Subject>;
	readonly complaints: readonly string[]; // wishes that could not be met, each with its line
};

/** A keymap that is drawn, not run. */
export type ShownKeymap = Keymap<never>;

/** The keys of a wish take the place of the command's own ones; what clashes, or is unknown, is said and changes nothing. */
export function createKeymap<Subject>(standard: ReadonlyArray<Command<Subject>>, {wishes, complaints: unread}: KeyWishes): Keymap<Subject> {
	const complaints = [...unread];
	let commands = standard;
	const wished = new Set(wishes.map(({command}) => command));
	for (const wish of wishes) {
		// A key may come from a command that gets other keys further down.
		const problem = problemOf(wish, standard, commands.filter(({id}) => id !== wish.command && !(wished.has(id) && isLater(id, wish, wishes))));
		if (problem === undefined) {
			commands = commands.map(command => command.id === wish.command ? {...command, keys: wish.keys} : command);
		} else {
			complaints.push(`Line ${wish.line} of the settings: ${problem} Its own keys stay.`);
		}
	}

	return {commands, bindings: createBindings(commands), complaints};
}

function isLater(id: string, wish: KeyWish, wishes: readonly KeyWish[]): boolean {
	return wishes.findIndex(({command}) => command === id) > wishes.indexOf(wish);
}

function problemOf({command: id, keys}: KeyWish, standard: readonly ShownCommand[], others: readonly ShownCommand[]): string | undefined {
	const command = standard.find(each => each.id === id);
	if (!command) {
		return `there is no command ${id}; the README’s table of keys has their names.`;
	}

	const unknown = keys.find(key => key.split(' ').some(each => !isKeyName(each)));
	if (unknown !== undefined) {
		return `${unknown} is no key, so ${id} cannot have it. The key check (g k) names what a key sends.`;
	}

	for (const key of keys) {
		const holder = others.find(other => isSeenTogether(other, command) && other.keys.some(taken => isClash(taken, key)));
		if (holder) {
			return `${key} is ${holder.id} already, so ${id} cannot have it.`;
		}
	}

	return undefined;
}

function isSeenTogether(one: ShownCommand, other: ShownCommand): boolean {
	return one.where === other.where || one.where === 'anywhere' || other.where === 'anywhere';
}

/** The same keys, or one that the other begins with: `g` would hide `g h`. */
function isClash(one: string, other: string): boolean {
	return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
