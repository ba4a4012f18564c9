import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {readVersions} from '../../../../source/jotta/versions.ts';
import {openJotta} from '../../../../source/jotta/jotta-file-system.ts';
import type {Client} from '../../../../source/jotta/client.ts';
import {replacePermanently} from '../../../../source/transfers/engine/items/replace-permanently.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {WorkStep} from '../../../../source/transfers/item.ts';
import type {Tools} from '../../../../source/transfers/open-location.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {put} from '../../../support/cloud.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
} from '../../../support/engine.ts';
import {queueFileAt} from '../../../support/queue-file.ts';
import {makeTree} from '../../../support/trees.ts';

const never = new AbortController().signal;

/** Works the queue off once more after an engine died there. */
async function runOnceMore(tools: Tools, job: number, {step, meanwhile}: {readonly step?: Partial<WorkStep>; readonly meanwhile?: () => Promise<void>} = {}) {
	const queue = openTestQueue(tools);
	try {
		await meanwhile?.();
		queueFileAt(tools).forgetEnd(job, {step});
		await runEngine({tools, signal: never});
		const watch = watchQueue(queue, () => true);
		return {...watch.jobResult(job), rows: watch.snapshot().rows};
	} finally {
		queue.close();
	}
}

function stepOf(tools: Tools, job: number): WorkStep {
	const queue = openTestQueue(tools);
	const [item] = queue.itemsOf(job);
	queue.close();
	return item!.step!;
}

describe('an upload that keeps no version of what it replaces', () => {
	it.each(['with the old one in its place', 'with the old one out of the way', 'with the new one in its place'] as const)('leaves one file, the new one, when its engine was killed %s', async when => {
		const {tools, client, files, folder} = await openEngine();
		await mkdir(path.dirname(tools.directories.settings), {recursive: true});
		await writeFile(tools.directories.settings, JSON.stringify({no_versions: true}));
		await makeTree(folder, {'a.txt': 'the new one'});
		const to = '/Jotta/Archive/to/a.txt';
		await put(client, to, 'old');
		const {job} = await runJob(tools, {sources: [disk(path.join(folder, 'a.txt'))], target: cloud('/to'), overwrite: 'always'});
		const {staged, aside} = stepOf(tools, job);

		const {failures} = await runOnceMore(tools, job, {
			async meanwhile() {
				await (when !== 'with the new one in its place' && files.rename(to, staged!));
				await put(client, when === 'with the old one in its place' ? to : aside!, 'old');
			},
		});

		const there = (await Array.fromAsync(files.list('/Jotta/Archive/to'))).flat();
		expect([failures, there.map(({name, size}) => [name, size])]).toEqual([[], [['a.txt', 11]]]);
		expect((await readVersions(to, {client})).versions).toHaveLength(1);
	});
});

/** Gives up as soon as the first name was changed. */
function abortingClient(client: Client): {readonly client: Client; readonly signal: AbortSignal} {
	const abort = new AbortController();
	return {
		signal: abort.signal,
		client: {
			...client,
			async send(call) {
				const answer = await client.send(call);
				if (call.url.includes('mv=')) {
					abort.abort();
				}

				return answer;
			},
		},
	};
}

describe('a change that is given up between two names', () => {
	const names = async ({files}: Awaited<ReturnType<typeof openEngine>>) => (await Array.fromAsync(files.list('/Jotta/Archive/to'))).flat().map(({name, size}) => [name, size]);
	const [to, staged, aside] = ['a.txt', 'staged', 'aside'].map(name => `/Jotta/Archive/to/${name}`) as [string, string, string];

	it.each([['is done', {}, 11], ['is undone where another one stood there', {size: 4}, 3]])('%s: the queue may be gone, and nobody else would', async (_, changes, size) => {
		const engine = await openEngine();
		await put(engine.client, to, 'old');
		await put(engine.client, staged, 'the new one');
		const seen = {...await engine.files.stat(to), ...changes};

		await replacePermanently({
			to, staged, aside, seen,
		}, {name: 'a.txt', ...abortingClient(engine.client)}).catch(() => undefined);

		expect(await names(engine)).toContainEqual(['a.txt', size]);
	});

	it('is done where only the case of a name changes', async () => {
		const engine = await openEngine();
		await put(engine.client, to, 'old');
		const {client, signal} = abortingClient(engine.client);

		await openJotta(client).rename(to, '/Jotta/Archive/to/A.txt', {signal});

		expect(await names(engine)).toEqual([['A.txt', 3]]);
	});
});
