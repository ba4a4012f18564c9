import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {createRandom} from '../../../source/sandbox/faults/random.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {keys, moveCursorTo, pane} from '../../support/program/app.ts';
import {openProgramOn, type ProgramOnSandbox} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import type {Terminal} from '../../support/program/terminal.ts';
import {makeTree, treeOf, uniqueFiles} from '../../support/trees.ts';

/*
The whole of it is JOTTAFM_KILLS=200 JOTTAFM_KILL_FILES=2000 (JOTTAFM_KILL_SEED: other points); the suite runs a short one.
*/
const kills = Number(process.env.JOTTAFM_KILLS ?? 14);
const fileCount = Number(process.env.JOTTAFM_KILL_FILES ?? 200);
const seed = Number(process.env.JOTTAFM_KILL_SEED ?? 1);

const longestLife = 900; // ms until a kill, of which starting takes about 300
const lost = 262_144; // bytes of a cut upload that may have been on the line

type Killing = {readonly program: ProgramOnSandbox; readonly random: () => number};
type Victim = {readonly kill: () => Promise<void>};

/** Lets somebody copy, and ends them, their engine, or both after a random time. */
async function letAndKill(begin: () => Promise<Victim>, {program, random}: Killing): Promise<void> {
	const victim = await begin();
	await sleep(random() * longestLife);
	const whom = ['victim', 'engine first', 'both'][Math.floor(random() * 3)];
	if (whom !== 'victim') {
		await program.killEngine();
	}

	if (whom === 'engine first') {
		await sleep(random() * longestLife); // another engine is started meanwhile
	}

	await victim.kill();
}

function command(args: readonly string[], {run}: ProgramOnSandbox): () => Promise<Victim> {
	return async () => {
		const stop = new AbortController();
		const running = run(args, {signal: stop.signal});
		return {
			async kill() {
				stop.abort();
				await running;
			},
		};
	};
}

/** The file manager on two folders: it goes on with what the queue holds, or gets the tree to copy. */
function screen(panes: readonly [string, string], {openScreen}: ProgramOnSandbox, {copies = false} = {}): () => Promise<Victim> {
	return async () => {
		const terminal = openScreen(panes);
		await terminal.waitFor(() => pane(terminal, 'left').includes('tree/'));
		if (copies) {
			await copyTree(terminal);
		}

		return {
			async kill() {
				terminal.kill();
				await terminal.exited;
			},
		};
	};
}

/** F5 on the folder, and newer as the rule: what the command says, too. */
async function copyTree(terminal: Terminal): Promise<void> {
	await moveCursorTo(terminal, 'tree');
	terminal.type(keys.F5);
	await terminal.waitFor('Copy tree/');
	terminal.type(keys.Tab);
	await terminal.waitFor('when the new one is newer');
	terminal.type(keys.Enter);
	await terminal.waitFor(text => !text.includes('Copy tree/'));
}

/** Half of all kills: first a screen that copies, then commands and screens that go on with it. */
async function killAtRandom(panes: readonly [string, string], args: readonly string[], killing: Killing): Promise<void> {
	const {program, random} = killing;
	await letAndKill(screen(panes, program, {copies: true}), killing);
	for (let count = 1; count < kills / 2; count += 1) {
		await letAndKill(random() < 0.5 ? screen(panes, program) : command(args, program), killing);
	}
}

/** How often each file's content became a revision: more than once means that it was sent again, or replaced. */
function revisionsOf({state}: RunningSandbox): ReadonlyMap<string, number> {
	const countsBelow = (folder: number): ReadonlyArray<readonly [string, number]> => [...state.tree.children(folder)].flatMap(({id, kind, name}) => kind === 'file'
		? [[name, state.revisions.of(id).filter(revision => revision.state === 'COMPLETED').length] as const]
		: countsBelow(id));
	return new Map(countsBelow(state.tree.find(['Jotta', 'Archive'])!.id));
}

describe.skipIf(process.platform !== 'linux')('a transfer that is killed at random points', () => {
	it(`agrees at the end, replaces nothing wrongly and sends nothing twice (${kills} kills, ${fileCount} files, seed ${seed})`, async () => {
		const random = createRandom(seed);
		const sandbox = await startTestSandbox({latency: 40});
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
		await killAtRandom([program.folder, 'jotta:up'], up, {program, random});

		const upAgain = await program.run(up);
		sandbox.state.limits.latency *= 2; // half as many requests: the kills shall find it at work
		await killAtRandom(['jotta:up', back], down, {program, random});

		const downAgain = await program.run(down);

		expect([upAgain.status, downAgain.status, upAgain.err + downAgain.err]).toEqual([0, 0, expect.not.stringContaining('failed')]);
		const kept = (lines: readonly string[]) => lines.filter(line => !line.startsWith('newer.txt'));
		expect(kept(await treeOf(path.join(back, 'tree')))).toEqual(kept(await treeOf(source)));
		const revisions = revisionsOf(sandbox);
		expect([...revisions].filter(([name, count]) => count !== (name === 'older.txt' ? 2 : 1))).toEqual([]);
		expect(revisions.size).toBe(fileCount + 3);
		const uploads = sandbox.log.filter(each => each.path.startsWith('/upload/'));
		const completed = uploads.filter(({status}) => status === 200);
		const contents = [...revisions.values()].reduce((sum, count) => sum + count, 0); // eslint-disable-line unicorn/prefer-iterator-helpers -- the types of our target have no iterator helpers
		const size = Object.values(files).reduce((sum, content) => sum + content.length, 0);
		expect(new Set(completed.map(each => each.path)).size).toBe(completed.length);
		expect(completed.length).toBeLessThanOrEqual(contents);
		expect(uploads.reduce((sum, each) => sum + each.received, 0)).toBeLessThan(size + lost + (uploads.length - completed.length) * lost);
	}, 120_000 + (kills * 4000));
});
