import {
	link,
	mkdir,
	readdir,
	readFile,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	createPartFile,
	isPartName,
	moveFile,
	newPartPath,
	placePartFile,
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

	it('is not moved onto a second name of itself', async () => {
		const at = await openFolder();
		await link(at('a'), at('again'));

		await expect(moveFile(at('a'), at('again'))).rejects.toMatchObject({code: 'EEXIST'});

		expect(await readdir(at('.'))).toEqual(['a', 'again', 'b', 'folder']);
	});
});
