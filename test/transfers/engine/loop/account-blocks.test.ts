import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import {SessionEnded} from '../../../../source/jotta/sign-in/token-renewal.ts';
import {openAccounts} from '../../../../source/settings/accounts.ts';
import {resolveDirectories} from '../../../../source/settings/directories.ts';
import {createSignInBlock} from '../../../../source/transfers/engine/loop/sign-in-block.ts';
import {watchQueue} from '../../../../source/transfers/watch.ts';
import {
	cloud,
	disk,
	openEngine,
	openTestQueue,
	startTestEngine,
} from '../../../support/engine.ts';
import {openQueueFile} from '../../../support/queue-file.ts';
import {systemClock} from '../../../support/sandbox.ts';
import {temporaryFolder} from '../../../support/temp-files.ts';
import {makeTree, uniqueFiles} from '../../../support/trees.ts';

async function open() {
	const {store: {facts}} = await openQueueFile();
	const accounts = openAccounts(resolveDirectories(path.join(await temporaryFolder(), 'config')), systemClock);
	const account = {
		name: 'jotta', username: 'f3a1', service: 'jottacloud', method: 'login-token', clientId: 'jottacli', tokenEndpoint: 'https://id.example', home: {device: 'Jotta', mountpoint: 'Archive'},
	} as const;
	await accounts.put(account);
	let time = 5000;
	const block = createSignInBlock(facts, {accounts, clock: {now: () => time, sleep: async () => undefined}});
	return {
		block,
		accounts,
		isShown: () => facts.read('blocked') !== undefined,
		pass(milliseconds: number) {
			time += milliseconds;
		},
		signIn: async () => accounts.put({...account, tokens: {accessToken: 'a', expiresAt: 0}}),
	};
}

describe('a queue whose account has to sign in again', () => {
	it('waits and shows it until somebody has, however long that takes', async () => {
		const {block, pass, isShown, signIn} = await open();
		expect([await block.lasts(), isShown()]).toEqual([false, false]);

		block.begin(new SessionEnded('jotta'));
		const waited = [];
		for (let second = 0; second < 5; second += 1) {
			waited.push(await block.lasts(), isShown());
			pass(1000);
		}

		await signIn();

		expect(waited.every(Boolean)).toBe(true);
		expect([await block.lasts(), isShown()]).toEqual([false, false]);
		expect(await block.lasts()).toBe(false);
	});

	it('looks once a second', async () => {
		const {block, pass, signIn} = await open();
		block.begin(new SessionEnded('jotta'));
		await signIn();

		pass(999);
		expect(await block.lasts()).toBe(true);
		pass(1);
		expect(await block.lasts()).toBe(false);
	});

	it('tries once more after a second when it is not known whose session it is, or the account is gone: the try says why', async () => {
		const {block, pass, accounts} = await open();
		block.begin(new Failure('not-signed-in', 'Not signed in.', {nextStep: ''}));
		expect(await block.lasts()).toBe(true);
		pass(1000);
		expect(await block.lasts()).toBe(false);

		block.begin(new SessionEnded('jotta'));
		await accounts.remove('jotta');
		pass(1000);
		expect(await block.lasts()).toBe(false);
	});

	it('does not wait longer when the clock is set back', async () => {
		const {block, pass} = await open();
		block.begin(new SessionEnded('jotta'));

		pass(-3_600_000);

		expect(await block.lasts()).toBe(false);
	});
});

describe('a copy whose session is revoked in the middle', () => {
	it('waits when the session is revoked in the middle, and fails nothing', async () => {
		const {tools, folder, sandbox} = await openEngine({tokenTtl: 1, latency: 40});
		await makeTree(path.join(folder, 'tree'), uniqueFiles(200));
		sandbox.setFaults('POST /files/v1/allocate revoke after=10 times=1');
		const queue = openTestQueue(tools);
		const job = queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'tree'))], target: cloud(), overwrite: 'newer',
		});
		const watch = watchQueue(queue, () => false);
		const {stop, ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.jobResult(job).blocked?.code, {timeout: 20_000}).toBe('session-revoked');
		await expect.poll(() => watch.snapshot().totals.running).toBe(0);
		const {totals, failures} = watch.jobResult(job);
		stop.abort();
		await engine;

		expect(failures).toEqual([]);
		expect(totals.waiting).toBeGreaterThan(20);
		expect(await readdir(path.join(folder, 'tree'))).toHaveLength(7);
	});
});
