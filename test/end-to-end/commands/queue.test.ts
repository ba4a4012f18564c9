import {
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys, pane, startApp} from '../../support/program/app.ts';
import {openProgram, jsonRows} from '../../support/program/program.ts';
import {makeTree, mixedFiles} from '../../support/trees.ts';

describe('queue', () => {
	it('says that it is empty, and what it holds', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});

		expect(await run(['queue'])).toMatchObject({status: 0, out: '', err: 'The queue is empty.\n'});
		await writeFile(path.join(folder, 'a.txt'), 'a');
		await run(['cp', path.join(folder, 'a.txt'), 'jotta:']);

		expect(await run(['queue'])).toMatchObject({out: expect.stringMatching(/to\n +1 +1 +done +1 byte +\/.*\/a\.txt → jotta:a\.txt\n/v) as string, err: '1 done.\n'});
		expect(jsonRows(await run(['queue', '--json']))).toMatchObject([{from: path.join(folder, 'a.txt'), to: 'jotta:/Jotta/Archive/a.txt'}]);
		await writeFile(path.join(folder, 'a.txt'), 'other');
		await run(['cp', '--overwrite=never', path.join(folder, 'a.txt'), 'jotta:']);
		expect((await run(['queue'])).err).toBe('1 done, 1 skipped.\n');
		expect(await run(['queue', 'retry', '--failed'])).toMatchObject({status: 2, err: expect.stringContaining('--failed goes with clear.') as string});
		expect(jsonRows(await run(['queue', 'clear', '--json']))).toEqual([{action: 'clear'}]);
		expect(jsonRows(await run(['queue', '--json']))).toEqual([]);
	});

	it('holds what was detached while it is paused, and works it off afterwards', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), mixedFiles(20));
		await run(['queue', 'pause']);

		expect(jsonRows(await run(['cp', '--detach', '--json', path.join(folder, 'tree'), 'jotta:up']))).toEqual([{job: 1}]);
		expect((await run(['queue'])).err).toContain('Paused');
		expect(await run(['ls', 'jotta:up'])).toMatchObject({status: 4});
		expect(jsonRows(await run(['queue', 'resume', '--json']))).toEqual([{action: 'resume', paused: false}]);
		await expect.poll(async () => (await run(['queue'])).err).toMatch(/^\d+ done\.\n$/v);
		expect(jsonRows(await run(['queue', '--json', '--job', '1'])).filter(({phase, name}) => phase === 'done' && name === 'up')).toHaveLength(1);
	});

	it('tries again one item, a job, or all that has failed', async () => {
		const {run, folder, ready} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {
			'one.txt': '1', 'two.txt': '2', 'three.txt': '3', 'four.txt': '4',
		});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /files/v1/allocate status=403'});
		expect(await run(['cp', path.join(folder, 'tree'), 'jotta:up'])).toMatchObject({status: 1});
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		const inPhase = async (wanted: string) => jsonRows(await run(['queue', '--json'])).filter(({phase}) => phase === wanted).map(({item}) => String(item));
		const [first = '', second = ''] = await inPhase('failed');

		expect(jsonRows(await run(['queue', 'retry', '--json', first]))).toEqual([{action: 'retry', items: [Number(first)]}]);
		await expect.poll(async () => inPhase('done')).toContain(first);
		expect((await run(['queue', 'clear'])).out).toBe('What is over is no longer listed. 3 that failed stay: jottafm queue clear --failed clears them.\n');
		expect(jsonRows(await run(['queue', '--json'])).map(({phase}) => phase)).toEqual(['failed', 'failed', 'failed']);
		await run(['queue', 'cancel', second]);
		expect(jsonRows(await run(['queue', 'retry', '--json', '--job', '1']))).toEqual([{action: 'retry', job: 1}]);
		await expect.poll(async () => (await run(['ls', 'jotta:up'])).out).toBe('four.txt\none.txt\nthree.txt\ntwo.txt\n');
	});

	it('cancels a job with all that it has left to do, and no other', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a', 'b.txt': 'b'});
		await run(['queue', 'pause']);
		await run(['cp', '--detach', path.join(folder, 'a.txt'), 'jotta:']);
		await run(['cp', '--detach', path.join(folder, 'b.txt'), 'jotta:']);

		expect(await run(['queue', 'cancel', '--job', '1'])).toMatchObject({status: 0, out: 'Cancelled job 1.\n'});
		await run(['queue', 'resume']);

		await expect.poll(async () => (await run(['ls', 'jotta:'])).out).toBe('b.txt\n');
	});

	it('lets a cp that waits for a paused queue say so, and end when it is cancelled elsewhere', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a'});
		await run(['queue', 'pause']);

		const copying = run(['cp', path.join(folder, 'a.txt'), 'jotta:']);
		await expect.poll(async () => (await run(['queue', 'cancel', '--job', '1'])).status).toBe(0);

		expect(await copying).toMatchObject({status: 1, err: expect.stringMatching(/paused[\s\S]*cancelled by somebody else/v) as string});
	});

	it.each([
		[['queue', 'frob'], 2, 'list'],
		[['queue', 'cancel', 'x'], 2, 'numbers'],
		[['queue', 'cancel', '77'], 4, 'no item 77'],
		[['queue', 'retry', '--job', '77'], 4, 'no job 77'],
	])('%j ends with status %i', async (args, status, words) => {
		const {run} = await openProgram();

		expect(await run(args)).toMatchObject({status, err: expect.stringContaining(words) as string});
	});
});

describe('a cp beside an open screen', () => {
	it('is seen there with what has failed, and what it puts into the pane at the second try', async () => {
		const {run, folder, config, ready} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'home'), {'from a command.txt': 'x'});
		await run(['mkdir', 'jotta:inbox']);
		const screen = startApp(folder, {columns: 100, rows: 24}, {args: ['--config-dir', config, '--server', ready.url, path.join(folder, 'home'), 'jotta:inbox']});
		await screen.waitFor(() => pane(screen, 'left').includes('from a command.txt'));
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: 'POST /files/v1/allocate status=403'});
		await run(['cp', path.join(folder, 'home', 'from a command.txt'), 'jotta:inbox']);

		screen.type('t');
		await screen.waitFor('Failed 1');
		await fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body: ''});
		await run(['queue', 'retry']);
		await screen.waitFor('Done 1');
		screen.type(keys.Esc);

		await screen.waitFor(() => pane(screen, 'right').includes('from a command.txt'));
	});
});
