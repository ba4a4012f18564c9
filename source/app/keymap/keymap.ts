import type {KeyPreference, KeyPreferences} from '../../settings/key-settings.ts';
import {isKeyName} from '../terminal/key-names.ts';
import {createBindings, type Bindings} from './bindings.ts';
import type {Command, ShownCommand} from './command.ts';

/** The table of commands with the person's own keys: for key handling, key bar, help and palette. */
export type Keymap<Subject> = {
	readonly commands: ReadonlyArray<Command<Subject>>;
	readonly bindings: Bindings<Subject>;
	readonly warnings: readonly string[]; // preferences that cannot be applied, each with its line
};

/** A keymap that is only shown, not run. */
export type ShownKeymap = Keymap<never>;

/** Replaces the standard keys by the person's own. A clash or an unknown name changes nothing and adds a warning. */
export function createKeymap<Subject>(standard: ReadonlyArray<Command<Subject>>, {preferences, warnings: unread}: KeyPreferences): Keymap<Subject> {
	const warnings = [...unread];
	let commands = standard;
	const changed = new Set(preferences.map(({command}) => command));
	for (const preference of preferences) {
		// The key may be free because a later preference takes it from its command.
		const problem = problemOf(preference, standard, commands.filter(({id}) => id !== preference.command && !(changed.has(id) && isLater(id, preference, preferences))));
		if (problem === undefined) {
			commands = commands.map(command => command.id === preference.command ? {...command, keys: preference.keys} : command);
		} else {
			warnings.push(`Line ${preference.line} of the settings: ${problem} Its own keys stay.`);
		}
	}

	return {commands, bindings: createBindings(commands), warnings};
}

function isLater(id: string, preference: KeyPreference, preferences: readonly KeyPreference[]): boolean {
	return preferences.findIndex(({command}) => command === id) > preferences.indexOf(preference);
}

function problemOf({command: id, keys}: KeyPreference, standard: readonly ShownCommand[], others: readonly ShownCommand[]): string | undefined {
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

/** Equal keys, or one is a prefix of the other: `g` would hide `g h`. */
function isClash(one: string, other: string): boolean {
	return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
