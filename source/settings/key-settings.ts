import * as v from 'valibot';
import type {Directories} from './directories.ts';
import {readSettingsFile} from './settings-file.ts';

/*
`keys` in the settings file: commands with the keys that a person wants for them, `{"keys": {"copy": ["C", "F5"]}}`.
Which commands and keys there are, the screen knows (app/keymap/keymap.ts).
*/

export type KeyWish = {readonly command: string; readonly keys: readonly string[]; readonly line: number}; // line: in the file, from 1
export type KeyWishes = {readonly wishes: readonly KeyWish[]; readonly complaints: readonly string[]};

export const noKeyWishes: KeyWishes = {wishes: [], complaints: []};

/** The person's own keys. What is no list of keys is said, with its line. */
export function readKeyWishes({settings: file}: Directories): KeyWishes {
	const {stored, text} = readSettingsFile(file);
	const wanted = v.safeParse(v.record(v.string(), v.unknown()), stored.keys);
	if (!wanted.success) {
		return noKeyWishes;
	}

	const wishes: KeyWish[] = [];
	const complaints: string[] = [];
	const start = text.indexOf('"keys"');
	for (const [command, value] of Object.entries(wanted.output)) {
		const line = text.slice(0, Math.max(0, text.indexOf(JSON.stringify(command), start))).split('\n').length;
		const keys = v.safeParse(v.array(v.pipe(v.string(), v.nonEmpty())), typeof value === 'string' ? [value] : value);
		if (keys.success) {
			wishes.push({command, keys: keys.output, line});
		} else {
			complaints.push(`Line ${line} of the settings: the keys of ${command} are to be a list, like ["F5", "c"]; its own keys stay.`);
		}
	}

	return {wishes, complaints};
}
