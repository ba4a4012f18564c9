import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openQueue, type Queue} from '../../source/transfers/queue.ts';
import {watchQueue} from '../../source/transfers/watch.ts';
import {runEngine} from '../../source/transfers/engine/loop/run.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import {writeSetting} from '../../source/settings/settings.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
	startTestEngine,
} from '../support/engine.ts';
import {systemClock} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';
import {queueFileAt} from '../support/queue-file.ts';
import {storedVersions} from '../support/sandbox/stored.ts';
import {makeTree} from '../support/trees.ts';

async function openEmptyQueue() {
	const tools = {directories: resolveDirectories(await temporaryFolder()), clock: systemClock};
	return {tools, queue: openTestQueue(tools)};
}

function addWaiting({queue, tools}: Awaited<ReturnType<typeof openEmptyQueue>>, names: readonly string[]): void {
	const job = queue.add({
		kind: 'copy', sources: [disk('/a')], target: cloud(), overwrite: 'ask',
	});
	const file = queueFileAt(tools);
	file.setJob(job, 'counted');
	file.insert(job, names.map(name => [{
		direction: 'up', name, source: disk(`/a/${name}`), target: cloud(`/${name}`), size: 1,
	}, {phase: 'waiting'}]));
}

const namesOf = (queue: Queue) => watchQueue(queue, () => true).snapshot().rows.map(({name}) => name);
const idOf = (queue: Queue, name: string) => watchQueue(queue, () => true).snapshot().rows.find(row => row.name === name)!.id;

describe('the queue', () => {
	it('obeys a limit that is set while it works, and shows the one that is set', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await writeFile(path.join(folder, 'film.mkv'), new Uint8Array(3_000_000));
		await writeSetting('bandwidth', 1, tools.directories);
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'film.mkv'))], target: cloud(), overwrite: 'newer',
		});
		const {ended: engine} = startTestEngine(tools);
		const watch = watchQueue(queue, () => true);
		await expect.poll(() => watch.snapshot().rows[0]?.progressed).toBeGreaterThan(0);

		const limited = watch.snapshot().bandwidth;
		await writeSetting('bandwidth', 0, tools.directories);
		await engine;

		expect(limited).toBe(1);
		expect(watch.jobResult(job)).toMatchObject({failures: [], sent: 3_000_000});
		expect(sandbox.log.filter(({path: address}) => address.startsWith('/upload/'))).toHaveLength(1);
		await expect.poll(() => watch.snapshot().bandwidth).toBeUndefined();
	});

	it('lets what waits change turns with its neighbour, up to the ends of the list', async () => {
		const opened = await openEmptyQueue();
		const {queue} = opened;
		addWaiting(opened, ['one', 'two', 'three']);

		const moved = [queue.moveItem(idOf(queue, 'three'), -1), queue.moveItem(idOf(queue, 'three'), -1), queue.moveItem(idOf(queue, 'three'), -1), queue.moveItem(idOf(queue, 'one'), 1)];

		expect(moved).toEqual([true, true, false, true]);
		expect(namesOf(queue)).toEqual(['three', 'two', 'one']);
	});

	it('works in the order that somebody has chosen, also while it runs', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'a'), {'one.txt': '1', 'two.txt': '2', 'three.txt': '3'});
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: ['one', 'two', 'three'].map(name => disk(path.join(folder, 'a', `${name}.txt`))), target: cloud(), overwrite: 'newer',
		});
		queue.limitTransfers(0);
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => namesOf(queue)).toHaveLength(3);
		const isMoved = queue.moveItem(idOf(queue, 'three.txt'), -1) && queue.moveItem(idOf(queue, 'three.txt'), -1);
		queue.limitTransfers(1);
		await engine;

		expect(isMoved).toBe(true);
		expect(watchQueue(queue, () => true).jobResult(job).failures).toEqual([]);
		expect(sandbox.log.filter(({path: address}) => address.startsWith('/upload/'))).toHaveLength(3);
		expect(storedVersions(sandbox).map(({name}) => name)).toEqual(['three.txt', 'one.txt', 'two.txt']);
	});

	it('pauses one item in the middle and goes on where it was', async () => {
		const {tools, folder, sandbox} = await openEngine({bandwidthUp: 8_000_000});
		await writeFile(path.join(folder, 'film.mkv'), new Uint8Array(16_000_000).fill(3));
		await writeFile(path.join(folder, 'small.txt'), 'small');
		const queue = openTestQueue(tools);
		queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'film.mkv')), disk(path.join(folder, 'small.txt'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => true);
		const film = () => watch.snapshot().rows.find(({name}) => name === 'film.mkv');
		const {ended: engine} = startTestEngine(tools);
		await expect.poll(() => film()?.progressed ?? 0).toBeGreaterThan(1_000_000);

		queue.pauseItem(film()!.id);
		await engine; // nothing else is left to do
		const paused = film();
		queue.resumeItem(paused!.id);
		await runEngine({tools, signal: new AbortController().signal});

		expect(paused?.phase).toBe('paused');
		expect(film()?.phase).toBe('done');
		const sent = sandbox.log.filter(each => each.path.startsWith('/upload/')).reduce((sum, {received}) => sum + received, 0);
		expect(sent).toBeLessThan(17_500_000);
	});

	it.each(['pause', 'stopNow'] as const)('counts what is added while it is paused (%s), and sends it when it goes on', async how => {
		const {tools, folder, sandbox, files} = await openEngine();
		await makeTree(path.join(folder, 'a'), {'one.txt': '1', 'in/two.txt': '22'});
		const queue = openTestQueue(tools);
		const watch = watchQueue(queue, () => true);
		queue[how]();
		queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a'))], target: cloud(), overwrite: 'newer', transfers: 1,
		});

		expect(queue.hasWork()).toBe(true);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watch.snapshot()).toMatchObject({isPaused: true, totals: {waiting: 4, bytes: 3, isCounting: false}});
		expect(watch.snapshot().rows.map(({name, phase}) => `${name} ${phase}`)).toContain('a/in/two.txt waiting');
		expect(sandbox.log.filter(({method}) => method !== 'GET').map(({path: address}) => address).filter(address => /upload|allocate|Archive/v.test(address))).toEqual([]);
		queue.resume();
		await runEngine({tools, signal: new AbortController().signal});
		expect(await files.stat('/Jotta/Archive/a/in/two.txt')).toMatchObject({size: 2});
	});

	it('gives one answer to all that ask the same, and to no others', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(path.join(folder, 'a'), {'one.txt': 'old 1', 'two.txt': 'old 2'});
		await runJob(tools, {sources: [disk(path.join(folder, 'a'))], target: cloud()});
		await makeTree(path.join(folder, 'b'), {'three.txt': 'old 3'});
		await runJob(tools, {sources: [cloud('/a/one.txt')], target: disk(path.join(folder, 'b'))});
		await makeTree(path.join(folder, 'a'), {'one.txt': 'newer 1', 'two.txt': 'newer 2'});
		await writeFile(path.join(folder, 'b', 'one.txt'), 'mine is another');
		await runJob(tools, {sources: [disk(path.join(folder, 'a'))], target: cloud(), overwrite: 'ask'});
		await runJob(tools, {sources: [cloud('/a/one.txt')], target: disk(path.join(folder, 'b')), overwrite: 'ask'});
		const queue = openTestQueue(tools);
		const asking = watchQueue(queue, () => true).snapshot().rows.filter(({phase}) => phase === 'asks');
		const up = asking.find(({direction}) => direction === 'up')!;

		expect([asking.length, queue.countAlike(up.id)]).toEqual([3, 1]);
		queue.answer(up.id, 'keep-both', {forAll: true});
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).snapshot().totals.asks).toBe(1);
		expect(await files.stat('/Jotta/Archive/a/one (1).txt')).toMatchObject({size: 7});
		expect(await files.stat('/Jotta/Archive/a/two (1).txt')).toMatchObject({size: 7});
		expect(await files.stat('/Jotta/Archive/a/one.txt')).toMatchObject({size: 5, revision: 1});
	});

	it('takes an item out of the list, and what waits is cancelled by it', async () => {
		const opened = await openEmptyQueue();
		const {queue} = opened;
		addWaiting(opened, ['one', 'two']);

		queue.removeItem(idOf(queue, 'one'));

		expect(namesOf(queue)).toEqual(['two']);
	});

	it('goes on counting when an item of a job is tried again that was cancelled before all was counted', async () => {
		const {tools, folder, files} = await openEngine();
		await makeTree(path.join(folder, 'a'), {'one.txt': '1', 'below/two.txt': '2'});
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a'))], target: cloud(), overwrite: 'newer',
		});
		queueFileAt(tools).insert(job, [[{
			direction: 'up', name: 'a/one.txt', source: disk(path.join(folder, 'a', 'one.txt')), target: cloud('/a/one.txt'), size: 1,
		}, {phase: 'waiting'}]]);
		const item = idOf(queue, 'a/one.txt');
		queue.cancelJob(job);

		queue.retry(item);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(job)).toMatchObject({isCancelled: false, failures: []});
		expect(await files.stat('/Jotta/Archive/a/one.txt')).toMatchObject({size: 1});
		expect(await files.stat('/Jotta/Archive/a/below/two.txt')).toMatchObject({size: 1});
	});

	it('is carried over from the first version of its file: what waited there is copied', async () => {
		const {tools, folder, files} = await openEngine();
		await writeFile(path.join(folder, 'kept.txt'), 'kept');
		const source = disk(path.join(folder, 'kept.txt'));
		queueFileAt(tools).writeFirstVersion(source, cloud('/kept.txt'));

		const queue = openTestQueue(tools);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(1)).toMatchObject({failures: [], sent: 4, isOver: true});
		expect(await files.stat('/Jotta/Archive/kept.txt')).toMatchObject({size: 4});
	});

	it('refuses a file of the future, with what to do', async () => {
		const directories = resolveDirectories(await temporaryFolder());
		const queue = openTestQueue({directories, clock: systemClock});
		queue.close();
		queueFileAt({directories}).setVersion(99);

		expect(() => openQueue({directories, clock: systemClock})).toThrow('newer jottafm');
	});
});

describe('a move that goes on', () => {
	it('has moved what was counted and is gone, its folder too, when its engine was killed just before its end', async () => {
		const {tools, folder} = await openEngine();
		const tree = path.join(folder, 'tree');
		await makeTree(tree, {'a.txt': 'a'});
		const {job} = await runJob(tools, {kind: 'move', sources: [disk(tree)], target: cloud()});
		queueFileAt(tools).setJob(job, 'counted');
		const queue = openTestQueue(tools);

		expect(queue.goOn(job, {overwrite: 'newer'})).toBe(true);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(job)).toMatchObject({failures: [], isOver: true});
	});
});
