import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {readSettings, writeSetting} from '../../source/settings/settings.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function openFolder(content?: string) {
	const directories = resolveDirectories(path.join(await temporaryFolder(), 'config'));
	if (content !== undefined) {
		await mkdir(path.dirname(directories.settings), {recursive: true});
		await writeFile(directories.settings, content);
	}

	return directories;
}

describe('settings', () => {
	it('have their defaults where there is no file, and none is made by reading', async () => {
		const directories = await openFolder();

		expect(readSettings(directories)).toMatchObject({
			settings: {
				transfers: 4, overwrite: 'ask', hard_delete: false, md5_memory_limit: 10_485_760,
			}, warnings: [],
		});
		await expect(readFile(directories.settings)).rejects.toThrow('ENOENT');
	});

	it('are written one by one; what else is in the file stays', async () => {
		const directories = await openFolder('{"of another version": 1, "transfers": 9}');

		await writeSetting('hard_delete', true, directories);
		await writeSetting('transfers', undefined, directories);

		expect(JSON.parse(await readFile(directories.settings, 'utf8'))).toEqual({'of another version': 1, hard_delete: true});
		expect(readSettings(directories)).toMatchObject({settings: {hard_delete: true, transfers: 4}, changed: new Set(['hard_delete'])});
	});

	it.each([
		['{"transfers": 0}', 'transfers'],
		['{"glyphs": true}', 'glyphs'],
		['{"nothing": 1}', 'no setting'],
		['{"transfers": ', 'no JSON'],
		['7', 'no JSON'],
	])('keep their defaults where %j cannot be used, and say so', async (content, words) => {
		const {settings, warnings} = readSettings(await openFolder(content));

		expect(settings).toMatchObject({transfers: 4, glyphs: 'auto'});
		expect(warnings.join('\n')).toContain(words);
	});

	it('never write over a file that they could not read', async () => {
		const directories = await openFolder('{"transfers": ');

		await expect(writeSetting('transfers', 2, directories)).rejects.toMatchObject({code: 'permission'});

		expect(await readFile(directories.settings, 'utf8')).toBe('{"transfers": ');
	});
});
