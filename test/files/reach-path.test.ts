import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {diskFailure} from '../../source/files/disk-failures.ts';
import {openLocal} from '../../source/files/local-file-system.ts';
import {reach} from '../../source/files/reach-path.ts';
import {
	deepNames,
	folderForDeepTrees,
	makeDeepTree,
	readDeepFile,
} from '../support/deep-tree.ts';

const files = openLocal();

async function openDeep() {
	const folder = await folderForDeepTrees();
	await makeDeepTree(folder, 'far below');
	const last = [folder, ...deepNames].join('/');
	return {
		folder, top: `${folder}/${deepNames[0]!}`, last, file: `${last}/f`,
	};
}

describe.skipIf(process.platform !== 'linux')('a place whose whole path is longer than the system takes', () => {
	it('is listed, walked to its end, looked at and read', async () => {
		const {top, last, file} = await openDeep();

		expect((await Array.fromAsync(files.list(last))).flat()).toMatchObject([{name: 'f', kind: 'file', size: 9}]);
		expect((await Array.fromAsync(files.walk(top))).flat().at(-1)).toMatchObject({path: file, entry: {kind: 'file', size: 9}});
		expect(await files.stat(file)).toMatchObject({name: 'f', size: 9});
		expect(await text(await files.read(file, {from: 4}))).toBe('below');
	});

	it('can be made, with its parents, and filled, dated, renamed and removed', async () => {
		const folder = await folderForDeepTrees();
		const last = [folder, ...deepNames].join('/');
		const source = [folder, 'short'].join('/');
		await makeDeepTree(source, 'far below');

		await Promise.all([files.mkdir(last), files.mkdir(last)]);
		await files.copy([source, ...deepNames, 'f'].join('/'), `${last}/copied`);
		await files.rename(`${last}/copied`, `${last}/f`);
		expect(await files.setModified(`${last}/f`, 1_600_000_000_000)).toBe(1_600_000_000_000);
		expect([readDeepFile(folder), (await Array.fromAsync(files.list(last))).flat().length]).toEqual(['far below', 1]);
		await files.remove(`${last}/f`, {kind: 'file', permanent: true});

		expect(readDeepFile(folder)).toBeUndefined();
	});

	it('goes with all above it, when that is removed', async () => {
		const {folder, top} = await openDeep();

		await files.remove(top, {kind: 'folder', permanent: true});

		expect((await Array.fromAsync(files.list(folder))).flat()).toEqual([]);
	});

	it('is not found where it is not there, and a file on the way is told', async () => {
		const {last, file} = await openDeep();

		await expect(files.stat(`${last}/gone/${'y'.repeat(200)}`)).rejects.toMatchObject({code: 'not-found'});
		await expect(files.mkdir(`${file}/below`)).rejects.toMatchObject({code: 'not-found', message: expect.stringContaining('is not a folder') as string});
	});
});

describe('a path that no system takes', () => {
	it('is a failure that says so in a line or two', async () => {
		const place = `/${'n'.repeat(300)}/${'d/'.repeat(3000)}f`;

		const failure = await reach(place, async () => 'reached').catch((error: unknown) => diskFailure(error, place));

		expect(failure).toMatchObject({code: 'name-not-allowed', message: expect.stringContaining('too long for this disk') as string});
		expect(String(failure).length).toBeLessThan(400);
	});
});
