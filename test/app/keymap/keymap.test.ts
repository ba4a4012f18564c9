import {writeFile, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {createKeymap, type ShownKeymap} from '../../../source/app/keymap/keymap.ts';
import {commands} from '../../../source/app/command-table/commands.ts';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {readKeyPreferences} from '../../../source/settings/key-settings.ts';
import {isKeyName} from '../../../source/app/terminal/key-names.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {openTestApp} from '../../support/app/test-app.ts';
import {type} from '../../support/drive.ts';

/** A settings file as a person writes it, read. */
async function keysIn(text: string) {
	const directories = resolveDirectories(await temporaryFolder());
	await mkdir(path.dirname(directories.settings), {recursive: true});
	await writeFile(directories.settings, text);
	return readKeyPreferences(directories);
}

const keysOf = ({commands: all}: ShownKeymap, id: string) => all.find(command => command.id === id)?.keys;

describe('a person’s own keys', () => {
	it('take the place of the command’s own, and do what it does', async () => {
		const keyPreferences = await keysIn('{"keys": {"sort-size": ["Alt-s"], "leave": "Q"}}');
		const app = await openTestApp({keyPreferences});

		type(app, 'q');
		expect(app.terminalCalls).toEqual([]);
		type(app, 'Q');

		expect(app.terminalCalls).toEqual(['quit']);
		expect(keysOf(createKeymap(commands, keyPreferences), 'sort-size')).toEqual(['Alt-s']);
	});

	it('can be swapped between two commands', async () => {
		const keymap = createKeymap(commands, await keysIn('{"keys": {"copy": ["m"], "move": ["c"]}}'));

		expect(keymap.warnings).toEqual([]);
		expect([keysOf(keymap, 'copy'), keysOf(keymap, 'move')]).toEqual([['m'], ['c']]);
	});

	it.each([
		['"copy": ["F6"]', 'Line 3 of the settings: F6 is move already, so copy cannot have it. Its own keys stay.'],
		['"copy": ["g"]', /^Line 3 of the settings: g is \S+ already, so copy cannot have it/v],
		['"fly": ["f"]', /^Line 3 of the settings: there is no command fly/v],
		['"copy": ["Strg-C"]', /^Line 3 of the settings: Strg-C is no key/v],
		['"copy": 5', /^Line 3 of the settings: the keys of copy are to be a list/v],
	])('that cannot be, as in {%s}, are said with their line, and the default stays', async (entry, warning) => {
		const keyPreferences = await keysIn(`{\n"keys": {\n${entry}\n}}`);
		const app = await openTestApp({keyPreferences});

		expect(app.terminal.keymap.warnings).toEqual([typeof warning === 'string' ? warning : expect.stringMatching(warning)]);
		expect(app.stores.messages.get().log.map(({text}) => text)).toContain(app.terminal.keymap.warnings[0]);
		expect(keysOf(app.terminal.keymap, 'copy')).toEqual(commands.find(({id}) => id === 'copy')?.keys);
	});

	it('are known by the names that all commands use', () => {
		for (const key of commands.flatMap(({keys}) => keys).flatMap(keys => keys.split(' '))) {
			expect([key, isKeyName(key)]).toEqual([key, true]);
		}
	});
});
