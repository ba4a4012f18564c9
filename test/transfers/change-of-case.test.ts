import {link, readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {chooseTarget} from '../../source/cli/copy-target.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {createOpener} from '../../source/transfers/open-location.ts';
import {checkApart} from '../../source/transfers/preflight.ts';
import {caselessFolder} from '../support/caseless-folder.ts';
import {disk, openEngine, runJob} from '../support/engine.ts';
import {makeTree} from '../support/trees.ts';

/** What mv and cp do with two places of a folder. */
async function openFolder(folder: string, files = openLocal()) {
	const {tools} = await openEngine();
	const opener = {...createOpener(tools), fileSystem: async () => files};
	return async (kind: 'copy' | 'move', from: string, to: string) => {
		const source = disk(path.join(folder, from));
		const {folder: target, name: targetName} = await chooseTarget([source], disk(path.join(folder, to)), {opener, signal: new AbortController().signal});
		const request = {
			kind, sources: [source], target, targetName,
		};
		await checkApart(source, request, opener);
		return runJob(tools, request);
	};
}

describe('a name of the disk that changes its case', () => {
	it('does so where both are one name: of a file, and of a folder with what is in it', async () => {
		const {folder, files} = await caselessFolder();
		await makeTree(folder, {'a.txt': 'a', 'Dir/deep/b.txt': 'b'});
		const run = await openFolder(folder, files);

		const results = [await run('move', 'a.txt', 'A.txt'), await run('move', 'Dir', 'DIR')];

		expect(results.flatMap(({failures}) => failures)).toEqual([]);
		expect([(await readdir(folder)).toSorted(), await readFile(path.join(folder, 'DIR', 'deep', 'b.txt'), 'utf8')]).toEqual([['A.txt', 'DIR'], 'b']);
	});

	it('is no copy there, and no move to where it is already', async () => {
		const {folder, files} = await caselessFolder();
		await makeTree(folder, {'a.txt': 'a', 'Dir/b.txt': 'b'});
		const run = await openFolder(folder, files);

		await expect(run('copy', 'a.txt', 'A.txt')).rejects.toMatchObject({code: 'already-exists'});
		await expect(run('copy', 'Dir', 'DIR')).rejects.toMatchObject({code: 'already-exists'});
		await expect(run('move', 'Dir/b.txt', 'DIR/b.txt')).rejects.toMatchObject({code: 'already-exists'});

		expect((await readdir(folder, {recursive: true})).toSorted()).toEqual(['Dir', 'Dir/b.txt', 'a.txt']);
	});

	it('leaves two hard links where they are two names', async () => {
		const {folder} = await openEngine();
		await makeTree(folder, {'a.txt': 'a', 'Dir/b.txt': 'b', 'DIR/c.txt': 'c'});
		await link(path.join(folder, 'a.txt'), path.join(folder, 'A.txt'));
		await link(path.join(folder, 'Dir', 'b.txt'), path.join(folder, 'DIR', 'b.txt'));
		const run = await openFolder(folder);

		await expect(run('move', 'a.txt', 'A.txt')).rejects.toThrow('a.txt and A.txt there are one file already: it stays as it is.');
		await expect(run('move', 'Dir/b.txt', 'DIR/b.txt')).rejects.toThrow('b.txt and b.txt there are one file already: it stays as it is.');
		await expect(run('copy', 'a.txt', 'A.txt')).rejects.toMatchObject({code: 'already-exists'});

		expect((await readdir(folder, {recursive: true})).toSorted()).toEqual(['A.txt', 'DIR', 'DIR/b.txt', 'DIR/c.txt', 'Dir', 'Dir/b.txt', 'a.txt']);
	});
});
