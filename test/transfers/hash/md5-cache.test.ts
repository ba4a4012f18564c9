import {stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {createMd5Cache, isUnchangedFile} from '../../../source/transfers/hash/md5-cache.ts';
import type {FileKey} from '../../../source/transfers/store/md5-rows.ts';
import {openQueueFile} from '../../support/queue-file.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

async function someFile() {
	const folder = await temporaryFolder();
	await writeFile(path.join(folder, 'a.txt'), 'a');
	return stat(path.join(folder, 'a.txt'), {bigint: true});
}

describe('a file that was looked at before', () => {
	it('is still that one while nothing about it has changed', async () => {
		const found = await someFile();

		expect(isUnchangedFile(found, Object.assign(Object.create(found) as typeof found, {}))).toBe(true);
		for (const change of [{ino: 0n}, {size: 2n}, {mtimeNs: 1n}, {ctimeNs: 1n}]) {
			expect(isUnchangedFile(found, Object.assign(Object.create(found) as typeof found, change))).toBe(false);
		}
	});

	it('has an MD5 that is remembered, also by the next program, until anything about it changes', async () => {
		const found = await someFile();
		const {store: {md5s}} = await openQueueFile();
		const cache = createMd5Cache(md5s);
		expect(cache.find(found)).toBeUndefined();

		cache.keep(found, 'of a');

		expect([cache.find(found), createMd5Cache(md5s).find(found)]).toEqual(['of a', 'of a']);
		expect(cache.find(Object.assign(Object.create(found) as typeof found, {ctimeNs: 1n}))).toBeUndefined();
	});

	it('has none once it is forgotten, be it on disk or not', async () => {
		const found = await someFile();
		const {store: {md5s}, protect} = await openQueueFile();
		const cache = createMd5Cache(md5s);
		cache.keep(found, 'of a');
		cache.forget(found);
		expect([cache.find(found), md5s.find([found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].map(String) as unknown as FileKey)]).toEqual([undefined, undefined]);
		cache.keep(found, 'of a');
		protect();

		cache.forget(found);

		expect(cache.find(found)).toBeUndefined();
	});

	it('has an MD5 that this program knows while it cannot be written', async () => {
		const found = await someFile();
		const {store: {md5s, close}, protect} = await openQueueFile();
		const cache = createMd5Cache(md5s);
		protect();

		cache.keep(found, 'of a');

		expect([cache.find(found), createMd5Cache(md5s).find(found)]).toEqual(['of a', undefined]);
		close();
		expect(() => {
			cache.keep(found, 'of a');
		}).toThrow();
	});
});
