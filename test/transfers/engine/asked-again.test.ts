import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openContent} from '../../../source/jotta/download.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import type {Overwrite} from '../../../source/transfers/item.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {put} from '../../support/cloud.ts';
import {cloud, disk, openEngine} from '../../support/engine.ts';
import {makeTree} from '../../support/trees.ts';

const MB = 1_000_000;

/** A file `a.txt` in a source folder and one in a target folder, and a queue with a copy of the one over the other. */
async function openConflict(way: 'up' | 'down' | 'on the disk' | 'in the cloud') {
	const {tools, client, folder, sandbox} = await openEngine();
	const [isFromDisk, isToDisk] = [way === 'up' || way === 'on the disk', way === 'down' || way === 'on the disk'];
	const write = async (isOnDisk: boolean, file: string, text: string) => {
		await (isOnDisk ? makeTree(folder, {[file]: text}) : put(client, `/Jotta/Archive/${file}`, text));
	};

	const queue = openQueue(tools);
	return {
		queue,
		sandbox,
		watch: watchQueue(queue, () => true),
		writeSource: async (text: string) => write(isFromDisk, 'from/a.txt', text),
		writeTarget: async (text: string) => write(isToDisk, 'to/a.txt', text),
		async readTarget() {
			if (isToDisk) {
				return readFile(path.join(folder, 'to', 'a.txt'), 'utf8');
			}

			const chunks = await Array.fromAsync(await openContent('/Jotta/Archive/to/a.txt', {client}));
			return chunks.map(chunk => new TextDecoder().decode(chunk)).join('');
		},
		add(overwrite: Overwrite) {
			return queue.add({
				kind: 'copy', sources: [isFromDisk ? disk(path.join(folder, 'from/a.txt')) : cloud('/from/a.txt')], target: isToDisk ? disk(path.join(folder, 'to')) : cloud('/to'), overwrite,
			});
		},
		run: async () => runEngine({tools, signal: new AbortController().signal}),
	};
}

describe.each(['up', 'down', 'on the disk', 'in the cloud'] as const)('a person who agreed to overwrite a file (%s)', way => {
	it('is asked again when another one stands there by then, and their next answer is about that', async () => {
		const {queue, watch, writeSource, writeTarget, readTarget, add, run} = await openConflict(way);
		await writeSource('from the source');
		await writeTarget('seen');
		add('ask');
		await run();
		const [first] = watch.snapshot().rows;

		await writeTarget('written after the question');
		queue.answer(first!.id, 'overwrite');
		await run();

		const [again] = watch.snapshot().rows;
		expect([first?.conflict?.target.size, again?.phase, again?.conflict?.target.size]).toEqual([4, 'asks', 26]);
		expect(await readTarget()).toBe('written after the question');

		queue.answer(again!.id, 'overwrite');
		await run();

		expect([watch.snapshot().totals.done, await readTarget()]).toEqual([1, 'from the source']);
		queue.close();
	});
});

describe('a file that is written to where a download goes, while that arrives', () => {
	const arriving = async (overwrite: Overwrite) => {
		const conflict = await openConflict('down');
		await conflict.writeSource('x'.repeat(8 * MB));
		conflict.sandbox.state.limits.bandwidthDown = MB;
		return {
			...conflict,
			async runAndWrite(text: string) {
				const begun = conflict.sandbox.log.length;
				const running = conflict.run();
				await expect.poll(() => conflict.watch.snapshot().rows[0]?.progressed ?? 0, {interval: 20}).toBeGreaterThan(0);
				await conflict.writeTarget(text);
				conflict.sandbox.state.limits.bandwidthDown = 1000 * MB;
				await running;
				return begun;
			},
			job: () => conflict.add(overwrite),
		};
	};

	it('is asked about again, and nothing is received twice for that', async () => {
		const {queue, watch, sandbox, writeTarget, readTarget, run, runAndWrite, job} = await arriving('ask');
		await writeTarget('seen');
		job();
		await run();
		queue.answer(watch.snapshot().rows[0]!.id, 'overwrite');

		const begun = await runAndWrite('written meanwhile');

		expect([watch.snapshot().totals.asks, await readTarget()]).toEqual([1, 'written meanwhile']);
		queue.answer(watch.snapshot().rows[0]!.id, 'overwrite');
		await run();
		expect((await readTarget()).length).toBe(8 * MB);
		expect(sandbox.log.slice(begun).filter(each => each.path.includes('mode=bin')).reduce((sum, each) => sum + each.sent, 0)).toBeLessThan(9 * MB);
		queue.close();
	}, 30_000);

	it.each([['never', 'written meanwhile'], ['always', 'x'.repeat(8 * MB)]] as const)('is decided about by the rule, also where nothing was (%s)', async (rule, left) => {
		const {queue, watch, readTarget, runAndWrite, job} = await arriving(rule);
		job();

		await runAndWrite('written meanwhile');

		expect([watch.snapshot().totals.failed, await readTarget() === left]).toEqual([0, true]);
		queue.close();
	}, 30_000);
});
