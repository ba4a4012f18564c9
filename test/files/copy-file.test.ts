import {createHash} from 'node:crypto';
import {
	appendFileSync,
	renameSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {
	chmod,
	readdir,
	readFile,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {copyFile, type CopyFileOptions} from '../../source/files/copy-file.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function openFolder(content: string | Uint8Array = 'the content') {
	const folder = await temporaryFolder();
	const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
	await writeFile(from, content);
	return {
		from, to, names: async () => readdir(folder), copy: async (options?: CopyFileOptions) => copyFile(from, to, options),
	};
}

describe('a copy on the disk', () => {
	it('has the content, the time to the millisecond, and the mode', async () => {
		const {from, to, copy} = await openFolder();
		await utimes(from, new Date(-1500), new Date(-1500));
		await chmod(from, 0o640);

		const {md5} = await copy();

		const {mtimeMs, mode} = await stat(to);
		expect([await readFile(to, 'utf8'), mtimeMs, mode % 0o1000]).toEqual(['the content', -1500, 0o640]);
		expect(md5).toBe(createHash('md5').update('the content').digest('hex'));
	});

	it('is empty where the original is', async () => {
		const {to, copy} = await openFolder('');

		await copy();

		expect(await readFile(to, 'utf8')).toBe('');
	});

	it('of many pieces is whole, and told of while it grows', async () => {
		const content = new Uint8Array(1_000_001).map((_, index) => index % 251);
		const {to, copy} = await openFolder(content);
		const told: number[] = [];

		await copy({
			onProgress(bytes) {
				told.push(bytes);
			},
		});

		expect(new Uint8Array(await readFile(to))).toEqual(content);
		expect([told.length > 2, told.at(-1)]).toEqual([true, 1_000_001]);
	});

	it('does not replace what is there, unless it is told to', async () => {
		const {to, copy, names} = await openFolder();
		await writeFile(to, 'there before');

		await expect(copy()).rejects.toMatchObject({code: 'already-exists'});
		expect([await readFile(to, 'utf8'), await names()]).toEqual(['there before', ['from', 'to']]);

		await copy({replaces: true});
		expect([await readFile(to, 'utf8'), await names()]).toEqual(['the content', ['from', 'to']]);
	});

	it('gets no name when the disk has kept something else', async () => {
		const {from, to, copy, names} = await openFolder();
		await writeFile(to, 'there before');

		await expect(copy({replaces: true, md5Of: async file => file === from ? 'right' : 'wrong'})).rejects.toMatchObject({code: 'corrupt', message: expect.stringContaining('is not what was read') as string});

		expect([await readFile(to, 'utf8'), await names()]).toEqual(['there before', ['from', 'to']]);
	});

	it.each([
		['longer by now', (from: string) => {
			appendFileSync(from, 'more');
		}],
		['as long, and written later', (from: string) => {
			writeFileSync(from, 'CONTENT THE');
		}],
		['another file, as long and as old', (from: string) => {
			writeFileSync(`${from} too`, 'CONTENT THE');
			utimesSync(`${from} too`, 1, 1);
			renameSync(`${from} too`, from);
		}],
	])('gets no name when the original is %s', async (_, write) => {
		const {from, copy, names} = await openFolder();
		await utimes(from, 1, 1);

		await expect(copy({
			onVerifying() {
				write(from);
			},
		})).rejects.toMatchObject({code: 'corrupt', message: expect.stringContaining('changed while it was copied') as string});

		expect(await names()).toEqual(['from']);
	});

	it('leaves nothing when it is left in the middle', async () => {
		const {copy, names} = await openFolder(new Uint8Array(3_000_000));
		const leaving = new AbortController();

		await expect(copy({
			signal: leaving.signal,
			onProgress() {
				leaving.abort();
			},
		})).rejects.toMatchObject({code: 'cancelled'});

		expect(await names()).toEqual(['from']);
	});

	it('leaves the target as it is when that has changed until its turn', async () => {
		const {to, copy, names} = await openFolder();
		await writeFile(to, 'written meanwhile');

		await expect(copy({
			replaces: true,
			async beforePlacing() {
				throw Object.assign(new Error('changed'), {code: 'EEXIST'});
			},
		})).rejects.toMatchObject({code: 'already-exists'});

		expect([await readFile(to, 'utf8'), await names()]).toEqual(['written meanwhile', ['from', 'to']]);
	});

	it('of a folder is refused', async () => {
		const folder = await temporaryFolder();

		await expect(copyFile(folder, path.join(await temporaryFolder(), 'to'))).rejects.toMatchObject({code: 'not-found'});
	});
});
