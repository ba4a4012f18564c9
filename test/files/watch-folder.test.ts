import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {watchFolder} from '../../source/files/watch-folder.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('a folder of the disk that is watched', () => {
	it('tells what changes in it, but not what is only half there', async () => {
		const folder = await temporaryFolder();
		const told: Array<string | undefined> = [];
		onTestFinished(watchFolder(folder, segment => {
			told.push(segment);
		}));

		await writeFile(path.join(folder, '.film.mkv.abc.jottafm-part'), 'half');
		await writeFile(path.join(folder, 'a.txt'), 'a');

		await expect.poll(() => told).toContain('a.txt');
		expect(new Set(told)).toEqual(new Set(['a.txt']));
	});

	it('does not fail when it is not there, or goes away', async () => {
		const folder = path.join(await temporaryFolder(), 'there');
		watchFolder(folder, () => undefined)();
		await mkdir(folder);
		const stop = watchFolder(folder, () => undefined);

		await rm(folder, {recursive: true});

		expect(stop).not.toThrow();
	});
});
