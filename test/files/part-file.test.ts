import fs, {
	link,
	mkdir,
	readdir,
	readFile,
	rm,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {
	createPartFile,
	dropPartFile,
	isOneFile,
	isPartName,
	moveFile,
	newPartPath,
	placePartFile,
	removePartFile,
	replaceFile,
	reopenPartFile,
} from '../../source/files/part-file.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const long = 'Holiday pictures of the whole family at the sea, summer 2024 - ';

describe('the hidden name of a part file', () => {
	it('is another one each time, whatever the names begin with, and fits the disk', () => {
		const names = [`/to/${long}001.jpg`, `/to/${long}002.jpg`, `/to/${long}001.jpg`, `/to/${'🎞'.repeat(60)}.mkv`].map(target => newPartPath(target));

		expect(new Set(names).size).toBe(4);
		expect(names.every(name => name.startsWith('/to/.') && isPartName(path.basename(name)) && new TextEncoder().encode(path.basename(name)).length <= 255)).toBe(true);
	});

	it('is hidden, and ends in a word that nobody else uses', () => {
		expect(['.a.txt.1.jottafm-part', '.a.txt', 'a.txt.jottafm-part'].map(name => isPartName(name))).toEqual([true, false, false]);
	});
});

describe('a part file', () => {
	it.each(['a file', 'a link'] as const)('is never made over what is there: %s', async what => {
		const folder = await temporaryFolder();
		const [mine, part] = [path.join(folder, 'mine'), path.join(folder, '.a.txt.jottafm-part')];
		await writeFile(mine, 'precious');
		await (what === 'a link' ? symlink(mine, part) : writeFile(part, 'precious'));

		await expect(createPartFile(part, path.join(folder, 'a.txt'))).rejects.toMatchObject({code: 'already-exists'});

		expect([await readFile(mine, 'utf8'), await readFile(part, 'utf8')]).toEqual(['precious', 'precious']);
	});

	it('is opened again with what it holds', async () => {
		const part = path.join(await temporaryFolder(), 'part');
		await writeFile(part, 'half');

		const opened = await reopenPartFile(part);

		expect(opened?.length).toBe(4);
		await opened?.handle.close();
	});

	it.each(['a second name', 'a link', 'a folder', 'nothing'] as const)('is not opened again where there is %s', async what => {
		const folder = await temporaryFolder();
		const part = path.join(folder, 'part');
		await writeFile(path.join(folder, 'finished'), 'finished, and renamed since');
		await {
			'a second name': async () => link(path.join(folder, 'finished'), part),
			'a link': async () => symlink('finished', part),
			'a folder': async () => mkdir(part),
			async nothing() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- that is what is there
		}[what]();

		expect(await reopenPartFile(part)).toBeUndefined();
	});

	it.each([
		[-1500, false],
		[undefined, false],
		[-1500, true],
	])('takes its place with its time (%s), over what is there only where it may (%s)', async (modified, replaces) => {
		const folder = await temporaryFolder();
		const target = path.join(folder, 'a.txt');
		if (replaces) {
			await writeFile(target, 'there before');
		}

		const part = await createPartFile(newPartPath(target), target);
		await part.handle.write('new');
		const before = await part.handle.stat();

		await placePartFile(part, target, {modified, replaces});

		expect([await readdir(folder), await readFile(target, 'utf8'), (await stat(target)).mtimeMs]).toEqual([['a.txt'], 'new', modified ?? before.mtimeMs]);
	});

	it('is flushed, which takes its time, before the last look at what it replaces', async () => {
		const target = path.join(await temporaryFolder(), 'a.txt');
		await writeFile(target, 'there before');
		const part = await createPartFile(newPartPath(target), target);
		const order: string[] = [];
		const {handle} = part;
		const sync = handle.sync.bind(handle);
		handle.sync = async () => {
			await sync();
			order.push('flushed');
		};

		await expect(placePartFile(part, target, {
			replaces: true,
			async beforePlacing() {
				order.push('looked');
				throw Object.assign(new Error('changed'), {code: 'EEXIST'});
			},
		})).rejects.toMatchObject({code: 'already-exists'});

		expect([order, await readFile(target, 'utf8'), await readFile(part.path, 'utf8')]).toEqual([['flushed', 'looked'], 'there before', '']);
	});

	it('that nobody needs any more goes, and may be gone already', async () => {
		const folder = await temporaryFolder();
		const part = await createPartFile(path.join(folder, 'part'), path.join(folder, 'a.txt'));

		await dropPartFile(part);
		await removePartFile(part.path);

		expect(await readdir(folder)).toEqual([]);
	});

	it('takes no name that is taken, and stays where it is then', async () => {
		const folder = await temporaryFolder();
		const target = path.join(folder, 'a.txt');
		await writeFile(target, 'there before');
		const part = await createPartFile(newPartPath(target), target);
		await part.handle.write('new');

		await expect(placePartFile(part, target, {replaces: false})).rejects.toMatchObject({code: 'already-exists'});

		expect([await readFile(target, 'utf8'), await readFile(part.path, 'utf8')]).toEqual(['there before', 'new']);
	});
});

describe('a file that gets another name on its disk', () => {
	const openFolder = async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'a'), 'a');
		await writeFile(path.join(folder, 'b'), 'b');
		await mkdir(path.join(folder, 'folder'));
		return (name: string) => path.join(folder, name);
	};

	it('never replaces one, and both stay what they are', async () => {
		const at = await openFolder();

		await expect(moveFile(at('a'), at('b'))).rejects.toMatchObject({code: 'EEXIST'});

		expect([await readFile(at('a'), 'utf8'), await readFile(at('b'), 'utf8')]).toEqual(['a', 'b']);
	});

	it('has one name afterwards', async () => {
		const at = await openFolder();

		await moveFile(at('a'), at('c'));

		expect(await readdir(at('.'))).toEqual(['b', 'c', 'folder']);
	});

	it('does not take the name of a folder, nor a folder that of a file', async () => {
		const at = await openFolder();

		await expect(moveFile(at('folder'), at('a'))).rejects.toMatchObject({code: 'EEXIST'});
		await expect(replaceFile(at('a'), at('folder'))).rejects.toMatchObject({code: 'EISDIR'});

		expect(await readdir(at('.'))).toEqual(['a', 'b', 'folder']);
	});

	it('is told from others by disk and number together', () => {
		const one = {dev: 1n, ino: 2n};

		expect([one, {dev: 1n, ino: 3n}, {dev: 2n, ino: 2n}].map(other => isOneFile(one, other))).toEqual([true, false, false]);
	});

	it('is not moved onto a second name of itself', async () => {
		const at = await openFolder();
		await link(at('a'), at('again'));

		await expect(moveFile(at('a'), at('again'))).rejects.toMatchObject({code: 'EEXIST'});

		expect(await readdir(at('.'))).toEqual(['a', 'again', 'b', 'folder']);
	});
});

/** Lets functions of the disk answer as another disk would. */
function standIn(names: Partial<Record<'link' | 'lstat' | 'rename', (...paths: readonly string[]) => unknown>>): void {
	const spies = Object.entries(names).map(([name, answer]) => vi.spyOn(fs, name as 'link').mockImplementation(answer as typeof fs.link));
	syncBuiltinESMExports();
	onTestFinished(() => {
		for (const spy of spies) {
			spy.mockRestore();
		}

		syncBuiltinESMExports();
	});
}

describe('a name that is given up and taken again at once', () => {
	it('is not taken from whoever saves a file in that way', async () => {
		const folder = await temporaryFolder();
		const at = (name: string) => path.join(folder, name);
		await writeFile(at('a'), 'a');
		await writeFile(at('b'), 'before');
		const {link: linkOnDisk, rename: renameOnDisk} = fs;
		standIn({
			async link(from = '', to = '') {
				try {
					await linkOnDisk(from, to);
				} finally {
					await rm(to);
				}
			},
			async rename(from = '', to = '') {
				await writeFile(to, 'saved');
				await renameOnDisk(from, to);
			},
		});

		await expect(moveFile(at('a'), at('b'))).rejects.toMatchObject({code: 'EEXIST'});

		expect(await readFile(at('a'), 'utf8')).toBe('a');
	});
});

const refusal = (code: string) => async () => {
	throw Object.assign(new Error(code), {code});
};

describe('a disk where a file cannot have two names', () => {
	it('gives it another one all the same, but none that is taken', async () => {
		const folder = await temporaryFolder();
		const at = (name: string) => path.join(folder, name);
		await writeFile(at('a'), 'a');
		await writeFile(at('b'), 'b');
		standIn({link: refusal('EPERM')});

		await expect(moveFile(at('a'), at('b'))).rejects.toMatchObject({code: 'EEXIST'});
		await moveFile(at('a'), at('c'));

		expect([await readdir(folder), await readFile(at('b'), 'utf8')]).toEqual([['b', 'c'], 'b']);
	});

	it('has told of other troubles by then', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'a'), 'a');
		standIn({link: refusal('EIO')});

		await expect(moveFile(path.join(folder, 'a'), path.join(folder, 'b'))).rejects.toMatchObject({code: 'EIO'});

		expect(await readdir(folder)).toEqual(['a']);
	});
});

describe('a change of case', () => {
	it('is made where the disk takes both names for one', async () => {
		const folder = await temporaryFolder();
		const at = (name: string) => path.join(folder, name);
		await writeFile(at('a'), 'a');
		const found = await fs.lstat(at('a'), {bigint: true});
		standIn({link: refusal('EEXIST'), lstat: async () => found});

		await moveFile(at('a'), at('A'));

		expect(await readdir(folder)).toEqual(['A']);
	});

	it('replaces nothing where they are two', async () => {
		const folder = await temporaryFolder();
		const at = (name: string) => path.join(folder, name);
		await writeFile(at('a'), 'a');
		await writeFile(at('A'), 'another');

		await expect(moveFile(at('a'), at('A'))).rejects.toMatchObject({code: 'EEXIST'});

		expect([await readFile(at('a'), 'utf8'), await readFile(at('A'), 'utf8')]).toEqual(['a', 'another']);
	});
});
