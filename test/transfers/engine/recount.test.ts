import path from 'node:path';
import {describe, expect, it} from 'vitest';
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
import {queueFileAt} from '../../support/queue-file.ts';
import {makeTree, treeOf} from '../../support/trees.ts';

const files = {'a.txt': 'a', 'in/b.txt': 'b', 'in/deep/c.txt': 'c'};

async function open() {
	const engine = await openEngine();
	const tools = {...engine.tools, clock: fastClock(30)};
	const tree = path.join(engine.folder, 'tree');
	await makeTree(tree, files);
	await runJob(tools, {sources: [disk(tree)], target: cloud()});
	return {
		...engine, tools, tree, back: path.join(engine.folder, 'back'),
	};
}

describe('a source that cannot be counted', () => {
	it.each(['status=503', 'status=429 retry-after=1', 'drop=before'])('is tried again where the service answers with %s for a while', async fault => {
		const {tools, sandbox, tree, back} = await open();
		sandbox.setFaults(`GET * ${fault} times=25`);

		const {failures, totals} = await runJob(tools, {sources: [cloud('/tree')], target: disk(back)});

		expect(failures).toEqual([]);
		expect(totals).toMatchObject({waiting: 0, done: 6});
		expect(await treeOf(path.join(back, 'tree'))).toEqual(await treeOf(tree));
	});

	it('is tried again where its list arrives damaged', async () => {
		const {tools, sandbox, tree, back} = await open();
		sandbox.setFaults('GET *mode=liststream* truncate=300 times=2');

		const {failures} = await runJob(tools, {sources: [cloud('/tree')], target: disk(back)});

		expect(failures).toEqual([]);
		expect(await treeOf(path.join(back, 'tree'))).toEqual(await treeOf(tree));
	});

	it('is counted again by a retry when its reason was a lasting one, and the other sources do not wait for it', async () => {
		const {tools, client, tree, back} = await open();
		const first = await runJob(tools, {sources: [cloud('/later'), cloud('/tree')], target: disk(back)});
		expect(first.failures.map(({name, failure}) => [name, failure?.code])).toEqual([['later', 'not-found']]);
		expect(await treeOf(path.join(back, 'tree'))).toEqual(await treeOf(tree));

		await put(client, '/Jotta/Archive/later/now/there.txt', 'there');
		const queue = openQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => false).jobResult(first.job)).toMatchObject({failures: [], isOver: true, totals: {failed: 0, waiting: 0}});
		expect((await treeOf(path.join(back, 'later'))).join(' ')).toContain('there.txt');
		queue.close();
	});

	it('does not forget after a crash what earlier sources are called', async () => {
		const {tools, folder, files: stored} = await open();
		await makeTree(folder, {'a/same.txt': 'first', 'b/same.txt': 'the second'});
		const first = await runJob(tools, {sources: [disk(path.join(folder, 'a/same.txt')), disk(path.join(folder, 'b/same.txt'))], target: cloud('/to')}, {signal: AbortSignal.timeout(10_000)});
		const queue = openQueue(tools);
		const file = queueFileAt(tools);
		file.removeFailed();
		file.setJob(first.job, 'counting', 1);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => false).jobResult(first.job).failures.map(({failure}) => failure?.code)).toEqual(['already-exists']);
		expect(await stored.stat('/Jotta/Archive/to/same.txt')).toMatchObject({size: 5});
		queue.close();
	});
});
