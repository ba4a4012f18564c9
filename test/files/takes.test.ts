import fs, {readdir, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {
	beforeEach,
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {openLocal} from '../../source/files/local-file-system.ts';
import {temporaryFolder} from '../support/temp-files.ts';

describe('a folder that is said to take nothing', () => {
	beforeEach(() => {
		const spy = vi.spyOn(fs, 'access').mockRejectedValue(Object.assign(new Error('refused'), {code: 'EACCES'}));
		syncBuiltinESMExports();
		onTestFinished(() => {
			spy.mockRestore();
			syncBuiltinESMExports();
		});
	});

	it('is tried, since disks and rights know better: nothing is left of it', async () => {
		const folder = await temporaryFolder();

		await expect(openLocal().checkTakes!(folder)).resolves.toBeUndefined();

		expect(await readdir(folder)).toEqual([]);
	});

	it('is refused where that is so', async () => {
		const file = path.join(await temporaryFolder(), 'a.txt');
		await writeFile(file, 'a');

		await expect(openLocal().checkTakes!(file)).rejects.toMatchObject({code: 'permission', message: expect.stringContaining(file) as string});
	});
});
