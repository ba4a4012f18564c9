import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {openProgram, type Program, type Result} from '../../support/program/program.ts';

const seconds = Number(process.env.JOTTAFM_SHARED_SECONDS ?? 6); // 120 before a release

const fewest = 3; // rounds: a busy machine does less in the time

/** What one of eight people does: lists, and copies up and down, until the time is over. */
async function work({run, folder}: Program, person: number, options: {readonly until: number; readonly killAfter?: (round: number) => number | undefined}): Promise<readonly Result[]> {
	const results: Result[] = [];
	for (let round = 0; round < fewest || Date.now() < options.until; round += 1) {
		const file = path.join(folder, `of ${person}, ${round}.txt`);
		await writeFile(file, `round ${round} of ${person}`);
		const commands = [['ls', '-l', 'jotta:'], ['cp', file, `jotta:person ${person}`], ['ls', '-R', 'jotta:'], ['about']];
		const wait = options.killAfter?.(round);
		const stop = new AbortController();
		const running = run(commands[(round + person) % commands.length]!, {signal: stop.signal});
		if (wait !== undefined) {
			await Promise.race([running, sleep(wait)]);
			stop.abort();
		}

		const result = await running;
		if (wait === undefined) {
			results.push(result);
		}
	}

	return results;
}

async function share(killAfter?: (person: number) => (round: number) => number | undefined): Promise<{readonly program: Program; readonly results: readonly Result[]}> {
	const program = await openProgram({isSignedIn: true, tokenTtl: 1});
	await program.run(['mkdir', ...Array.from({length: 8}, (_, person) => `jotta:person ${person}`)]);
	const until = Date.now() + (seconds * 1000);
	const results = await Promise.all(Array.from({length: 8}, async (_, person) => work(program, person, {until, ...(killAfter && {killAfter: killAfter(person)})})));
	return {program, results: results.flat()};
}

function renewals({log}: Program): {readonly granted: number; readonly refused: number} {
	const tokens = log.filter(({method, path: address}) => method === 'POST' && address.endsWith('/token'));
	return {granted: tokens.filter(({status}) => status === 200).length, refused: tokens.filter(({status}) => status >= 400).length};
}

describe('an account that eight processes share, with tokens that live one second', () => {
	it('never shows a refresh token twice, and no command fails', async () => {
		const {program, results} = await share();

		expect(results.filter(({status}) => status !== 0)).toEqual([]);
		expect(results.length).toBeGreaterThan(8);
		const {granted, refused} = renewals(program);
		expect(refused).toBe(0);
		expect(granted).toBeGreaterThan(4);
	}, (seconds * 1000) + 120_000);

	it('survives that processes are killed at random', async () => {
		const killAfter = (person: number) => (round: number) => person % 2 === 0 ? 150 + (((round * 7919) + (person * 104_729)) % 900) : undefined;
		const {program, results} = await share(killAfter);

		expect(results.filter(({status}) => status !== 0)).toEqual([]);
		expect(renewals(program).refused).toBe(0);
		expect(await program.run(['ls', 'jotta:'])).toMatchObject({status: 0});
	}, (seconds * 1000) + 120_000);
});
