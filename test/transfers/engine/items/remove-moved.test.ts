import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openContent} from '../../../../source/jotta/download.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put, textOf} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../../../support/engine.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

/** A move that is counted, and waits for its turn. */
async function openWaiting(to: 'the disk' | 'the cloud', hardDelete = false) {
	const {tools, client, files, folder} = await openEngine();
	await writeSetting('hard_delete', hardDelete, tools.directories);
	await put(client, '/Jotta/Archive/a.txt', 'as it was listed');
	await (to === 'the disk' ? makeTree(folder, {'a.txt': 'as it was listed'}) : put(client, '/Jotta/Archive/to/a.txt', 'as it was listed'));
	const queue = openTestQueue(tools);
	queue.limitTransfers(0);
	const job = queue.add({
		kind: 'move', sources: [cloud('/a.txt')], target: to === 'the disk' ? disk(folder) : cloud('/to'), overwrite: 'never',
	});
	const {ended: engine} = startTestEngine(tools);
	await expect.poll(() => watchQueue(queue, () => true).snapshot().totals, {interval: 5}).toMatchObject({waiting: 1, isCounting: false});
	return {
		client, files, queue,
		async goOn() {
			queue.limitTransfers(undefined);
			await engine;
			return queue.itemsOf(job)[0]!.state;
		},
	};
}

describe('the original of a move out of the cloud', () => {
	it.each(['the disk', 'the cloud'] as const)('that was written to after it was listed stays where it is: what is in %s is the old one', async to => {
		const {client, files, goOn} = await openWaiting(to);
		await put(client, '/Jotta/Archive/a.txt', 'written since, and nowhere else');

		const {phase} = await goOn();

		expect(['failed', 'skipped']).toContain(phase);
		expect((await files.stat('/Jotta/Archive/a.txt')).deletedAt).toBeUndefined();
		expect(await textOf(await openContent('/Jotta/Archive/a.txt', {client}))).toBe('written since, and nowhere else');
	});

	it.each(['the disk', 'the cloud'] as const)('goes to the trash where the same content is in %s', async to => {
		const {files, goOn} = await openWaiting(to);

		const {phase} = await goOn();

		expect([phase, (await files.stat('/Jotta/Archive/a.txt')).deletedAt !== undefined]).toEqual(['done', true]);
	});

	it('stays in the trash, hard_delete or not, where somebody has put it there meanwhile', async () => {
		const {files, goOn} = await openWaiting('the disk', true);
		await files.remove('/Jotta/Archive/a.txt', {kind: 'file'});

		const {phase} = await goOn();

		expect([phase, (await files.stat('/Jotta/Archive/a.txt')).deletedAt !== undefined]).toEqual(['done', true]);
	});
});

describe('a move', () => {
	it.each(['status=503', 'drop=before', 'drop=after'])('removes the original later when the service is out of order just then (%s)', async fault => {
		const {tools: real, client, files, folder, sandbox} = await openEngine();
		const tools = {...real, clock: fastClock(30)};
		await put(client, '/Jotta/Archive/film.mkv', 'a film');
		sandbox.setFaults(`POST *film.mkv*dl=true* ${fault} times=7`);

		const {failures} = await runJob(tools, {kind: 'move', sources: [cloud('/film.mkv')], target: disk(folder)});

		expect(failures).toEqual([]);
		expect(await treeOf(folder)).toHaveLength(1);
		expect(await files.stat('/Jotta/Archive/film.mkv')).toMatchObject({deletedAt: expect.any(Number) as number});
	});

	it('with hard_delete leaves an original that was replaced after it was received, and says so', async () => {
		const {tools, client, files, folder, sandbox} = await openEngine();
		await mkdir(path.dirname(tools.directories.settings), {recursive: true});
		await writeFile(tools.directories.settings, JSON.stringify({hard_delete: true}));
		await put(client, '/Jotta/Archive/film.mkv', 'a'.repeat(4_000_000));
		sandbox.state.limits.bandwidthDown = 4_000_000;
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [cloud('/film.mkv')], target: disk(folder), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0).toBeGreaterThan(0);
		await put(client, '/Jotta/Archive/film.mkv', 'written meanwhile');
		await engine;

		expect(watch.jobResult(job).failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('has changed since it was copied')]);
		expect(await files.stat('/Jotta/Archive/film.mkv')).toMatchObject({size: 17});
	});

	it('loses nothing of a file that is written to while it is sent', async () => {
		const {tools, files, folder, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'notes.txt': 'first words'});
		sandbox.setFaults('POST /upload/* stall=1500 times=1');
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows.find(({name}) => name.endsWith('notes.txt'))?.phase).toBe('sending');
		await writeFile(path.join(folder, 'tree', 'notes.txt'), 'second thoughts');
		await engine;

		const stored = await files.stat('/Jotta/Archive/tree/notes.txt');
		const left = await treeOf(folder);
		expect(stored.size === 15 || left.length === 1).toBe(true); // the second thoughts are somewhere
		expect(watch.jobResult(job).isOver).toBe(true);
	});
});
