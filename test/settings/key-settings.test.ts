import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {readKeyPreferences} from '../../source/settings/key-settings.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function read(content?: string) {
	const directories = resolveDirectories(path.join(await temporaryFolder(), 'config'));
	if (content !== undefined) {
		await mkdir(directories.folder, {recursive: true});
		await writeFile(directories.settings, content);
	}

	return readKeyPreferences(directories);
}

describe('the keys that a person wants', () => {
	it('are read with the line where each stands, also where the command’s name stands elsewhere before', async () => {
		const {preferences, warnings} = await read(`{
	"theme": "copy",
	"bookmarks": {"a": "copy"},
	"keys": {
		"move": ["M"],
		"copy": ["C", "F5"],
		"delete": "D"
	}
}`);

		expect(preferences).toEqual([
			{command: 'move', keys: ['M'], line: 5},
			{command: 'copy', keys: ['C', 'F5'], line: 6},
			{command: 'delete', keys: ['D'], line: 7},
		]);
		expect(warnings).toEqual([]);
	});

	it.each(['7', '[""]', '""', '["C", 5]', '{}', 'null'])('that are no list of keys (%s) are said with their line, and the others hold', async value => {
		const {preferences, warnings} = await read(`{"keys": {\n"copy": ${value},\n"move": ["M"]}}`);

		expect(preferences).toEqual([{command: 'move', keys: ['M'], line: 3}]);
		expect(warnings).toEqual([expect.stringMatching(/^Line 2 .*copy/v)]);
	});

	it.each([undefined, '{', '{}', '{"keys": 5}'])('are none in a file that is %j', async content => {
		expect(await read(content)).toEqual({preferences: [], warnings: []});
	});
});
