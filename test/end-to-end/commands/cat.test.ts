import {
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram} from '../../support/program/program.ts';

describe('cat of a part', () => {
	it.each([
		[['--offset', '4'], '456789'],
		[['--offset', '-3'], '789'],
		[['--offset', '2', '--count', '3'], '234'],
		[['--count', '0'], ''],
		[['--offset', '100'], ''],
		[['--offset', '-100', '--count', '2'], '01'],
	])('%j gives %j, from the disk and from the cloud', async (options, expected) => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await writeFile(path.join(folder, 'digits'), '0123456789');
		await run(['cp', path.join(folder, 'digits'), 'jotta:']);

		expect(await run(['cat', ...options, 'jotta:digits'])).toMatchObject({status: 0, out: expected});
		expect(await run(['cat', ...options, '--version', '1', 'jotta:digits'])).toMatchObject({status: 0, out: expected});
		expect(await run(['cat', ...options, path.join(folder, 'digits')])).toMatchObject({status: 0, out: expected});
	});

	it.each([
		[['cat', 'jotta:'], 2, 'folder'],
		[['cat', '.'], 2, 'folder'],
		[['cat', '--count', '-1', 'jotta:a'], 2, 'bytes'],
		[['cat', '--offset', 'x', 'jotta:a'], 2, 'number'],
		[['cat', 'jotta:nowhere'], 4, 'nowhere'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
