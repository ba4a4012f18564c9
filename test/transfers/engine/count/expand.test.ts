import {
	chmod,
	mkdir,
	readdir,
	rm,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {openLocal} from '../../../../source/files/local-file-system.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	openTestQueue,
	runJob,
} from '../../../support/engine.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

const content = {'a.txt': 'a', 'in/b.txt': 'b', 'in/deep/c.txt': 'c'};

async function open() {
	const engine = await openEngine();
	const tools = {...engine.tools, clock: fastClock(30)};
	const tree = path.join(engine.folder, 'tree');
	await makeTree(tree, content);
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
		const queue = openTestQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(first.job)).toMatchObject({failures: [], isOver: true, totals: {failed: 0, waiting: 0}});
		expect((await treeOf(path.join(back, 'later'))).join(' ')).toContain('there.txt');
	});

	it('does not forget after a crash what earlier sources are called', async () => {
		const {tools, folder, files: stored} = await open();
		await makeTree(folder, {'a/same.txt': 'first', 'b/same.txt': 'the second'});
		const first = await runJob(tools, {sources: [disk(path.join(folder, 'a/same.txt')), disk(path.join(folder, 'b/same.txt'))], target: cloud('/to')}, {signal: AbortSignal.timeout(10_000)});
		const queue = openTestQueue(tools);
		const file = queueFileAt(tools);
		file.removeFailed();
		file.setJob(first.job, 'counting', 1);
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(first.job).failures.map(({failure}) => failure?.code)).toEqual(['already-exists']);
		expect(await stored.stat('/Jotta/Archive/to/same.txt')).toMatchObject({size: 5});
	});
});

describe('a move of a tree with a name that is none', () => {
	it.each([
		['to the disk', (folder: string) => disk(path.join(folder, 'D'))],
		['that is a copy in the cloud', () => cloud('/D')],
	])('%s names it, and takes nothing from elsewhere', async (_, targetIn) => {
		const {tools, client, sandbox, folder, files} = await openEngine();
		await put(client, '/Jotta/Archive/g/fine.txt', 'fine');
		await put(client, '/Jotta/Archive/victim.txt', 'victim');
		const {tree, revisions, clock} = sandbox.state;
		const {id} = tree.add(tree.find(['Jotta', 'Archive', 'g'])!.id, '../victim.txt', 'file');
		revisions.add(id, '../victim.txt', {
			state: 'COMPLETED', created: clock.now(), modified: clock.now(), updated: clock.now(), size: 6, md5: 'd'.repeat(32),
		});
		const target = targetIn(folder);

		const {failures, totals} = await runJob(tools, {kind: target.kind === 'local' ? 'move' : 'copy', sources: [cloud('/g')], target});

		expect(failures).toMatchObject([{failure: {code: 'name-not-allowed', sentence: '..／victim.txt is listed under a name that cannot be asked for: it stays where it is.'}}]);
		expect(totals.failed).toBe(1);
		expect(await files.stat('/Jotta/Archive/victim.txt')).not.toHaveProperty('deletedAt');
		expect(sandbox.log.filter(({path: asked}) => asked.endsWith('victim.txt') && asked.includes('/jfs/'))).toHaveLength(1); // the look above
		expect(target.kind === 'cloud' || (await readdir(path.join(folder, 'D', 'g'))).join(' ')).toEqual(target.kind === 'cloud' || 'fine.txt');
		expect(await files.stat('/Jotta/Archive/g')).toMatchObject({kind: 'folder'});
	});
});

describe('a folder that cannot be written', () => {
	it.skipIf(process.getuid?.() === 0)('names what a read-only folder refuses, and goes on elsewhere', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		await mkdir(path.join(folder, 'closed'), {mode: 0o555});

		const {failures} = await runJob(tools, {sources: [cloud('/tree/a.txt')], target: disk(path.join(folder, 'closed'))});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['permission']);
		await chmod(path.join(folder, 'closed'), 0o755);
	});

	it('names a target below a file once, not with every file that was to go there', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a', 'b.txt': 'b'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});

		const {failures} = await runJob(tools, {sources: [cloud('/tree')], target: disk(path.join(folder, 'tree', 'a.txt', 'below'))});

		expect(failures.map(({name, failure}) => [name, failure?.sentence])).toEqual([['tree', 'a.txt is not a folder: nothing can be put into it.']]);
	});

	it.each(['up', 'down'])('names a folder once that cannot be made (%s), and copies all that is in it when it can', async direction => {
		const {tools, folder, files} = await openEngine();
		await makeTree(folder, {
			'tree/a.txt': 'a', 'tree/deep/b.txt': 'b', 'tree/deep/deeper/c.txt': 'c', 'there/tree/deep': 'a file', 'there/back/tree/deep': 'a file',
		});
		const [source, target] = direction === 'up' ? [disk(path.join(folder, 'tree')), cloud('/there')] : [cloud('/tree'), disk(path.join(folder, 'there', 'back'))];
		await runJob(tools, {sources: [disk(path.join(folder, direction === 'up' ? 'there' : 'tree'))], target: cloud()});

		const {failures, totals, job} = await runJob(tools, {sources: [source], target});
		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/deep', 'already-exists']]);
		expect(totals).toMatchObject({failed: 1});

		await (direction === 'up' ? files.rename('/Jotta/Archive/there/tree/deep', '/Jotta/Archive/there/tree/moved') : rm(path.join(folder, 'there', 'back', 'tree', 'deep')));
		const queue = openTestQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});

		expect(watchQueue(queue, () => true).jobResult(job).failures).toEqual([]);
		const arrived = await (direction === 'up' ? files.read('/Jotta/Archive/there/tree/deep/deeper/c.txt') : openLocal().read(path.join(folder, 'there/back/tree/deep/deeper/c.txt')));
		expect(await text(arrived)).toBe('c');
	});
});
