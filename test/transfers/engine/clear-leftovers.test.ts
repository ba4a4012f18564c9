import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runEngine} from '../../../source/transfers/engine/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {put} from '../../support/cloud.ts';
import {cloud, disk, openEngine} from '../../support/engine.ts';

const MB = 1_000_000;

/** A download that was stopped in the middle: its part file is in the folder `to`. */
async function openHalfReceived() {
	const {tools, client, files, folder, sandbox} = await openEngine();
	const to = path.join(folder, 'to');
	await put(client, '/Jotta/Archive/film.mkv', 'x'.repeat(8 * MB));
	sandbox.state.limits.bandwidthDown = MB;
	const queue = openQueue(tools);
	const job = queue.add({
		kind: 'copy', sources: [cloud('/film.mkv')], target: disk(to), overwrite: 'newer',
	});
	const stop = new AbortController();
	const engine = runEngine({tools, signal: stop.signal});
	const watch = watchQueue(queue, () => true);
	await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0, {interval: 20}).toBeGreaterThan(0);
	stop.abort();
	await engine;
	sandbox.state.limits.bandwidthDown = 1000 * MB;
	return {
		files, queue, job, watch,
		item: watch.snapshot().rows[0]!.id,
		parts: async () => (await readdir(to)).filter(name => name.endsWith('.jottafm-part')),
		run: async () => runEngine({tools, signal: new AbortController().signal}),
	};
}

describe('what has arrived of a download that nobody waits for any more', () => {
	it.each(['cancelled', 'out of the list', 'without a source'] as const)('goes with the next look of an engine (%s)', async how => {
		const {files, queue, job, item, parts, run} = await openHalfReceived();
		expect(await parts()).toHaveLength(1);
		switch (how) {
			case 'cancelled': {
				queue.cancelJob(job);
				break;
			}

			case 'out of the list': {
				queue.removeItem(item);
				break;
			}

			default: {
				await files.remove('/Jotta/Archive/film.mkv', {kind: 'file', permanent: true});
			}
		}

		expect(queue.hasLeftovers()).toBe(how !== 'without a source'); // that is found out first
		await run();

		expect([await parts(), queue.hasLeftovers()]).toEqual([[], false]);
		queue.close();
	}, 30_000);

	it('stays while it is waited for, and what comes later goes on with it', async () => {
		const {queue, item, watch, parts, run} = await openHalfReceived();
		queue.pauseItem(item);
		await run();
		expect(await parts()).toHaveLength(1);

		queue.resumeItem(item);
		await run();

		expect([await parts(), watch.snapshot().totals.done]).toEqual([[], 1]);
		queue.close();
	}, 30_000);
});
