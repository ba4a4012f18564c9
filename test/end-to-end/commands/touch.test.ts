import {describe, expect, it} from 'vitest';
import {openProgram, openProgramWith, jsonRows} from '../../support/program/program.ts';

describe('touch', () => {
	it('sets the time of a file in the cloud without sending it', async () => {
		const {run, log} = await openProgramWith({'a.txt': 'a'});
		const before = log.length;

		expect(await run(['touch', '--time', '2020-01-01T12:00:00Z', 'jotta:a.txt'])).toMatchObject({status: 0});

		expect(jsonRows(await run(['ls', '--json', 'jotta:a.txt']))).toMatchObject([{modified: Date.parse('2020-01-01T12:00:00Z')}]);
		expect(log.slice(before).filter(each => each.received > 0)).toEqual([]);
	});

	it.each([
		[['touch', 'jotta:nowhere.txt'], 4, 'Not found'],
		[['touch', 'jotta:'], 1, 'folder'],
		[['touch', '--time', 'soon', 'jotta:a.txt'], 2, 'no time'],
		[['touch', './nowhere.txt'], 4, 'nowhere.txt'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
