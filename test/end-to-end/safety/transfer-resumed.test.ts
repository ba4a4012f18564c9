import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {eventually, until} from '../../support/drive.ts';
import {enginesOf} from '../../support/program/engines.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree, mixedFiles, treeOf} from '../../support/trees.ts';

const MiB = 1_048_576;

describe.skipIf(process.platform !== 'linux')('a transfer that is killed', () => {
	it.each([1, 2, 3])('goes on from where it was when the same is run again, and the trees agree (round %i)', async round => {
		const sandbox = await startTestSandbox({latency: 10});
		const {run, folder, killEngine} = await openProgramOn(sandbox);
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(150), 'large.bin': new Uint8Array(60 * MiB).fill(round)});
		const copyUntilKilled = async (args: readonly string[], isFarEnough: () => boolean) => {
			const stop = new AbortController();
			const running = run(args, {signal: stop.signal});
			await until(isFarEnough);
			stop.abort();
			await running;
			await killEngine();
		};

		const up = ['cp', path.join(folder, 'tree'), 'jotta:up'];
		const down = ['cp', 'jotta:up', path.join(folder, 'back')];
		const countOf = (method: string, part: string) => sandbox.log.filter(request => request.method === method && request.path.includes(part)).length;
		await copyUntilKilled(up, () => countOf('POST', '/upload/') >= 15 * round);
		const before = countOf('POST', '/upload/');
		await copyUntilKilled(up, () => countOf('POST', '/upload/') >= before + 15);
		const upAgain = await run(up);
		await copyUntilKilled(down, () => countOf('GET', 'mode=bin') >= 15 * round);
		const downAgain = await run(down);

		expect([upAgain.err, downAgain.err].join('\n')).not.toContain('failed');
		expect([upAgain.status, downAgain.status]).toEqual([0, 0]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	});

	it('goes on by itself while its screen is open, and the pane shows what came of it', async () => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'tree'), {...mixedFiles(60), 'large.bin': new Uint8Array(120 * MiB).fill(5)});
		const terminal = startApp(home, {columns: 80, rows: 24}, {args: [`--sandbox=${path.join(home, 'sandbox')}`]});
		await terminal.waitFor('Documents');
		await moveCursorTo(terminal, 'tree');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy tree/');
		terminal.type(keys.Enter);
		await eventually(async () => {
			expect(await enginesOf(home)).not.toEqual([]);
		});
		for (const id of await enginesOf(home)) {
			process.kill(id, 'SIGKILL');
		}

		await terminal.waitFor(() => messageLine(terminal).includes('items copied.'));
		expect(pane(terminal, 'right')).toContain('tree/');
	});

	it('needs nobody but its own command when only the engine dies', async () => {
		const sandbox = await startTestSandbox();
		const {run, folder, killEngine} = await openProgramOn(sandbox);
		await makeTree(path.join(folder, 'tree'), {...mixedFiles(100), 'large.bin': new Uint8Array(40 * MiB).fill(3)});

		const running = run(['cp', path.join(folder, 'tree'), 'jotta:up']);
		await until(() => sandbox.state.revisions.totalSize() > 0);
		await killEngine();

		expect(await running).toMatchObject({status: 0});
		await run(['cp', 'jotta:up', path.join(folder, 'back')]);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(path.join(folder, 'tree')));
	});
});
