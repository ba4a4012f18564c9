import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {findEntry} from '../../../../source/jotta/find.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	stopAmid,
} from '../../../support/engine.ts';

const MB = 1_000_000;
const mine = 'x'.repeat(8 * MB);

/** An upload that was stopped in the middle, beside a file of its name: `a (1).txt` is announced, and not complete. */
async function openHalfSent({isNameTaken = true} = {}) {
	const {tools, client, files, folder, sandbox} = await openEngine();
	if (isNameTaken) {
		await put(client, '/Jotta/Archive/to/a.txt', 'of somebody else');
	}

	await writeFile(path.join(folder, 'a.txt'), mine);
	sandbox.state.limits.bandwidthUp = MB;
	const queue = openTestQueue(tools);
	const job = queue.add({
		kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target: cloud('/to'), overwrite: 'rename',
	});
	await stopAmid(queue, tools);
	sandbox.state.limits.bandwidthUp = 1000 * MB;
	return {
		client, files, queue, job, log: sandbox.log,
		run: async () => runEngine({tools, signal: new AbortController().signal}),
		find: async (name: string) => findEntry(`/Jotta/Archive/to/${name}`, {client}),
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
		expect(await half.find('a (1).txt')).toMatchObject({state: 'incomplete'});
		await happens(half);

		await half.run();

		expect([await half.find('a (1).txt'), half.queue.hasWork(), half.queue.hasLeftovers()]).toEqual([undefined, false, false]);
	});

	it('is gone on with as long as it is wanted', async () => {
		const half = await openHalfSent();

		const before = half.log.length;
		await half.run();

		expect(await half.find('a (1).txt')).toMatchObject({size: mine.length});
		expect(await half.find('a (1).txt')).not.toHaveProperty('state');
		const uploads = half.log.slice(before).filter(({path: address}) => address.startsWith('/upload/'));
		expect(uploads.every(({received}) => received < mine.length)).toBe(true);
	});
});

describe('what was announced under the name that was asked for', () => {
	it('stays when it is cancelled: whoever tries again goes on with it', async () => {
		const half = await openHalfSent({isNameTaken: false});
		half.queue.cancelJob(half.job);

		await half.run();

		expect(await half.find('a.txt')).toMatchObject({state: 'incomplete'});
	});
});
