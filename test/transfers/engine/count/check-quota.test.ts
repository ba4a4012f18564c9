import {describe, expect, it} from 'vitest';
import type {Location} from '../../../../source/files/location.ts';
import {checkQuota} from '../../../../source/transfers/engine/count/check-quota.ts';
import type {ItemState, ItemSubject} from '../../../../source/transfers/item.ts';
import type {Opener} from '../../../../source/transfers/open-location.ts';
import {cloud, disk} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {scriptedService} from '../../../support/scripted-service.ts';

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

const account = '<capacity>104857600</capacity><usage>73400320</usage>'; // 30 MiB are free

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
		expect((await checked([{size: 16 * MiB}], {account: '<capacity>1</capacity>'})).short).toBeDefined();
	});
});

describe('a copy to the disk', () => {
	it('asks no account', async () => {
		expect((await checked([{size: 90 * MiB}], {target: disk('/srv')})).asked).toBe(0);
	});
});
