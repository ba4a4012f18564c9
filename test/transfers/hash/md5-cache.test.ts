import {stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openDatabase} from '../../../source/transfers/store/database.ts';
import {isUnchanged, openMd5Cache} from '../../../source/transfers/hash/md5-cache.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

async function someFile() {
	const folder = await temporaryFolder();
	await writeFile(path.join(folder, 'a.txt'), 'a');
	return {folder, found: await stat(path.join(folder, 'a.txt'), {bigint: true})};
}

describe('a file that was looked at before', () => {
	it('is still that one while nothing about it has changed', async () => {
		const {found} = await someFile();

		expect(isUnchanged(found, Object.assign(Object.create(found) as typeof found, {}))).toBe(true);
		for (const change of [{ino: 0n}, {size: 2n}, {mtimeNs: 1n}, {ctimeNs: 1n}]) {
			expect(isUnchanged(found, Object.assign(Object.create(found) as typeof found, change))).toBe(false);
		}
	});

	it('has an MD5 that is remembered, also by the next program, until anything about it changes', async () => {
		const {folder, found} = await someFile();
		const database = openDatabase(path.join(folder, 'queue.sqlite'));
		const cache = openMd5Cache(database);
		expect(cache.find(found)).toBeUndefined();

		cache.keep(found, 'of a');

		expect([cache.find(found), openMd5Cache(database).find(found)]).toEqual(['of a', 'of a']);
		expect(cache.find(Object.assign(Object.create(found) as typeof found, {ctimeNs: 1n}))).toBeUndefined();
		database.close();
	});

	it('has an MD5 that this program knows while there is no room to write it down', async () => {
		const {folder, found} = await someFile();
		const database = openDatabase(path.join(folder, 'queue.sqlite'));
		const cache = openMd5Cache(database);
		database.exec('PRAGMA query_only = 1');

		cache.keep(found, 'of a');

		expect([cache.find(found), openMd5Cache(database).find(found)]).toEqual(['of a', undefined]);
		database.close();
		expect(() => {
			cache.keep(found, 'of a');
		}).toThrow();
	});
});
