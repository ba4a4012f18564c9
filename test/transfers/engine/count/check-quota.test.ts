import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {checkQuota} from '../../../../source/transfers/engine/count/check-quota.ts';
import {runEngine} from '../../../../source/transfers/engine/loop/run.ts';
import type {ItemState, ItemSubject} from '../../../../source/transfers/item.ts';
import type {Opener} from '../../../../source/transfers/open-location.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	runJob,
} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {scriptedService} from '../../../support/scripted-service.ts';
import {makeTree} from '../../../support/trees.ts';

const MiB = 1_048_576;

type Row = Partial<ItemSubject> & {readonly state?: ItemState};

/** What is said of a copy of these files to an account with so much room. */
async function checked(rows: readonly Row[], {account = '', target = cloud()}: {readonly account?: string; readonly target?: Location} = {}) {
	const {store, add, job} = await openQueueFile({target});
	for (const [index, {state, ...subject}] of rows.entries()) {
		add(String(index), subject, state);
	}

	const {client, calls} = scriptedService(({url}) => url.endsWith('/customer') ? '{"username": "f3a1"}' : `<user>${account}</user>`);
	await checkQuota(job(), {store, opener: {client: async () => client} as unknown as Opener, signal: new AbortController().signal});
	return {asked: calls.length, short: store.facts.read('short')};
}

const account = '<capacity>104857600</capacity><usage>73400320</usage>';

describe('a copy to the cloud', () => {
	it('that does not fit is said when it is counted', async () => {
		const {short} = await checked([{size: 20 * MiB}, {size: (10 * MiB) + 1}], {account});

		expect(short).toMatchObject({job: 1, code: 'quota-full', sentence: expect.stringMatching(/needs .*; the account has .* left\./v) as string});
	});

	it('that just fits is not', async () => {
		expect((await checked([{size: 20 * MiB}, {size: 10 * MiB}], {account})).short).toBeUndefined();
	});

	it('to an account without a limit always fits', async () => {
		expect((await checked([{size: 1e15}], {account: '<capacity>-1</capacity><usage>5</usage>'})).short).toBeUndefined();
	});

	it('to an account that is fuller than full is told that nothing is left', async () => {
		const {short} = await checked([{size: 20 * MiB}], {account: '<capacity>100</capacity><usage>200</usage>'});

		expect(short?.sentence).toMatch(/has 0 bytes? left/v);
	});

	it.each([
		['is done already', [{size: 90 * MiB, state: {phase: 'done', sent: 1}}]],
		['is a folder, or comes from the cloud', [{size: 90 * MiB, kind: 'folder'}, {size: 90 * MiB, direction: 'down'}]],
		['is there in the same size', [{size: 90 * MiB, facts: {source: {}, target: {size: 90 * MiB}}}]],
		['is small: a full account says so soon enough', [{size: (16 * MiB) - 1}]],
	] as const)('asks nothing where what there is %s', async (_, rows) => {
		expect(await checked(rows, {account: '<capacity>1</capacity>'})).toEqual({asked: 0, short: undefined});
	});

	it('asks from 16 MiB on', async () => {
		expect((await checked([{size: 16 * MiB}], {account: '<capacity>1</capacity><usage>0</usage>'})).short).toBeDefined();
	});
});

describe('a copy to the disk', () => {
	it('asks no account', async () => {
		expect((await checked([{size: 90 * MiB}], {target: disk('/srv')})).asked).toBe(0);
	});
});

describe('a tree that does not fit the account', () => {
	it('says which files the account has no room for, keeps the others, and sends the rest when there is room', async () => {
		const {tools, folder, sandbox} = await openEngine({capacity: 1_000_000});
		await makeTree(path.join(folder, 'tree'), Object.fromEntries([1, 2, 3, 4, 5].map(number => [`${number}.bin`, new Uint8Array(300_000).fill(number)])));

		const {failures, totals, job} = await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud(), transfers: 1});
		expect(failures.map(({failure}) => failure?.code)).toEqual(['quota-full', 'quota-full']);
		expect(totals.done).toBe(4); // three files and their folder

		sandbox.state.limits.capacity = -1;
		const queue = openTestQueue(tools);
		queue.retryAll();
		await runEngine({tools, signal: new AbortController().signal});
		expect(watchQueue(queue, () => true).jobResult(job).failures).toEqual([]);
	});

	it('says before anything is sent that a tree does not fit the account, and not where it is there already', async () => {
		const {tools, folder, sandbox} = await openEngine({capacity: 30 * MiB});
		await makeTree(path.join(folder, 'tree'), {'1.bin': new Uint8Array(11 * MiB).fill(1), '2.bin': new Uint8Array(11 * MiB).fill(2)});
		const first = await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		const queue = openTestQueue(tools);
		const watch = watchQueue(queue, () => true);
		const countPaused = async (target: Location) => {
			queue.pause();
			const job = queue.add({
				kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target, overwrite: 'newer',
			});
			await runEngine({tools, signal: new AbortController().signal});
			return watch.jobProgress(job).short?.sentence;
		};

		const begun = sandbox.log.length;
		const [again, elsewhere] = [await countPaused(cloud()), await countPaused(cloud('/to'))];

		expect([first.failures, again]).toEqual([[], undefined]);
		expect(elsewhere).toBe('The copy needs 23.1 MB; the account has 8.39 MB left.');
		expect(watch.snapshot().short?.sentence).toBe(elsewhere);
		expect(sandbox.log.slice(begun).filter(({method}) => method === 'POST')).toEqual([]);
	});
});
