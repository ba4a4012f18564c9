import {describe, expect, it} from 'vitest';
import {openProgram, jsonRows} from '../../support/program/program.ts';

describe('places', () => {
	it('are made, listed, chosen as home, trashed and restored', async () => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(['places', '--make', 'jotta:/NAS/Photos', '--type', 'workstation'])).toMatchObject({status: 0});
		expect(await run(['places', '--home', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(jsonRows(await run(['places', '--json']))).toEqual(expect.arrayContaining([expect.objectContaining({device: 'NAS', mountpoint: 'Photos', home: true})]) as object[]);
		expect(await run(['mkdir', 'jotta:2026'])).toMatchObject({status: 0});
		expect((await run(['ls', 'jotta:/NAS/Photos'])).out).toBe('2026/\n');
		expect(await run(['places', '--trash', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(jsonRows(await run(['trash', 'ls', '--json']))).toMatchObject([{path: 'jotta:/NAS/Photos'}]);
		expect(await run(['trash', 'restore', 'jotta:/NAS/Photos'])).toMatchObject({status: 0});
		expect(jsonRows(await run(['trash', 'ls', '--json']))).toEqual([]);
	});

	it.each([
		[['places', '--make', 'jotta:/Jotta/Mine'], 1, 'Jotta has its own'],
		[['places', '--make', 'jotta:/A/B/C'], 2, 'no device or mountpoint'],
		[['places', '--home', 'jotta:/Jotta/Nowhere'], 4, 'no mountpoint'],
		[['places', 'nobody:'], 3, 'no account called nobody'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram({isSignedIn: true});

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});
