import {describe, expect, it} from 'vitest';
import type {Entry} from '../../source/files/entry.ts';
import type {FileSystem} from '../../source/files/file-system.ts';

export type Subject = {
	readonly files: FileSystem;
	readonly folder: string; // empty, and ours
	/** Puts a file there by the way that the system has for it. */
	readonly put: (path: string, text: string) => Promise<void>;
};

async function entries(files: FileSystem, path: string): Promise<readonly Entry[]> {
	const found: Entry[] = [];
	for await (const batch of files.list(path)) {
		found.push(...batch);
	}

	return found.toSorted((one, other) => one.name.localeCompare(other.name));
}

async function text(files: FileSystem, path: string, from = 0): Promise<string> {
	const chunks: Uint8Array[] = await Array.fromAsync(await files.read(path, {from}));

	return new TextDecoder().decode(Uint8Array.from(chunks.flatMap(chunk => [...chunk])));
}

/** What a pane relies on, for every file system (source/files/file-system.ts). */
export function describeFileSystem(name: string, open: () => Promise<Subject>): void {
	describe(name, () => {
		it('lists what is in a folder, with kinds and sizes', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/a.txt`, 'four');
			await files.mkdir(`${folder}/sub`);

			expect(await entries(files, folder)).toMatchObject([{name: 'a.txt', kind: 'file', size: 4}, {name: 'sub', kind: 'folder'}]);
		});

		it('makes folders with their parents, and succeeds when they are there', async () => {
			const {files, folder} = await open();
			await files.mkdir(`${folder}/a/b/c`);
			await files.mkdir(`${folder}/a/b/c`);

			expect(await files.stat(`${folder}/a/b/c`)).toMatchObject({kind: 'folder'});
		});

		it('does not make a folder where a file is', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/taken`, 'x');

			await expect(files.mkdir(`${folder}/taken`)).rejects.toMatchObject({code: 'already-exists'});
		});

		it('renames files and folders, and never replaces', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/one`, '1');
			await put(`${folder}/two`, '2');
			await files.mkdir(`${folder}/sub`);

			await files.rename(`${folder}/one`, `${folder}/sub/moved`);
			await expect(files.rename(`${folder}/sub/moved`, `${folder}/two`)).rejects.toMatchObject({code: 'already-exists'});

			expect(await text(files, `${folder}/two`)).toBe('2');
			expect(await text(files, `${folder}/sub/moved`)).toBe('1');
		});

		it('copies a file and its time, and never replaces', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/one`, '1');
			await put(`${folder}/two`, '2');

			await files.copy(`${folder}/one`, `${folder}/copy`);
			await expect(files.copy(`${folder}/one`, `${folder}/two`)).rejects.toMatchObject({code: 'already-exists'});

			expect(await text(files, `${folder}/copy`)).toBe('1');
			const [original, copy] = [await files.stat(`${folder}/one`), await files.stat(`${folder}/copy`)];
			expect(Math.floor(copy.modified! / 1000)).toBe(Math.floor(original.modified! / 1000));
		});

		it.each(['1965-03-04T05:06:07Z', '1969-12-31T23:59:58.500Z', '1970-01-01T00:00:00Z', '2050-06-07T08:09:10Z', '2200-05-06T07:08:09Z'])('keeps the time %s to the second, and a copy has it, too', async time => {
			const {files, folder, put} = await open();
			await put(`${folder}/old`, 'x');
			const wanted = Date.parse(time);

			const kept = await files.setModified(`${folder}/old`, wanted);
			await files.copy(`${folder}/old`, `${folder}/copy`);

			const seconds = [kept, (await files.stat(`${folder}/old`)).modified!, (await files.stat(`${folder}/copy`)).modified!].map(each => Math.floor(each / 1000));
			expect(seconds).toEqual(Array.from({length: 3}, () => Math.floor(wanted / 1000)));
		});

		it('reads from any position', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/text`, '0123456789');

			expect(await text(files, `${folder}/text`, 7)).toBe('789');
		});

		it('removes files and whole folders for good', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/sub/deep/file`, 'x');
			await put(`${folder}/file`, 'x');

			await files.remove(`${folder}/sub`, {kind: 'folder', permanent: true});
			await files.remove(`${folder}/file`, {kind: 'file', permanent: true});

			expect(await entries(files, folder)).toEqual([]);
		});

		it('walks a tree, a folder before what is in it', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/a/b/file`, 'x');
			await put(`${folder}/top`, 'x');
			const paths: string[] = [];
			for await (const batch of files.walk(folder)) {
				paths.push(...batch.map(({path}) => path.slice(folder.length + 1)));
			}

			expect(paths.toSorted((one, other) => one.localeCompare(other))).toEqual(['a', 'a/b', 'a/b/file', 'top']);
			expect(paths.indexOf('a/b')).toBeLessThan(paths.indexOf('a/b/file'));
		});

		it('says what is not there', async () => {
			const {files, folder} = await open();
			const path = `${folder}/nowhere`;

			await expect(files.stat(path)).rejects.toMatchObject({code: 'not-found'});
			await expect(entries(files, path)).rejects.toMatchObject({code: 'not-found'});
			await expect(files.rename(path, `${folder}/x`)).rejects.toMatchObject({code: 'not-found'});
			await expect(files.copy(path, `${folder}/x`)).rejects.toMatchObject({code: 'not-found'});
		});

		it('stops a listing when told to', async () => {
			const {files, folder, put} = await open();
			await put(`${folder}/file`, 'x');
			const stop = new AbortController();
			stop.abort();

			await expect(Array.fromAsync(files.list(folder, {signal: stop.signal}))).rejects.toMatchObject({code: 'cancelled'});
		});

		it('knows how much room there is', async () => {
			const {files, folder} = await open();

			expect((await files.space(folder)).free).toBeGreaterThan(0);
		});
	});
}
