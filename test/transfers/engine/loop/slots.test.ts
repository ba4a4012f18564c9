import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {createHasher} from '../../../../source/transfers/hash/hasher.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	startTestEngine,
} from '../../../support/engine.ts';

describe('files that wait for their turn', () => {
	it('are hashed while the one before is sent, also where only one is sent at a time', async () => {
		const {tools, folder} = await openEngine();
		const names = ['film.mkv', 'next.bin', 'later.bin'];
		await Promise.all(names.map(async (name, index) => writeFile(path.join(folder, name), new Uint8Array(2_000_000).fill(index))));
		await writeSetting('bandwidth', 1, tools.directories);
		const queue = openTestQueue(tools);
		const watch = watchQueue(queue, () => true);
		const job = queue.add({
			kind: 'copy', sources: names.map(name => disk(path.join(folder, name))), target: cloud(), overwrite: 'newer', transfers: 1,
		});
		const hashed: string[] = [];
		const hasher = createHasher();
		const {ended: engine} = startTestEngine(tools, {
			hasher: {
				...hasher,
				async hash(file, options) {
					hashed.push(path.basename(file));
					return hasher.hash(file, options);
				},
			},
		});

		await expect.poll(() => hashed).toEqual(['film.mkv', 'next.bin']);
		await expect.poll(() => watch.snapshot().rows.map(({name, phase}) => `${name} ${phase}`)).toEqual(['film.mkv sending', 'next.bin waiting', 'later.bin waiting']);
		await writeSetting('bandwidth', 0, tools.directories);
		await engine;

		expect([hashed, watch.jobResult(job)]).toMatchObject([names, {failures: [], sent: 6_000_000}]);
	});

	it('are looked at as many at once as the setting says, which is obeyed at once', async () => {
		const {tools, folder} = await openEngine({faults: 'POST /files/v1/allocate stall=600000 times=1'});
		const names = ['one.txt', 'two.txt', 'three.txt'];
		await Promise.all(names.map(async name => writeFile(path.join(folder, name), name)));
		await writeSetting('checking', 1, tools.directories);
		const queue = openTestQueue(tools);
		const watch = watchQueue(queue, () => true);
		queue.add({
			kind: 'copy', sources: names.map(name => disk(path.join(folder, name))), target: cloud(), overwrite: 'newer',
		});
		const {stop, ended: engine} = startTestEngine(tools);
		const phases = () => watch.snapshot().rows.map(({phase}) => phase);

		await expect.poll(phases).toEqual(['checking', 'waiting', 'waiting']);
		await writeSetting('checking', 2, tools.directories);
		await expect.poll(phases).toEqual(['checking', 'done', 'done']);

		stop.abort();
		await engine;
	});

	it('leave the line when somebody cancels them', async () => {
		const {tools, folder} = await openEngine({faults: 'POST /files/v1/allocate stall=600000 times=1'});
		await Promise.all(['one.txt', 'two.txt'].map(async name => writeFile(path.join(folder, name), name)));
		await writeSetting('checking', 1, tools.directories);
		const queue = openTestQueue(tools);
		const watch = watchQueue(queue, () => true);
		const job = queue.add({
			kind: 'copy', sources: ['one.txt', 'two.txt'].map(name => disk(path.join(folder, name))), target: cloud(), overwrite: 'newer',
		});
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.snapshot().rows.map(({phase}) => phase)).toEqual(['checking', 'waiting']);

		queue.cancelJob(job);
		await engine;

		expect(queue.itemsOf(job).map(({state}) => state.phase)).toEqual(['cancelled', 'cancelled']);
	});
});
