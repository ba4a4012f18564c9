import {
	mkdir,
	readdir,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {checkClash, readSeen} from '../../../../source/transfers/engine/count/double-targets.ts';
import type {ItemSubject} from '../../../../source/transfers/item.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {makeTree} from '../../../support/trees.ts';

async function open(folder: Location) {
	const queue = await openQueueFile({target: folder});
	const seen = await readSeen(queue.job(), queue.store.items);
	const targetOf = (name: string): Location => ({...folder, path: `${folder.path}/${name}`});
	return {
		...queue,
		targetOf,
		check(name: string, source: string, kind: ItemSubject['kind'] = 'file') {
			checkClash({
				job: 1, kind, direction: 'up', name, source: disk(source), target: targetOf(name), facts: {source: {}}, size: 1,
			}, seen);
		},
	};
}

describe('two names that are copied to one folder', () => {
	it('that differ in case only are one in the cloud: the second is not sent over the first', async () => {
		const {check} = await open(cloud());
		check('a.txt', '/one/a.txt');

		expect(() => {
			check('A.txt', '/one/A.txt');
		}).toThrow(expect.objectContaining({code: 'name-not-allowed', message: expect.stringContaining('Jottacloud takes both for one') as string}) as Error);
		check('b.txt', '/one/b.txt');
	});

	it('that differ in case only are two on a disk that tells them apart', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'there'), '');
		const {check} = await open(disk(folder));

		check('a.txt', '/one/a.txt');
		check('A.txt', '/one/A.txt');
	});

	it('that differ in case only are one on a disk that does not', async () => {
		const folder = path.join(await temporaryFolder(), 'music');
		await mkdir(folder);
		await symlink('music', path.join(path.dirname(folder), 'MUSIC'));
		const {check} = await open(disk(folder));
		check('a.txt', '/one/a.txt');

		expect(() => {
			check('A.txt', '/one/A.txt');
		}).toThrow(expect.objectContaining({message: expect.stringContaining('the disk takes both for one') as string}) as Error);
	});

	it('that are the same are refused for files; folders become one', async () => {
		const {check} = await open(cloud());
		check('a', '/one/a');
		check('album', '/one/album', 'folder');
		check('album', '/two/album', 'folder');

		expect(() => {
			check('a', '/two/a');
		}).toThrow(expect.objectContaining({code: 'already-exists'}) as Error);
	});

	it('are one thing when it is counted again', async () => {
		const {check} = await open(cloud());

		check('a', '/one/a');
		check('a', '/one/a');
	});

	it('are seen although the first was counted before a crash; what could not be counted is no name', async () => {
		const queue = await openQueueFile();
		queue.add('a.txt');
		queue.add('album', {kind: 'source'});
		const {targets, keyOf} = await readSeen(queue.job(), queue.store.items);

		expect([...targets]).toEqual([[keyOf(cloud('/album/A.TXT')), {target: cloud('/album/a.txt').path, source: '/album/a.txt'}]]);
	});
});

describe('two files that would get one name', () => {
	it('does not lose the second of two files that get one name, and says so', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(folder, {
			'a/same.txt': 'first', 'b/same.txt': 'the second', 'a/sub/1.txt': '1', 'b/sub/2.txt': '2',
		});

		const {failures} = await runJob(tools, {
			sources: ['a/same.txt', 'b/same.txt', 'a/sub', 'b/sub'].map(name => disk(path.join(folder, name))), target: cloud('/to'),
		});

		expect(failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('this is the second')]);
		expect(await files.stat('/Jotta/Archive/to/same.txt')).toMatchObject({size: 5});
		expect(await files.stat('/Jotta/Archive/to/sub/1.txt')).toMatchObject({size: 1});
		expect(await files.stat('/Jotta/Archive/to/sub/2.txt')).toMatchObject({size: 1});
	});

	it('says which stored names become one name on the disk, and replaces neither by the other', async () => {
		const {tools, client, folder} = await openEngine();
		await put(client, '/Jotta/Archive/odd/‛a：', 'first');
		await put(client, '/Jotta/Archive/odd/‛‛a：', 'second');

		const {failures} = await runJob(tools, {sources: [cloud('/odd')], target: disk(folder), overwrite: 'always'});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['already-exists']);
		expect(await readdir(path.join(folder, 'odd'))).toEqual(['‛a:']);
	});
});
