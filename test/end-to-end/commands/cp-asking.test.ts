import {utimes} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {cloud, disk, openTestQueue} from '../../support/engine.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox, systemClock} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

describe('cp of what waits for an answer', () => {
	it.each([
		['always', ['--overwrite=always'], 'mine'],
		['never', ['--overwrite=never'], 'theirs'],
		['rename', ['--overwrite=rename'], 'theirs'],
		['newer, as there is no terminal', [], 'theirs'],
	])('is answered by the rule that is given with it: %s', async (_, rule, expected) => {
		const {run, folder, config} = await openProgramOn(await startTestSandbox());
		const file = path.join(folder, 'a.txt');
		await makeTree(folder, {'a.txt': 'theirs'});
		await run(['cp', file, 'jotta:']);
		await makeTree(folder, {'a.txt': 'mine'});
		await utimes(file, 1, 1);
		const queue = openTestQueue({directories: resolveDirectories(config), clock: systemClock});
		const job = queue.add({
			kind: 'copy', sources: [disk(file)], target: cloud(), overwrite: 'ask',
		});
		const watch = watchQueue(queue, () => true);
		await run(['queue', 'resume']);
		await expect.poll(() => watch.jobProgress(job).totals.asks).toBe(1);

		expect(await run(['cp', ...rule, file, 'jotta:'])).toMatchObject({status: 0});

		expect(watch.jobProgress(job)).toMatchObject({isOver: true, totals: {asks: 0}});
		expect(await run(['cat', 'jotta:a.txt'])).toMatchObject({out: expected});
		expect((await run(['ls', 'jotta:'])).out.includes('a (1).txt')).toBe(rule[0] === '--overwrite=rename');
	});

	it.each([[[]], [['--overwrite=always']]])('takes in what has come since, and changed, and asks once: %j', async rule => {
		const {run, folder, config} = await openProgramOn(await startTestSandbox());
		const tree = path.join(folder, 'e');
		await makeTree(tree, {'a.txt': 'theirs', 'b.txt': 'one'});
		await run(['cp', tree, 'jotta:']);
		await makeTree(tree, {'a.txt': 'mine', 'b.txt': 'one'}, 1_800_000_000);
		const queue = openTestQueue({directories: resolveDirectories(config), clock: systemClock});
		const job = queue.add({
			kind: 'copy', sources: [disk(tree)], target: cloud(), overwrite: 'ask',
		});
		const watch = watchQueue(queue, () => true);
		await run(['queue', 'resume']);
		await expect.poll(() => watch.jobProgress(job).totals.asks).toBe(1);
		await makeTree(tree, {'b.txt': 'another', 'new.txt': 'new'}, 1_900_000_000);

		expect(await run(['cp', ...rule, tree, 'jotta:'])).toMatchObject({status: 0});

		expect(await Promise.all(['a', 'b', 'new'].map(async name => (await run(['cat', `jotta:e/${name}.txt`])).out))).toEqual(['mine', 'another', 'new']);
		expect(watch.snapshot().totals.asks).toBe(0);
	});
});

describe('cp of what is still under way', () => {
	it('decides what was passed over by the rule that is given now', async () => {
		const sandbox = await startTestSandbox();
		const {run, folder, killEngine} = await openProgramOn(sandbox);
		const tree = path.join(folder, 'd');
		await makeTree(tree, {'a.txt': 'theirs'});
		await run(['cp', tree, 'jotta:']);
		await makeTree(tree, {'a.txt': 'mine', 'zz.txt': 'last'});
		sandbox.setFaults('POST /upload/* stall=600000');
		await run(['cp', '--detach', '--overwrite=never', tree, 'jotta:']);
		await expect.poll(async () => {
			const {out} = await run(['queue', '--json']);
			return out.includes('"skipped"') && out.includes('"sending"');
		}, {timeout: 60_000}).toBe(true);
		await killEngine();
		sandbox.setFaults('');

		expect(await run(['cp', '--overwrite=always', tree, 'jotta:'])).toMatchObject({status: 0, err: expect.not.stringContaining('skipped') as string});
		expect(await run(['cat', 'jotta:d/a.txt'])).toMatchObject({out: 'mine'});
	});
});
