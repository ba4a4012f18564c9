import {truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	afterEach,
	beforeEach,
	describe,
	expect,
	it,
} from 'vitest';
import {createHasher, type Hasher} from '../../../source/transfers/hash/hasher.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

const size = 4_194_304; // bytes: enough to be handed to a thread
const md5 = 'b5cfa9d6c8febd618f91ac2843d50a1c'; // of so many zeros

describe('hashing off the main thread', () => {
	let hasher: Hasher;
	let file: string;
	let memoryLimit: number;

	beforeEach(async () => {
		memoryLimit = 0;
		hasher = createHasher({threads: () => 1, memoryLimit: () => memoryLimit});
		file = path.join(await temporaryFolder(), 'zeros');
		await writeFile(file, '');
		await truncate(file, size);
	});

	afterEach(async () => {
		await hasher.close();
	});

	it('gives the MD5 and the size', async () => {
		expect(await hasher.hash(file, {size})).toEqual({md5, size});
	});

	it('gives the bytes, too, up to the memory limit, so that a file is read once', async () => {
		memoryLimit = size;
		const {md5: found, bytes} = await hasher.hash(file, {size});
		await truncate(file, size + 1);
		const larger = await hasher.hash(file, {size: size + 1});
		const grown = await hasher.hash(file, {size}); // longer than it was when it was looked at: what is added does not count

		expect(found).toBe(md5);
		expect(bytes?.equals(new Uint8Array(size))).toBe(true);
		expect([larger.size, larger.bytes, grown.size, grown.md5]).toEqual([size + 1, undefined, size, md5]);
	});

	it('goes on with the next file after one that is not there', async () => {
		await expect(hasher.hash(`${file} gone`, {size})).rejects.toMatchObject({code: 'not-found'});

		expect(await hasher.hash(file, {size})).toMatchObject({md5});
	});

	it('ends at once when it is cancelled, however large the file, and the next one is not kept waiting', async () => {
		const endless = 1_099_511_627_776; // 1 TiB that takes no room
		await truncate(file, endless);
		const abort = new AbortController();

		const cancelled = hasher.hash(file, {
			size: endless, signal: abort.signal, onProgress() {
				abort.abort();
			},
		});
		await expect(cancelled).rejects.toMatchObject({code: 'cancelled'});
		await truncate(file, size);

		expect(await hasher.hash(file, {size})).toMatchObject({md5});
	});
});
