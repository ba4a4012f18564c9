import {
	mkdir,
	symlink,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {findLocal} from '../../../../source/transfers/engine/items/local-target.ts';
import type {WorkTools} from '../../../../source/transfers/engine/items/work.ts';
import type {Item} from '../../../../source/transfers/item.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';

async function open() {
	const folder = await temporaryFolder();
	const hashed: string[] = [];
	const tools = {
		md5Cache: {find: () => undefined, keep: () => undefined},
		hasher: {
			async hash(file: string) {
				hashed.push(path.basename(file));
				return {md5: 'of the disk', size: 4};
			},
		},
		signal: new AbortController().signal,
	} as unknown as WorkTools;
	const item: Item = {
		id: 1, job: 1, kind: 'file', direction: 'down', name: 'a', source: cloud('/a'), target: disk('/a'), facts: {source: {size: 4, md5: 'x'}}, size: 4, attempts: 0, state: {phase: 'waiting'},
	};
	await writeFile(path.join(folder, 'a'), 'four');
	await utimes(path.join(folder, 'a'), 1000, 1000.5);
	return {folder, hashed, find: async (name: string, facts: Partial<Item> = {}) => findLocal(path.join(folder, name), {...item, ...facts}, tools)};
}

describe('what stands where a file is fetched to', () => {
	it('is hashed where it could be the same file, and only there', async () => {
		const {find, hashed} = await open();
		const there = {kind: 'file', size: 4, modified: 1_000_500};

		expect(await find('a')).toMatchObject({...there, md5: 'of the disk'});
		hashed.length = 0;
		const unhashed = [await find('a', {size: 5}), await find('a', {facts: {source: {size: 4}}})];
		expect(unhashed).toMatchObject([there, there]);
		expect(unhashed.map(each => each?.md5)).toEqual([undefined, undefined]);
		expect(hashed).toEqual([]);
	});

	it('is nothing, or something that is no file; a link is not followed', async () => {
		const {find, folder} = await open();
		await mkdir(path.join(folder, 'folder'));
		await symlink('a', path.join(folder, 'link'));

		expect([await find('nothing'), await find('folder'), await find('link')]).toMatchObject([undefined, {kind: 'folder'}, {kind: 'other'}]);
	});

	it('is said when it cannot be looked at', async () => {
		const {find} = await open();

		await expect(find('a/below a file')).rejects.toMatchObject({name: 'Failure', code: 'not-found'});
	});
});
