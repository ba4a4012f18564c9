import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {readBookmarks, writeBookmark} from '../../source/settings/bookmarks.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function open(content: string) {
	const directories = resolveDirectories(path.join(await temporaryFolder(), 'config'));
	await mkdir(directories.folder, {recursive: true});
	await writeFile(directories.settings, content);
	return directories;
}

describe('bookmarks', () => {
	it('are set and taken away one by one; what else is in the file stays', async () => {
		const directories = await open('{"theme": "dark", "bookmarks": {"f": "/srv/films"}}');

		await writeBookmark('p', 'jotta:Pictures', directories);
		expect(readBookmarks(directories)).toEqual({f: '/srv/films', p: 'jotta:Pictures'});

		await writeBookmark('f', undefined, directories);
		expect(JSON.parse(await readFile(directories.settings, 'utf8'))).toEqual({theme: 'dark', bookmarks: {p: 'jotta:Pictures'}});
	});

	it.each(['{}', '{"bookmarks": {"two": "/srv"}}', '{"bookmarks": {"a": 5}}', '{'])('are none in a file that is %s', async content => {
		expect(readBookmarks(await open(content))).toEqual({});
	});
});
