import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../source/files/location.ts';
import {writeSetting} from '../../../source/settings/settings.ts';
import {runEngine} from '../../../source/transfers/engine/loop/run.ts';
import {openQueue} from '../../../source/transfers/queue.ts';
import {watchQueue} from '../../../source/transfers/watch.ts';
import {put} from '../../support/cloud.ts';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	runJob,
} from '../../support/engine.ts';
import {makeTree, treeOf} from '../../support/trees.ts';

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
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [cloud('/film.mkv')], target: disk(folder), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().rows[0]?.progressed ?? 0).toBeGreaterThan(0);
		await put(client, '/Jotta/Archive/film.mkv', 'written meanwhile');
		await engine;

		expect(watch.jobResult(job).failures.map(({failure}) => failure?.sentence)).toEqual([expect.stringContaining('has changed since it was copied')]);
		expect(await files.stat('/Jotta/Archive/film.mkv')).toMatchObject({size: 17});
		queue.close();
	});

	it('loses nothing of a file that is written to while it is sent', async () => {
		const {tools, files, folder, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'notes.txt': 'first words'});
		sandbox.setFaults('POST /upload/* stall=1500 times=1');
		const queue = openQueue(tools);
		const job = queue.add({
			kind: 'move', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const engine = runEngine({tools, signal: new AbortController().signal});
		await expect.poll(() => watch.snapshot().rows.find(({name}) => name.endsWith('notes.txt'))?.phase).toBe('sending');
		await writeFile(path.join(folder, 'tree', 'notes.txt'), 'second thoughts');
		await engine;

		const stored = await files.stat('/Jotta/Archive/tree/notes.txt');
		const left = await treeOf(folder);
		expect(stored.size === 15 || left.length === 1).toBe(true); // the second thoughts are somewhere
		expect(watch.jobResult(job).isOver).toBe(true);
		queue.close();
	});
});

describe('two moves that would change places', () => {
	it('take nothing for their copy that the other one is about to take away', async () => {
		const {tools, client, files, folder} = await openEngine();
		await writeSetting('hard_delete', true, tools.directories);
		const names = Array.from({length: 30}, (_, index) => `${index}.txt`);
		await makeTree(folder, Object.fromEntries(names.map(name => [name, name])));
		await Promise.all(names.map(async name => put(client, `/Jotta/Archive/${name}`, name)));
		const queue = openQueue(tools);
		const add = (source: Location, target: Location) => queue.add({
			kind: 'move', sources: [source], target, overwrite: 'always',
		});
		for (const name of names) {
			add(disk(path.join(folder, name)), cloud());
			add(cloud(`/${name}`), disk(folder));
		}

		await runEngine({tools, signal: new AbortController().signal});

		const inCloud = (await Array.fromAsync(files.list('/Jotta/Archive'))).flat().map(({name}) => name);
		expect([...inCloud, ...await readdir(folder)].toSorted()).toEqual(names.toSorted());
		queue.close();
	});
});
