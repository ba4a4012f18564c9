import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../../../source/failure.ts';
import type {Location} from '../../../../source/files/location.ts';
import {SessionEnded} from '../../../../source/jotta/sign-in/token-renewal.ts';
import {openAccounts} from '../../../../source/settings/accounts.ts';
import {resolveDirectories} from '../../../../source/settings/directories.ts';
import {createAccountBlocks} from '../../../../source/transfers/engine/loop/account-blocks.ts';
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
	const {begin, pause, current} = createAccountBlocks(facts, {accounts, clock: {now: () => time, sleep: async () => undefined}});
	return {
		begin,
		pause,
		current,
		accounts,
		facts,
		shown: () => facts.read('blocks')?.map(({account: name}) => name),
		pass(milliseconds: number) {
			time += milliseconds;
		},
		signIn: async () => accounts.put({...account, tokens: {accessToken: 'a', expiresAt: 0}}),
	};
}

describe('an account that has to be signed in to again', () => {
	it('waits and shows it until somebody has, however long that takes', async () => {
		const {begin, current, pass, shown, signIn} = await open();
		expect([await current(), shown()]).toEqual([[], undefined]);

		begin(new SessionEnded('jotta'), ['jotta', 'other']);
		const waited = [];
		for (let second = 0; second < 5; second += 1) {
			waited.push(await current(), shown());
			pass(1000);
		}

		await signIn();

		expect(waited).toEqual(Array.from({length: 10}, () => ['jotta']));
		expect([await current(), shown()]).toEqual([[], undefined]);
		expect(await current()).toEqual([]);
	});

	it('waits until it is there again when it was signed out', async () => {
		const {begin, current, pass, accounts, signIn} = await open();
		begin(new SessionEnded('jotta'), []);
		await accounts.remove('jotta');

		pass(5000);
		expect(await current()).toEqual(['jotta']);
		await signIn();
		pass(1000);
		expect(await current()).toEqual([]);
	});

	it('looks once a second', async () => {
		const {begin, current, pass, signIn} = await open();
		begin(new SessionEnded('jotta'), []);
		await signIn();

		pass(999);
		expect(await current()).toEqual(['jotta']);
		pass(1);
		expect(await current()).toEqual([]);
	});

	it('is any of those that the work was about when it is not known which; a second later the next try says more', async () => {
		const {begin, current, pass, signIn} = await open();
		await signIn();
		begin(new Failure('not-signed-in', 'Not signed in.', {nextStep: ''}), ['jotta', 'other']);

		expect(await current()).toEqual(['jotta', 'other']);
		pass(1000);
		expect(await current()).toEqual(['other']);
	});

	it('does not wait longer when the clock is set back', async () => {
		const {begin, current, pass, signIn} = await open();
		begin(new SessionEnded('jotta'), []);
		await signIn();

		pass(-3_600_000);

		expect(await current()).toEqual([]);
	});
});

describe('an account whose service asks for a pause', () => {
	it('waits so long, however many answers ask for that, and is shown with the time', async () => {
		const {pause, current, pass, facts} = await open();
		pause({account: 'jotta', milliseconds: 1_800_000, isWaited: false});
		pass(10_000);
		pause({account: 'jotta', milliseconds: 1_790_000, isWaited: false});

		expect([await current(), facts.read('blocks')?.map(({sentence}) => sentence)]).toEqual([['jotta'], ['Jottacloud asks to wait 30m.']]);
		pass(1_789_999);
		expect(await current()).toEqual(['jotta']);
		pass(1);
		expect([await current(), facts.read('blocks')]).toEqual([[], undefined]);
	});

	it('does not wait for more than an hour: what is tried fails and says so', async () => {
		const {pause, current} = await open();
		pause({account: 'jotta', milliseconds: 3_600_001, isWaited: false});

		expect(await current()).toEqual([]);
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
		const watch = watchQueue(queue, () => true);
		const {stop, ended: engine} = startTestEngine(tools);
		await expect.poll(() => watch.jobResult(job).blocked?.code).toBe('session-revoked');
		await expect.poll(() => watch.snapshot().totals.running).toBe(0);
		const {totals, failures} = watch.jobResult(job);
		stop.abort();
		await engine;

		expect(failures).toEqual([]);
		expect(totals.waiting).toBeGreaterThan(20);
		expect(await readdir(path.join(folder, 'tree'))).toHaveLength(7);
	});
});

describe('what concerns another account, or none', () => {
	it('is copied while one account is signed out, and is told nothing of that', async () => {
		const {tools, folder} = await openEngine();
		await makeTree(folder, {'a.txt': 'a'});
		const queue = openTestQueue(tools);
		const copy = (target: Location) => queue.add({
			kind: 'copy', sources: [disk(path.join(folder, 'a.txt'))], target, targetName: 'b.txt', overwrite: 'newer',
		});
		const job = copy({kind: 'cloud', account: 'gone', path: '/Jotta/Archive'});
		const watch = watchQueue(queue, () => true);
		startTestEngine(tools);
		await expect.poll(() => watch.jobProgress(job).blocked?.sentence).toBe('There is no account called gone.');

		const others = [copy(cloud()), copy(disk(folder))];
		await expect.poll(() => others.map(each => watch.jobProgress(each).totals.done)).toEqual([1, 1]);

		expect(others.map(each => watch.jobProgress(each).blocked)).toEqual([undefined, undefined]);
		expect([watch.jobProgress(job).isOver, watch.snapshot().blocked]).toEqual([false, expect.objectContaining({account: 'gone'})]);
	});
});
