import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runEngine} from '../../source/transfers/engine/run.ts';
import {openQueue} from '../../source/transfers/queue.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {put} from '../support/cloud.ts';
import {cloud, disk, openEngine} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';

const MB = 1_000_000;
const day = 86_400_000;

/** A download that was stopped in the middle: its part file is in the folder `to`. */
async function openHalfReceived() {
	const {tools, client, files, folder, sandbox} = await openEngine();
	const to = path.join(folder, 'to');
	await put(client, '/Jotta/Archive/film.mkv', 'x'.repeat(8 * MB));
	await put(client, '/Jotta/Archive/note.txt', 'a note');
	sandbox.state.limits.bandwidthDown = MB;
	const queue = openQueue(tools);
	const add = (file: string, target = to) => queue.add({
		kind: 'copy', sources: [cloud(file)], target: disk(target), overwrite: 'newer',
	});
	const job = add('/film.mkv');
	const stop = new AbortController();
	const engine = runEngine({tools, signal: stop.signal});
	const watch = watchQueue(queue, () => true);
	await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0, {interval: 20}).toBeGreaterThan(0);
	stop.abort();
	await engine;
	sandbox.state.limits.bandwidthDown = 1000 * MB;
	return {
		tools, files, queue, job, add, watch,
		item: watch.snapshot().rows[0]!.id,
		parts: async () => (await readdir(to)).filter(name => name.endsWith('.jottafm-part')),
		/** Something else is worked off, so many days from now. */
		async workLater(days: number) {
			add('/note.txt', path.join(folder, `day ${days}`));
			await runEngine({tools: {...tools, clock: {...systemClock, now: () => systemClock.now() + days * day}}, signal: new AbortController().signal});
		},
	};
}

describe('what has arrived of a download that nobody waits for any more', () => {
	it.each(['cancelled', 'out of the list', 'without a source'] as const)('stays for a day, and then goes (%s)', async how => {
		const {files, queue, job, item, parts, workLater} = await openHalfReceived();
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

		await workLater(0.5);
		expect(await parts()).toHaveLength(1);

		await workLater(2);
		expect(await parts()).toEqual([]);
		queue.close();
	}, 30_000);

	it('stays while it is waited for: paused, or by another copy of the same file', async () => {
		const {tools, queue, job, item, add, watch, parts, workLater} = await openHalfReceived();
		queue.pauseItem(item);
		await workLater(2);
		expect(await parts()).toHaveLength(1);

		queue.cancelJob(job);
		add('/film.mkv');
		queue.limitTransfers(0);
		const stop = new AbortController();
		const engine = runEngine({tools, signal: stop.signal});
		await expect.poll(() => watch.snapshot().totals, {interval: 5}).toMatchObject({waiting: 1, isCounting: false});
		stop.abort();
		await engine;
		queue.pauseItem(watch.snapshot().rows.find(({phase}) => phase === 'waiting')!.id);
		queue.limitTransfers(undefined);
		await workLater(3);
		expect(await parts()).toHaveLength(1);
		queue.close();
	}, 30_000);
});
