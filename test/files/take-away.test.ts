import {
	readdir,
	readFile,
	rename,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {newPartPath} from '../../source/files/part-file.ts';
import {endTaking, seenAs, takeAway} from '../../source/files/take-away.ts';
import {temporaryFolder} from '../support/temp-files.ts';

async function openFile(content = 'copied') {
	const folder = await temporaryFolder();
	const file = path.join(folder, 'a.txt');
	await writeFile(file, content);
	return {
		file, hidden: newPartPath(file), seen: seenAs(await stat(file, {bigint: true})), names: async () => readdir(folder), read: async (name = 'a.txt') => readFile(path.join(folder, name), 'utf8'),
	};
}

describe('the original of a move', () => {
	it('goes where it is the one that was seen', async () => {
		const {file, hidden, seen, names} = await openFile();

		await takeAway(file, hidden, seen);

		expect(await names()).toEqual([]);
	});

	it('stays under its name where somebody has put another file there', async () => {
		const {file, hidden, seen, names, read} = await openFile();
		await writeFile(`${file}.new`, 'another');
		await rename(`${file}.new`, file);

		await expect(takeAway(file, hidden, seen)).rejects.toMatchObject({code: 'corrupt', message: 'a.txt has changed since it was copied.'});

		expect([await names(), await read()]).toEqual([['a.txt'], 'another']);
	});

	it('stays where somebody has written to it', async () => {
		const {file, hidden, seen, names, read} = await openFile();
		await writeFile(file, 'copied, and more');

		await expect(takeAway(file, hidden, seen)).rejects.toMatchObject({code: 'corrupt'});

		expect([await names(), await read()]).toEqual([['a.txt'], 'copied, and more']);
	});

	it('that is gone is said', async () => {
		const {file, hidden, seen} = await openFile();
		await rename(file, `${file}.moved`);

		await expect(takeAway(file, hidden, seen)).rejects.toMatchObject({code: 'not-found'});
	});

	it('is ended by who comes after a kill: taken, it goes; gone already, nothing is to do', async () => {
		const {file, hidden, seen, names} = await openFile();
		await rename(file, hidden);

		expect([await endTaking(file, hidden, seen), await endTaking(file, hidden, seen), await names()]).toEqual([true, true, []]);
	});

	it('that was another one when it was taken gets a name again, beside what has come to its place', async () => {
		const {file, hidden, seen, names, read} = await openFile();
		await writeFile(file, 'somebody else’s');
		await rename(file, hidden);
		await writeFile(file, 'a third one');

		expect(await endTaking(file, hidden, seen)).toBe(false);

		expect([await names(), await read(), await read('a.txt.kept-1')]).toEqual([['a.txt', 'a.txt.kept-1'], 'a third one', 'somebody else’s']);
	});
});
