import {existsSync, readFileSync} from 'node:fs';
import {access, constants, mkdir} from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import {Failure} from '../failure.ts';
import {closeToOthers} from '../private-file.ts';

/*
The file with the preferences, the bookmarks and the person's own keys. People edit it by hand, so one bad value spoils
nothing else, and a file that cannot be used is never written over.

conf writes it: one key at a time, from the file as it is now, atomically, with the file's mode kept. These parts of conf
are not used:
- Reading: conf makes the folder if it is missing, keeps the text to itself (own keys are named with their line), and
  takes 15 ms to load, which the first frame would wait for. So it is loaded with the first change.
- Its schema: one bad value would make the whole file unusable.
- Its migrations: they write a version into the file when it is opened. There is nothing to migrate yet.
- Its watching: it makes the file if it is missing, and tells of a change up to 1.5 s late. The engine would go on
  deleting for good although no_versions or hard_delete has been turned off: follow-settings.ts is faster.
*/

type Stored = Readonly<Record<string, unknown>>;

export type SettingsFile = {
	readonly stored: Stored; // empty when there is no file, or none that can be used
	readonly text: string;
	readonly warning?: string; // why the file cannot be used
};

/** What the file holds, unchecked. It never throws. */
export function readSettingsFile(file: string): SettingsFile {
	let text = '';
	try {
		closeToOthers(file); // who could write it could send sign-ins elsewhere
		text = readFileSync(file, 'utf8');
		return {stored: parse(text), text};
	} catch (error) {
		if (error instanceof Error && 'code' in error) {
			return {stored: {}, text, ...(error.code !== 'ENOENT' && {warning: `The settings cannot be read: ${file}. The defaults are used.`})};
		}

		return {stored: {}, text, warning: `${file} is no JSON: ${error instanceof Error ? error.message : ''}. The defaults are used.`};
	}
}

function parse(text: string): Stored {
	return v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
}

/** Writes one key, or removes it. The rest of the file stays. @throws Failure `permission` */
export async function writeSettingsKey(name: string, value: unknown, file: string): Promise<void> {
	const {warning} = readSettingsFile(file);
	if (warning !== undefined) {
		throw new Failure('permission', warning, {nextStep: 'Repair the file, or move it away; nothing was written.'});
	}

	try {
		await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
		await access(path.dirname(file), constants.W_OK); // where nothing may be written, conf tries for a second and blocks everything else
		const conf = await openConf(file);
		if (value === undefined) {
			conf.delete(name);
		} else {
			conf.set(name, value);
		}
	} catch (error) {
		throw new Failure('permission', `The settings could not be saved: ${file}`, {nextStep: 'Check that the folder can be written and the disk has room.', cause: error});
	}
}

async function openConf(file: string) {
	const {default: Conf} = await import('conf');
	const {dir: cwd, name: configName, ext: fileExtension} = path.parse(file);
	return new Conf<Record<string, unknown>>({
		cwd,
		configName,
		fileExtension,
		accessPropertiesByDotNotation: false,
		...(!existsSync(file) && {configFileMode: 0o600}), // else it keeps its mode
		serialize: stored => `${JSON.stringify(stored, undefined, '\t')}\n`,
		deserialize: parse,
	});
}
