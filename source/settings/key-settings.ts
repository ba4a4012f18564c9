import * as v from 'valibot';
import type {Directories} from './directories.ts';
import {readSettingsFile} from './settings-file.ts';

/*
`keys` in the settings file: the person's own keys for commands, `{"keys": {"copy": ["C", "F5"]}}`.
The keymap (app/keymap/keymap.ts) knows which commands and keys exist.
*/

export type KeyPreference = {readonly command: string; readonly keys: readonly string[]; readonly line: number}; // line: in the file, from 1
export type KeyPreferences = {readonly preferences: readonly KeyPreference[]; readonly warnings: readonly string[]};

export const noKeyPreferences: KeyPreferences = {preferences: [], warnings: []};

/** The person's own keys. What is not a list of keys gives a warning with its line. */
export function readKeyPreferences({settings: file}: Directories): KeyPreferences {
	const {stored, text} = readSettingsFile(file);
	const wanted = v.safeParse(v.record(v.string(), v.unknown()), stored.keys);
	if (!wanted.success) {
		return noKeyPreferences;
	}

	const preferences: KeyPreference[] = [];
	const warnings: string[] = [];
	const start = text.indexOf('"keys"');
	for (const [command, value] of Object.entries(wanted.output)) {
		const line = text.slice(0, Math.max(0, text.indexOf(JSON.stringify(command), start))).split('\n').length;
		const keys = v.safeParse(v.array(v.pipe(v.string(), v.nonEmpty())), typeof value === 'string' ? [value] : value);
		if (keys.success) {
			preferences.push({command, keys: keys.output, line});
		} else {
			warnings.push(`Line ${line} of the settings: the keys of ${command} are to be a list, like ["F5", "c"]; its own keys stay.`);
		}
	}

	return {preferences, warnings};
}
