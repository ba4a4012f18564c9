import {Buffer} from 'node:buffer';
import {rmSync} from 'node:fs';
import {
	mkdir,
	readdir,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {Entry} from '../../source/files/entry.ts';
import type {TreeEntry} from '../../source/files/file-system.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {localBytes, localName} from '../../source/files/local-name.ts';
import {maySmallDisk, smallDisk} from '../support/small-disk.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {describeFileSystem} from './file-system.contract.ts';

describeFileSystem('the local disk', async () => ({
	files: openLocal(),
	folder: await temporaryFolder(),
	async put(file, text) {
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	},
}));

describe('the local disk', () => {
	it('has no trash, and says so instead of deleting', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'kept'), 'x');

		await expect(openLocal().remove(path.join(folder, 'kept'), {kind: 'file'})).rejects.toMatchObject({code: 'permission'});
		expect(await readdir(folder)).toEqual(['kept']);
	});

	it('shows links with where they lead, and those that lead nowhere as something that is never copied', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'real'));
		await symlink('real', path.join(folder, 'to-folder'));
		await symlink('nowhere', path.join(folder, 'broken'));

		const [found = []] = await Array.fromAsync(openLocal().list(folder));

		expect(found.toSorted((one, other) => one.name.localeCompare(other.name))).toMatchObject([
			{name: 'broken', kind: 'other', symlink: 'nowhere'}, {name: 'real', kind: 'folder'}, {name: 'to-folder', kind: 'folder', symlink: 'real'},
		]);
	});

	it.skipIf(process.platform !== 'linux')('says so where no folder can be made, and does not try for ever', async () => {
		await expect(openLocal().mkdir('/proc/jottafm/below')).rejects.toMatchObject({code: 'not-found'});
	});

	it('makes a folder and its parents for many at once', async () => {
		const folder = await temporaryFolder();

		await Promise.all(Array.from({length: 20}, async (_, at) => openLocal().mkdir(path.join(folder, 'a/b/c', `d${at % 5}`))));

		expect((await readdir(path.join(folder, 'a/b/c'))).toSorted()).toEqual(['d0', 'd1', 'd2', 'd3', 'd4']);
	});

	it('finds a file again whose name is no text', async () => {
		const folder = await temporaryFolder();
		const raw = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xFF, 0x62])]);
		await writeFile(raw, 'odd');
		const files = openLocal();

		const [[entry] = []] = await Array.fromAsync(files.list(folder));

		expect(entry).toMatchObject({segment: 'a\u{DCFF}b', size: 3});
		expect(await files.stat(`${folder}/${entry!.segment}`)).toMatchObject({size: 3});
	});
});

describe('a folder on the disk', () => {
	it('is listed in batches of 500 at most', async () => {
		const folder = await filledFolder(1001);

		const batches: ReadonlyArray<readonly Entry[]> = await Array.fromAsync(openLocal().list(folder));

		expect(batches.map(({length}) => length)).toEqual([500, 500, 1]);
	});

	it('is listed without what goes while it is looked at', async () => {
		const folder = await filledFolder(1700);
		const found: Entry[] = [];
		for await (const batch of openLocal().list(folder)) {
			if (found.length === 0) {
				rmSync(folder, {recursive: true});
			}

			found.push(...batch);
		}

		expect(found.length).toBeLessThan(1700);
		expect(found.filter(({kind}) => kind !== 'file')).toEqual([]);
	});

	it('is walked without following links, which would lead in a circle', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'real'));
		await symlink('..', path.join(folder, 'real', 'up'));

		const batches: ReadonlyArray<readonly TreeEntry[]> = await Array.fromAsync(openLocal().walk(folder));

		expect(batches.flat().map(each => each.path)).toEqual([path.join(folder, 'real'), path.join(folder, 'real', 'up')]);
	});

	it('is never removed in the place of a file; of a link to it only the link is', async () => {
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'real'));
		await writeFile(path.join(folder, 'real', 'kept'), 'x');
		await symlink('real', path.join(folder, 'link'));

		await expect(openLocal().remove(path.join(folder, 'real'), {kind: 'file', permanent: true})).rejects.toMatchObject({name: 'Failure'});
		await openLocal().remove(path.join(folder, 'link'), {kind: 'folder', permanent: true});

		expect(await readdir(folder)).toEqual(['real']);
		expect(await readdir(path.join(folder, 'real'))).toEqual(['kept']);
	});

	it('has no content to read', async () => {
		await expect(openLocal().read(await temporaryFolder())).rejects.toMatchObject({code: 'not-found', message: expect.stringContaining('is not a file') as string});
	});

	it('is on a disk of which some is used, and not more than there is', async () => {
		const {free, used, capacity} = await openLocal().space(await temporaryFolder());

		expect(used! + free!).toBeLessThanOrEqual(capacity!);
		expect(used).toBeGreaterThan(0);
	});

	it.skipIf(!maySmallDisk)('cannot be made on a disk that can only be read, and that is the reason that is said', async () => {
		const {folder, protect} = await smallDisk(65_536);
		await mkdir(path.join(folder, 'there'));
		protect();

		for (const place of ['new', 'new/deep/er', 'there/new']) {
			await expect(openLocal().mkdir(path.join(folder, place))).rejects.toMatchObject({code: 'permission', message: expect.stringContaining('read-only') as string});
		}

		await openLocal().mkdir(path.join(folder, 'there'));
	});
});

async function filledFolder(count: number): Promise<string> {
	const folder = path.join(await temporaryFolder(), 'many');
	await mkdir(folder);
	await Promise.all(Array.from({length: count}, async (_, index) => writeFile(path.join(folder, `file ${index}`), '')));
	return folder;
}

describe('a name on the disk', () => {
	it.each([[[0x61, 0xFF, 0x62]], [[0xE2, 0x82]], [[0xC3, 0xA6, 0x80]], [[0xF0, 0x9F, 0x98, 0x80]], [[0xEF, 0xBF, 0xBD]]])('of the bytes %j comes back exactly', values => {
		const bytes = Buffer.from(values);

		expect(localBytes(localName(bytes))).toEqual(bytes);
	});

	it.each([
		[[0x61, 0xFF, 0x62, 0x63, 0x64, 0x65], 'a\u{DCFF}bcde'],
		[[0xFF, 0x7F, 0x80, 0x41], '\u{DCFF}\u{7F}\u{DC80}A'],
		[[0xFF, 0xC3, 0xA6, 0xE0, 0xA4, 0x95, 0xEF, 0xBF, 0xBD, 0xF0, 0x9F, 0x98, 0x80], '\u{DCFF}æ\u{915}\u{FFFD}\u{1F600}'],
	])('of the bytes %j keeps each character that is one', (values, name) => {
		expect(localName(Buffer.from(values))).toBe(name);
	});
});
