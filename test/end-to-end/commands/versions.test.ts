import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgramWith, jsonRows} from '../../support/program/program.ts';

describe('versions', () => {
	it('are listed, read, and made current again', async () => {
		const {run, folder} = await openProgramWith({'a.txt': 'first'});
		await writeFile(path.join(folder, 'a.txt'), 'second');
		await run(['cp', '--overwrite=always', path.join(folder, 'a.txt'), 'jotta:a.txt']);

		expect(jsonRows(await run(['versions', '--json', 'jotta:a.txt']))).toMatchObject([{version: 2, state: 'current', size: 6}, {version: 1, state: 'older', size: 5}]);
		expect(await run(['cat', '--version', '1', 'jotta:a.txt'])).toMatchObject({status: 0, out: 'first'});
		expect(jsonRows(await run(['versions', '--restore', '1', '--json', 'jotta:a.txt']))).toEqual([{restored: 1, how: 'by-hash'}]);
		expect((await run(['cat', 'jotta:a.txt'])).out).toBe('first');
	});

	it.each([
		[['versions', 'jotta:nowhere.txt'], 4, 'Not found'],
		[['versions', 'jotta:'], 4, 'not a file'],
		[['versions', 'a.txt'], 2, 'local path'],
		[['versions', '--restore', '7', 'jotta:a.txt'], 4, 'no version 7'],
		[['versions', '--restore', 'x', 'jotta:a.txt'], 2, 'not a number'],
		[['cat', '--version', '1', 'a.txt'], 2, 'no versions'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgramWith({'a.txt': 'a'});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
