import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../source/files/location.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {checkApart, checkIsFolder} from '../../source/transfers/preflight.ts';
import {put} from '../support/cloud.ts';
import {cloud, disk, openEngine} from '../support/engine.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {makeTree} from '../support/trees.ts';
import {standardNames} from '../support/names.ts';

const byName = {names: standardNames, identity: async (place: Location) => place.kind === 'local' ? 'disk' : place.account};

describe('a copy that cannot end well', () => {
	it.each([
		['a file onto itself', 'copy', '/notes/a.txt', '/notes', undefined, 'a.txt is in that folder already.'],
		['a file onto itself, by its name', 'move', '/notes/a.txt', '/notes', 'a.txt', 'a.txt is in that folder already.'],
		['a file onto its name in another case', 'copy', '/notes/a.txt', '/notes', 'A.TXT', 'a.txt is in that folder already.'],
		['a folder into itself', 'copy', '/notes', '/notes', undefined, 'The folder notes cannot be put into itself.'],
		['a folder into one below it, in another case', 'move', '/notes', '/Notes/deep', undefined, 'The folder notes cannot be put into itself.'],
	] as const)('is refused in the cloud: %s', async (_, kind, source, target, targetName, sentence) => {
		await expect(checkApart(cloud(source), {kind, target: cloud(target), targetName}, byName)).rejects.toMatchObject({code: 'already-exists', message: sentence});
	});

	it.each([
		['to another folder', 'copy', '/notes/a.txt', '/other', undefined],
		['to a folder whose name only begins the same', 'move', '/notes', '/notes 2', undefined],
		['a change of case', 'move', '/notes/a.txt', '/notes', 'A.txt'],
	] as const)('is not taken for one: %s', async (_, kind, source, target, targetName) => {
		await expect(checkApart(cloud(source), {kind, target: cloud(target), targetName}, byName)).resolves.toBeUndefined();
	});

	it('is found through links of the disk, too', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'tree', 'deep'), {recursive: true});
		await symlink(path.join(folder, 'tree', 'deep'), path.join(folder, 'link'));

		await expect(checkApart(disk(path.join(folder, 'tree')), {kind: 'copy', target: disk(path.join(folder, 'link'))}, byName)).rejects.toThrow('cannot be put into itself');
		await expect(checkApart(disk(path.join(folder, 'tree')), {kind: 'copy', target: disk(path.join(folder, 'link', 'not there yet'))}, byName)).rejects.toThrow('cannot be put into itself');
		await expect(checkApart(disk(path.join(folder, 'tree', 'deep')), {kind: 'copy', target: disk(folder)}, byName)).resolves.toBeUndefined();
	});

	it('is refused below a file, and not where the folder is yet to be made', async () => {
		const {folder, files} = await openEngine();
		await makeTree(folder, {'a.txt': 'a'});
		await files.mkdir('/Jotta/Archive/there');

		await expect(checkIsFolder(disk(path.join(folder, 'a.txt', 'deep', 'deeper')), openLocal(), standardNames)).rejects.toMatchObject({code: 'already-exists', message: 'a.txt is not a folder: nothing can be put into it.'});
		await expect(checkIsFolder(disk(path.join(folder, 'new', 'deeper')), openLocal(), standardNames)).resolves.toBe(folder);
		await expect(checkIsFolder(cloud('/there/new/deeper'), files, standardNames)).resolves.toBe('/Jotta/Archive/there');
	});

	it('is refused on a device or mountpoint that is not there, and where no files lie', async () => {
		const {files} = await openEngine();
		const check = async (place: string) => checkIsFolder({kind: 'cloud', account: 'jotta', path: place}, files, standardNames);

		await expect(check('/Jotta/Nowhere/new/deeper')).rejects.toMatchObject({code: 'not-found', message: 'There is no mountpoint Nowhere on the device Jotta: nothing can be put there.'});
		await expect(check('/Nobody/Archive/new')).rejects.toMatchObject({code: 'not-found', message: 'There is no device Nobody in the account: nothing can be put there.'});
		await expect(check('/Jotta')).rejects.toMatchObject({code: 'permission', message: 'Jotta is a device: it holds mountpoints, no files.'});
	});

	it('is not refused below a file that is in the trash', async () => {
		const {client, files} = await openEngine();
		await put(client, '/Jotta/Archive/was-a-file', 'a');
		await files.remove('/Jotta/Archive/was-a-file', {kind: 'file'});

		await expect(checkIsFolder(cloud('/was-a-file/new'), files, standardNames)).resolves.toBe('/Jotta/Archive');
	});

	it('is not looked for between the disk and the cloud', async () => {
		await expect(checkApart(disk('/Jotta/Archive/a'), {kind: 'copy', target: cloud()}, byName)).resolves.toBeUndefined();
	});

	it('is not seen in another case on the disk, which may tell them apart', async () => {
		await expect(checkApart(disk('/nowhere/a.txt'), {kind: 'copy', target: disk('/nowhere'), targetName: 'A.txt'}, byName)).resolves.toBeUndefined();
	});
});
