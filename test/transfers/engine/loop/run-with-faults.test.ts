import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {
	cloud,
	disk,
	fastClock,
	openEngine,
	runJob,
	startPerson,
} from '../../../support/engine.ts';
import {makeTree, treeOf, uniqueFiles} from '../../../support/trees.ts';

/*
JOTTAFM_FAULT_FILES=2000 is the whole of it (JOTTAFM_FAULT_SEED: other requests); the suite runs fewer files.
*/
const fileCount = Number(process.env.JOTTAFM_FAULT_FILES ?? 150);

const seed = Number(process.env.JOTTAFM_FAULT_SEED ?? 1);

/** Each is what a bad line or a tired service does. A damaged byte is only known where there is an MD5: in contents. */
const faults = {
	'answers 500': 'ANY * status=500',
	'answers 502 like a proxy': 'ANY * status=502 plain',
	'answers 503 with Retry-After': 'ANY * status=503 retry-after=2',
	'answers 504': 'ANY * status=504',
	'answers 429': 'ANY * status=429 retry-after=1',
	'answers 401 to a good token': 'ANY * status=401',
	'cuts the line before': 'ANY * drop=before',
	'cuts the line afterwards': 'ANY * drop=after',
	'does it and says 500': 'POST * then-status=500',
	'cuts uploads': 'POST /upload/* cut-after=1000',
	'cuts answers': 'GET * cut-after=300',
	'shortens answers': 'ANY * truncate=300',
	'shortens answers to almost nothing': 'ANY * truncate=40',
	'damages downloads': 'GET *mode=bin* flip',
	stalls: 'ANY * stall=50',
	'stalls in the middle': 'ANY * stall=50 stall-at=200',
} as const;

const planOf = (rules: readonly string[], rate: number) => rules.map((rule, index) => `${rule} rate=${rate} seed=${seed + index}`).join('; ');

/** Somebody is there to sign in again: where the answer to a renewal is lost, the session is (protocol.md 3.3). */
async function upAndDown(plan: string, count: number) {
	const {sandbox, tools: real, folder} = await openEngine();
	const tools = {...real, clock: fastClock(30)};
	const person = startPerson({sandbox, tools});
	await makeTree(path.join(folder, 'tree'), uniqueFiles(count));
	sandbox.setFaults(plan);
	const up = await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
	const down = await runJob(tools, {sources: [cloud('/tree')], target: disk(path.join(folder, 'back'))});
	const signIns = await person.goHome();
	return {
		signIns,
		failures: [...up.failures, ...down.failures].map(({name, failure}) => `${name}: ${failure?.sentence}`),
		isAnythingLeft: [up, down].some(({totals}) => totals.running + totals.waiting + totals.asks > 0),
		sent: await treeOf(path.join(folder, 'tree')),
		received: await treeOf(path.join(folder, 'back', 'tree')),
	};
}

describe('a tree up and down', () => {
	it.each(Object.entries(faults))('arrives whole where the service at every tenth request %s', async (_, rule) => {
		const {failures, isAnythingLeft, sent, received} = await upAndDown(planOf([rule], 0.1), 40);

		expect(failures).toEqual([]);
		expect(isAnythingLeft).toBe(false);
		expect(received).toEqual(sent);
	});

	it('arrives whole where sessions are revoked in the middle, and the person signs in again', async () => {
		const {signIns, failures, isAnythingLeft, sent, received} = await upAndDown('POST */allocate revoke times=1 after=20; GET *mode=bin* revoke times=1 after=20; ANY * status=401 times=1 after=25; ANY * status=401 times=1 after=120', 60);

		expect(signIns).toBeGreaterThan(0);
		expect(failures).toEqual([]);
		expect(isAnythingLeft).toBe(false);
		expect(received).toEqual(sent);
	});

	it(`arrives whole where all of it happens to every tenth request (${fileCount} files, seed ${seed})`, async () => {
		const rules = Object.values(faults);
		const {failures, isAnythingLeft, sent, received} = await upAndDown(planOf(rules, 0.1 / rules.length), fileCount);

		expect(failures).toEqual([]);
		expect(isAnythingLeft).toBe(false);
		expect(received).toEqual(sent);
	}, 600_000);
});
