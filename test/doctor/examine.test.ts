import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {findingFacts, findingLine} from '../../source/doctor/report.ts';
import {trials} from '../../source/doctor/trials/table.ts';
import {openClient, type Client} from '../../source/jotta/client.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {put} from '../support/cloud.ts';
import {examined} from '../support/doctor/examined.ts';
import {changedInCloud, readState, type State} from '../support/hostile/state.ts';
import {signInTo, startTestSandbox} from '../support/sandbox.ts';
import {temporaryFolder} from '../support/temp-files.ts';

type Ground = {
	readonly sandbox: RunningSandbox;
	readonly client: Client; // waits for nothing
	readonly state: () => State;
};

/** An account with things of its own, some of which are called like the doctor's. */
async function openGround(): Promise<Ground> {
	const sandbox = await startTestSandbox();
	const {tools, client: slow} = await signInTo(sandbox);
	await put(slow, '/Jotta/Archive/a', 'own');
	await put(slow, '/Jotta/Archive/jottafm doctor/1/a', 'own, too');
	await put(slow, '/Jotta/Sync/a', 'in sync');
	const clock = {
		now: () => Date.now(),
		async sleep() {
			await Promise.resolve();
		},
	};
	const empty = await temporaryFolder();
	return {sandbox, client: await openClient({account: 'jotta', ...tools, clock}), state: () => readState(sandbox, empty)};
}

const own = /^\/Jotta\/Archive\/jottafm doctor \d{4}-\d\d-\d\d [\da-f]{8}(?:\/|$)/v;

describe('the doctor', () => {
	it('changes nothing outside of its folder, and says where that lies if it is left, whatever goes wrong', async () => {
		const kinds = fc.constantFrom('status=503', 'status=500', 'drop=before', 'drop=after', 'then-status=500', 'truncate=40', 'flip', 'status=409', 'status=404');
		const fault = fc.record({
			method: fc.constantFrom('GET', 'POST', 'ANY'), kind: kinds, rate: fc.constantFrom(0.002, 0.02, 0.3), seed: fc.nat(1000), after: fc.nat(600),
		});
		await fc.assert(fc.asyncProperty(fc.array(fault, {minLength: 1, maxLength: 3}), async faults => {
			const {sandbox, client, state} = await openGround();
			const before = state();
			sandbox.setFaults(faults.map(({method, kind, rate, seed, after}) => `${method} * ${kind} rate=${rate} seed=${seed} after=${after}`).join('\n'));

			const {left: told} = await examined(client);

			const changed = changedInCloud(before, state());
			expect(changed.filter(path => !own.test(path))).toEqual([]);
			const left = [...state().cloud].filter(([path, {isTrashed}]) => own.test(path) && !isTrashed);
			expect(told?.isTrashed === false || left.length === 0, `left ${JSON.stringify(left[0])}`).toBe(true);
		}), {numRuns: 12});
	});

	it.each([1, 40, 150])('clears its folder when it is interrupted after %d questions', async count => {
		const {client, state} = await openGround();
		const before = state();
		const abort = new AbortController();
		let asked = 0;

		const {failure, left, findings} = await examined(client, {
			signal: abort.signal,
			onStep() {
				asked += 1;
				if (asked > count) {
					abort.abort();
				}
			},
		});

		expect([failure?.code, left, findings.length]).toEqual(['cancelled', undefined, count]);
		expect(changedInCloud(before, state())).toEqual([]);
	});

	it('tries a question again in a new place when the line breaks in it', async () => {
		const {sandbox, client} = await openGround();
		sandbox.setFaults('POST *mv=* drop=after times=2\nPOST /files/v1/allocate status=503 times=2');

		const {odd, failure} = await examined(client);

		expect({odd, failure}).toEqual({odd: [], failure: undefined});
	});

	it('gives what it has found when the service fails in the middle, and says where its folder lies', async () => {
		const {sandbox, client, state} = await openGround();
		sandbox.setFaults('ANY * status=503 after=300');

		const {failure, left, findings} = await examined(client);

		expect(failure?.code).toBe('service');
		expect(findings.length).toBeGreaterThan(30);
		expect(findings.length).toBeLessThan(trials.length);
		expect(left).toEqual({path: expect.stringMatching(own) as string, isTrashed: false});
		expect(state().cloud.has(left!.path)).toBe(true);
	});

	it('moves its folder to the trash when it cannot be deleted for good, and says so', async () => {
		const {sandbox, client, state} = await openGround();
		sandbox.setFaults('POST /jfs/*/Archive/jottafm%20doctor%20????-??-??%20????????*rmDir=true status=500');

		const {left} = await examined(client, {trials: trials.slice(0, 40)});

		const there = [...state().cloud].filter(([path]) => own.test(path));
		expect(left).toEqual({path: expect.stringMatching(own) as string, isTrashed: true});
		expect(there.length).toBeGreaterThan(1);
		expect(there.filter(([, {isTrashed}]) => !isTrashed)).toEqual([]);
	});

	it('has what a question was to be tried on refused, and says so of this one alone', async () => {
		const {sandbox, client} = await openGround();
		sandbox.setFaults('POST *mkDir=true status=500 after=1 times=1');

		const {findings, odd} = await examined(client, {trials: trials.slice(0, 20)});

		expect(odd).toEqual(['folder-status: could not be prepared: not made: refused (500 SandboxFaultException)']);
		expect(findings).toHaveLength(20);
	});

	it('does not make a home place that is gone', async () => {
		const {client, state} = await openGround();
		const before = state();

		const {failure} = await examined({...client, account: {...client.account, home: {device: 'Jotta', mountpoint: 'Elsewhere'}}});

		expect(failure?.code).toBe('not-found');
		expect(changedInCloud(before, state())).toEqual([]);
	});

	it('reports no name, token or address of anybody', async () => {
		const {sandbox, client} = await openGround();
		Object.assign(sandbox.state.switches, {displayNames: {Jotta: 'Ola’s cloud'}, takesRawNames: true, movesOntoTombstones: true});

		const {findings} = await examined(client);

		const report = findings.map(finding => `${findingLine(finding).join('\t')}\n${JSON.stringify(findingFacts(finding))}`).join('\n');
		const {email, username} = sandbox.state.person;
		const tokens = ['access_tokens', 'refresh_tokens'].flatMap(table => sandbox.state.database.prepare(`SELECT token FROM ${table}`).all().map(({token}) => String(token)));
		for (const [index, secret] of [email, username, username.slice(0, 8), 'Ola', '127.0.0.1', 'jottafm doctor', 'Archive/', '://', ...tokens].entries()) {
			expect(report.includes(secret), `secret ${index}`).toBe(false);
		}
	});
});
