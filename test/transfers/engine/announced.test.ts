import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {findEntry} from '../../../source/jotta/changes.ts';
import {runEngine} from '../../../source/transfers/engine/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	stopAmid,
} from '../../support/engine.ts';

const MB = 1_000_000;
const mine = 'x'.repeat(8 * MB);

/** An upload beside a file of its name that was stopped in the middle: `a (1).txt` is announced, and not complete. */
async function openHalfSent() {
	const {tools, client, files, folder, sandbox} = await openEngine();
	await put(client, '/Jotta/Archive/to/a.txt', 'of somebody else');
	await writeFile(path.join(folder, 'a.txt'), mine);
	sandbox.state.limits.bandwidthUp = MB;
	const queue = openQueue(tools);
	const job = queue.add({
		kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target: cloud('/to'), overwrite: 'rename',
	});
	await stopAmid(queue, tools);
	sandbox.state.limits.bandwidthUp = 1000 * MB;
	return {
		client, files, queue, job,
		run: async () => runEngine({tools, signal: new AbortController().signal}),
		findNumbered: async () => findEntry('/Jotta/Archive/to/a (1).txt', {client}),
	};
}

type HalfSent = Awaited<ReturnType<typeof openHalfSent>>;

describe('what was announced under a numbered name', () => {
	it.each([
		['its content has come to the name itself', async ({client}: HalfSent) => {
			await put(client, '/Jotta/Archive/to/a.txt', mine);
		}],
		['the name itself is free by now', async ({files}: HalfSent) => files.remove('/Jotta/Archive/to/a.txt', {kind: 'file', permanent: true})],
		['it is cancelled', async ({queue, job}: HalfSent) => {
			queue.cancelJob(job);
		}],
	])('goes when %s', async (_, happens) => {
		const half = await openHalfSent();
		expect(await half.findNumbered()).toMatchObject({state: 'incomplete'});
		await happens(half);

		await half.run();

		expect([await half.findNumbered(), half.queue.hasWork(), half.queue.hasLeftovers()]).toEqual([undefined, false, false]);
		half.queue.close();
	}, 30_000);

	it('is gone on with as long as it is wanted', async () => {
		const half = await openHalfSent();

		await half.run();

		expect(await half.findNumbered()).toMatchObject({size: mine.length});
		expect(await half.findNumbered()).not.toHaveProperty('state');
		half.queue.close();
	}, 30_000);
});
