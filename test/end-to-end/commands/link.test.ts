import {describe, expect, it} from 'vitest';
import {openProgram, openProgramWith, jsonRows} from '../../support/program/program.ts';

describe('link', () => {
	it('gives an address that works until it is off', async () => {
		const {run} = await openProgramWith({'a.txt': 'for all'});

		const made = await run(['link', 'jotta:a.txt']);
		expect(await (await fetch(made.out.trim())).text()).toBe('for all');
		expect(jsonRows(await run(['link', '--list', '--json']))).toMatchObject([{path: 'jotta:a.txt', link: made.out.trim()}]);
		expect(jsonRows(await run(['link', '--off', '--json', 'jotta:a.txt']))).toEqual([{path: 'jotta:a.txt', link: null}]);
		expect((await fetch(made.out.trim())).status).toBe(404);
	});

	it.each([
		[['link', 'jotta:nowhere.txt'], 4, 'not there'],
		[['link'], 2, 'path is needed'],
		[['link', './a.txt'], 2, 'local path'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
