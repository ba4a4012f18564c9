import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {createRandom} from '../../source/sandbox/random.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {openProgramOn, type ProgramOnSandbox} from '../support/program-on-sandbox.ts';
import {startTestSandbox} from '../support/sandbox.ts';
import {makeTree, treeOf, uniqueFiles} from '../support/trees.ts';

/*
The whole of it is JOTTAFM_KILLS=200 JOTTAFM_KILL_FILES=2000; the suite runs a short one.
*/
const kills = Number(process.env.JOTTAFM_KILLS ?? 14);
const fileCount = Number(process.env.JOTTAFM_KILL_FILES ?? 200);
const seed = Number(process.env.JOTTAFM_KILL_SEED ?? 1);

const longestLife = 900; // ms until a kill, of which starting takes about 300
const lost = 262_144; // bytes of a cut upload that may have been on the line

/** Lets a command run, and ends it, its engine, or both after a random time. */
async function runAndKill(args: readonly string[], {program, random}: {readonly program: ProgramOnSandbox; readonly random: () => number}): Promise<void> {
	const stop = new AbortController();
	const running = program.run(args, {signal: stop.signal});
	await sleep(random() * longestLife);
	const victim = Math.floor(random() * 3);
	if (victim !== 0) {
		await program.killEngine();
	}

	if (victim === 1) {
		await sleep(random() * longestLife); // the command starts another engine meanwhile
	}

	stop.abort();
	await running;
}

/** How often each file's content became a revision: more than once means that it was sent again, or replaced. */
function revisionsOf({state}: RunningSandbox): ReadonlyMap<string, number> {
	const rows = state.database.prepare('SELECT name, count(*) AS count FROM revisions JOIN nodes ON nodes.id = node WHERE state = \'COMPLETED\' GROUP BY node').all();
	return new Map(rows.map(({name, count}) => [String(name), Number(count)]));
}

describe.skipIf(process.platform !== 'linux')('a transfer that is killed at random points', () => {
	it(`agrees at the end, replaces nothing wrongly and sends nothing twice (${kills} kills, ${fileCount} files, seed ${seed})`, async () => {
		const random = createRandom(seed);
		const sandbox = await startTestSandbox({latency: 25});
		const program = await openProgramOn(sandbox);
		const [source, back] = ['tree', 'back'].map(name => path.join(program.folder, name)) as [string, string];
		const files = {...uniqueFiles(fileCount), 'large.bin': new Uint8Array(30_000_000).fill(7)};
		await makeTree(path.join(program.folder, 'first', 'tree'), {'older.txt': 'before', 'newer.txt': 'stays in the cloud'}, 1_600_000_000);
		await makeTree(path.join(program.folder, 'first', 'tree'), {'newer.txt': 'stays in the cloud'}, 1_800_000_000);
		await program.run(['mkdir', 'jotta:up']);
		await program.run(['cp', path.join(program.folder, 'first', 'tree'), 'jotta:up']);
		await makeTree(source, {...files, 'older.txt': 'after', 'newer.txt': 'does not go up'});
		await makeTree(path.join(back, 'tree'), {'older.txt': 'replaced'}, 1_500_000_000);
		await makeTree(path.join(back, 'tree'), {'newer.txt': 'stays on the disk'}, 1_900_000_000);

		const up = ['cp', '--overwrite=newer', source, 'jotta:up'];
		const down = ['cp', '--overwrite=newer', 'jotta:up/tree', back];
		for (let count = 0; count < kills / 2; count += 1) {
			await runAndKill(up, {program, random});
		}

		const upAgain = await program.run(up);
		for (let count = 0; count < kills / 2; count += 1) {
			await runAndKill(down, {program, random});
		}

		const downAgain = await program.run(down);

		expect([upAgain.status, downAgain.status, upAgain.err + downAgain.err]).toEqual([0, 0, expect.not.stringContaining('failed')]);
		const kept = (lines: readonly string[]) => lines.filter(line => !line.startsWith('newer.txt'));
		expect(kept(await treeOf(path.join(back, 'tree')))).toEqual(kept(await treeOf(source)));
		const revisions = revisionsOf(sandbox);
		expect([...revisions].filter(([name, count]) => count !== (name === 'older.txt' ? 2 : 1))).toEqual([]);
		expect(revisions.size).toBe(fileCount + 3);
		const uploads = sandbox.log.filter(each => each.path.startsWith('/upload/'));
		const size = Object.values(files).reduce((sum, content) => sum + content.length, 0);
		expect(uploads.reduce((sum, each) => sum + each.received, 0)).toBeLessThan(size + lost + uploads.filter(each => each.status !== 200).length * lost);
	}, 120_000 + (kills * 4000));
});
