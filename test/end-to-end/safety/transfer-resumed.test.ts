import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {openProgram} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree, mixedFiles, treeOf} from '../../support/trees.ts';

const MiB = 1_048_576;

/** The engine of a configuration, found by its command line: it is nobody's child. */
async function enginesOf(config: string): Promise<readonly number[]> {
	const processes = (await readdir('/proc')).filter(name => /^\d+$/v.test(name));
	const lines = await Promise.all(processes.map(async id => ({id: Number(id), line: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')})));
	return lines.filter(({line}) => line.includes('engine.js') && line.includes(config)).map(({id}) => id);
}

describe.skipIf(process.platform !== 'linux')('a transfer that is killed', () => {
	it.each([1, 2, 3])('goes on from where it was when the same is run again, and the trees agree (round %i)', async round => {
		const {run, folder, config} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(150), 'large.bin': new Uint8Array(60 * MiB).fill(round)});
		const copyUntilKilled = async (args: readonly string[], wait: number) => {
			const stop = new AbortController();
			const running = run(args, {signal: stop.signal});
			await sleep(wait);
			stop.abort();
			await running;
			for (const id of await enginesOf(config)) {
				process.kill(id, 'SIGKILL');
			}
		};

		const up = ['cp', path.join(folder, 'tree'), 'jotta:up'];
		const down = ['cp', 'jotta:up', path.join(folder, 'back')];
		await copyUntilKilled(up, 350 * round);
		await copyUntilKilled(up, 300);
		const upAgain = await run(up);
		await copyUntilKilled(down, 350 * round);
		const downAgain = await run(down);

		expect([upAgain.err, downAgain.err].join('\n')).not.toContain('failed');
		expect([upAgain.status, downAgain.status]).toEqual([0, 0]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	}, 180_000);

	it('goes on by itself while its screen is open, and the pane shows what came of it', async () => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'tree'), {...mixedFiles(60), 'large.bin': new Uint8Array(120 * MiB).fill(5)});
		const terminal = startApp(home, {columns: 80, rows: 24}, {args: [`--sandbox=${path.join(home, 'sandbox')}`]});
		await terminal.waitFor('Documents');
		await moveCursorTo(terminal, 'tree');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy tree/');
		terminal.type(keys.Enter);
		let engines = await enginesOf(home);
		while (engines.length === 0) {
			await sleep(20);
			engines = await enginesOf(home);
		}

		for (const id of engines) {
			process.kill(id, 'SIGKILL');
		}

		await terminal.waitFor(() => messageLine(terminal).includes('items copied.'), 60_000);
		expect(pane(terminal, 'right')).toContain('tree/');
	}, 120_000);

	it('needs nobody but its own command when only the engine dies', async () => {
		const {run, folder, config} = await openProgram({isSignedIn: true});
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(100), 'large.bin': new Uint8Array(40 * MiB).fill(3)});

		const running = run(['cp', path.join(folder, 'tree'), 'jotta:up']);
		let engines = await enginesOf(config);
		while (engines.length === 0) {
			await sleep(20);
			engines = await enginesOf(config);
		}

		await sleep(300);
		for (const id of engines) {
			process.kill(id, 'SIGKILL');
		}

		expect(await running).toMatchObject({status: 0});
		await run(['cp', 'jotta:up', path.join(folder, 'back')]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	}, 120_000);
});
