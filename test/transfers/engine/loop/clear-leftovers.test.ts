import {readdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	onTestFinished,
	vi,
} from 'vitest';
import {openContent} from '../../../../source/jotta/download.ts';
import {listFolder} from '../../../../source/jotta/listing.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {createClearing} from '../../../../source/transfers/engine/loop/clear-leftovers.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {WorkStep} from '../../../../source/transfers/item.ts';
import type {Opener} from '../../../../source/transfers/open-location.ts';
import {put, rowsOf, textOf} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	stopAmid,
} from '../../../support/engine.ts';
import {openTransferStore} from '../../../../source/transfers/store/store.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {makeTree} from '../../../support/trees.ts';
import {standardNames} from '../../../support/names.ts';

const MB = 1_000_000;

/** A download that was stopped in the middle: its part file is in the folder `to`. */
async function openHalfReceived() {
	const {tools, client, files, folder, sandbox} = await openEngine();
	const to = path.join(folder, 'to');
	await put(client, '/Jotta/Archive/film.mkv', 'x'.repeat(8 * MB));
	sandbox.state.limits.bandwidthDown = MB;
	const queue = openTestQueue(tools);
	const job = queue.add({
		kind: 'copy', sources: [cloud('/film.mkv')], target: disk(to), overwrite: 'newer',
	});
	const watch = await stopAmid(queue, tools);
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
	});

	it('stays while it is waited for, and what comes later goes on with it', async () => {
		const {queue, item, watch, parts, run} = await openHalfReceived();
		queue.pauseItem(item);
		await run();
		expect(await parts()).toHaveLength(1);

		queue.resumeItem(item);
		await run();

		expect([await parts(), watch.snapshot().totals.done]).toEqual([[], 1]);
	});
});

/** An upload over a file of which no version is to stay, as an engine has left it that was killed: both files are in the cloud. */
async function openHalfReplaced() {
	const {tools, client, files, folder} = await openEngine();
	await writeSetting('no_versions', true, tools.directories);
	await makeTree(folder, {'a.txt': 'the new one'});
	await put(client, '/Jotta/Archive/to/a.txt', 'old');
	const queue = openTestQueue(tools);
	const job = queue.add({
		kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target: cloud('/to'), overwrite: 'always',
	});
	const run = async () => runEngine({tools, signal: new AbortController().signal});
	await run();
	const [item] = queue.itemsOf(job);
	const {to, staged, aside} = item!.step!;
	await files.rename(to!, staged!);
	await put(client, to!, 'old');
	return {
		tools, files, queue, run, item: item!.id, to: to!, aside: aside!,
		/** It is no longer wanted, and this is what was written down. */
		leave(step: Partial<WorkStep> = {}) {
			queueFileAt(tools).forgetEnd(job, {step});
			queue.removeItem(item!.id);
			queue.cancelJob(job);
		},
		async there() {
			const rows = await rowsOf(listFolder('/Jotta/Archive/to', {client}));
			const live = rows.filter(({deletedAt}) => deletedAt === undefined);
			return Promise.all(live.map(async ({name, segment}) => [name, await textOf(await openContent(`/Jotta/Archive/to/${segment}`, {client}))]));
		},
	};
}

describe('what a cancelled upload has put into the cloud', () => {
	it('goes, and what was there keeps its name', async () => {
		const {queue, run, leave, there} = await openHalfReplaced();
		leave();

		await run();

		expect([await there(), queue.hasLeftovers()]).toEqual([[['a.txt', 'old']], false]);
	});

	it('goes, and what was taken out of the way for it has its name again', async () => {
		const {files, queue, run, to, aside, leave, there} = await openHalfReplaced();
		await files.rename(to, aside);
		leave();

		await run();

		expect([await there(), queue.hasLeftovers()]).toEqual([[['a.txt', 'old']], false]);
	});

	it('waits for the program that still writes it', async () => {
		const {run, leave, there} = await openHalfReplaced();
		leave({owner: process.pid});

		await run();

		expect(await there()).toHaveLength(2);
	});

	it('is left alone while an item works with it, and tried once by each engine where it cannot be cleared', async () => {
		const {tools, item, leave} = await openHalfReplaced();
		const {leftovers, close} = openTransferStore(tools.directories.database);
		onTestFinished(close);
		leave();
		const client = vi.fn<Opener['client']>().mockRejectedValue(new Error('signed out'));
		const opener: Opener = {
			names: standardNames, client, fileSystem: vi.fn<Opener['fileSystem']>(), identity: vi.fn<Opener['identity']>(), forget() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- nothing is remembered
		};
		const clearing = createClearing(leftovers, {opener, signal: new AbortController().signal});
		const look = async (running: ReadonlyMap<number, unknown>) => {
			clearing.start(running);
			await clearing.ended();
			return client.mock.calls.length;
		};

		expect([await look(new Map([[item, undefined]])), await look(new Map()), await look(new Map())]).toEqual([0, 1, 1]);
	});
});
