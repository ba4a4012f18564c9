import {
	checkSwitches,
	defaultSwitches,
	switchChoices,
	type Switches,
} from './state/service-switches.ts';

/*
What a command line can say of how the sandbox answers: the words alone, without the server.
*/

export {profileNames, type Profile} from './state/profiles.ts';

export const switchNames: readonly string[] = Object.keys(defaultSwitches);

/** Switches as a person writes them, `NAME=VALUE`; what is a list or an object is JSON. A later one wins. A name or value that does not exist is a RangeError with a sentence. */
export function readSwitches(words: readonly string[]): Partial<Switches> {
	return Object.assign({}, ...words.map(word => readSwitch(word))) as Partial<Switches>;
}

function readSwitch(text: string): Partial<Switches> {
	const [, name = '', value = ''] = /^(?<name>[^=]*)=(?<value>[\s\S]*)$/v.exec(text) ?? [];
	if (!Object.hasOwn(defaultSwitches, name)) {
		throw new RangeError(`There is no switch ${JSON.stringify(name === '' ? text : name)}.`);
	}

	return checkSwitches({[name]: readValue(name as keyof Switches, value)});
}

function readValue(name: keyof Switches, text: string): unknown {
	const known = (switchChoices[name] as ReadonlyArray<string | number> | undefined)?.find(choice => String(choice) === text);
	if (known !== undefined || typeof defaultSwitches[name] === 'string') {
		return known ?? text;
	}

	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
