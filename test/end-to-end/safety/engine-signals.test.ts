import {execFileSync, spawnSync} from 'node:child_process';
import {chmod, readdir} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {
	keys,
	moveCursorTo,
	pane,
} from '../../support/program/app.ts';
import {programFile} from '../../support/program/program.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree, treeOf, uniqueFiles} from '../../support/trees.ts';
import {until} from '../../support/drive.ts';

const nobody = process.getuid?.() === 0 ? 65_534 : undefined; // root may write everywhere
const canBeNobody = nobody === undefined || spawnSync(process.execPath, [programFile, '--version'], {uid: nobody, gid: nobody}).status === 0;

if (!canBeNobody) {
	console.error('\nNOT TESTED: a folder that one may not write to. The tests run as root, and nobody else can read the program here.\n');
}

describe.skipIf(process.platform === 'win32')('a folder that one may not write to', () => {
	it.skipIf(!canBeNobody)('is named before anything is queued, stays as it was, and takes all once it is opened', async () => {
		const sandbox = await startTestSandbox();
		const program = await openProgramOn(sandbox);
		const {folder, config, run} = program;
		const tree = path.join(folder, 'tree');
		const back = path.join(folder, 'back');
		await makeTree(tree, {'a.txt': 'a', 'below/b.txt': 'b'});
		await makeTree(back, {'kept.txt': 'was here before'});
		await run(['cp', tree, 'jotta:']);
		await chmod(back, 0o555);
		if (nobody !== undefined) {
			execFileSync('chown', ['-R', String(nobody), path.dirname(config), folder]);
		}

		const copy = async () => run(['cp', 'jotta:tree/a.txt', 'jotta:tree/below', back], {...(nobody !== undefined && {user: nobody})});
		const refused = await copy();
		const leftAlone = await readdir(back);
		await chmod(back, 0o755);
		const taken = await copy();

		expect([refused.status, leftAlone]).toEqual([1, ['kept.txt']]);
		expect(refused.err).toMatch(/^jottafm: No permission for [^\n]*\/back: nothing can be put there\.[^\n]+\n$/v);
		expect(taken.status).toBe(0);
		const came = await treeOf(back);
		expect(came.filter(line => !line.startsWith('kept.txt'))).toEqual(await treeOf(tree));
	});
});

const uploads = ({log}: RunningSandbox) => log.filter(each => each.path.startsWith('/upload/'));

describe.skipIf(process.platform !== 'linux')('an engine whose terminal goes away', () => {
	it.each(['SIGHUP', 'SIGTERM', 'SIGUSR1'] as const)('loses nothing at %s, and the command that follows it sees the end', async signal => {
		const sandbox = await startTestSandbox({latency: 20});
		const {folder, run, signalEngine} = await openProgramOn(sandbox);
		const tree = path.join(folder, 'tree');
		await makeTree(tree, uniqueFiles(120));

		const copying = run(['cp', tree, 'jotta:']);
		await until(() => uploads(sandbox).length > 10);
		await signalEngine(signal);
		const {status} = await copying;
		await run(['cp', 'jotta:tree', path.join(folder, 'back')]);

		expect(status).toBe(0);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(tree));
		expect(uploads(sandbox).filter(each => each.status === 200).length).toBeLessThanOrEqual(120);
	});

	it('goes on when the line of the screen is hung up, with nobody there', async () => {
		const sandbox = await startTestSandbox({latency: 20});
		const {folder, run, openScreen} = await openProgramOn(sandbox);
		const tree = path.join(folder, 'tree');
		await makeTree(tree, uniqueFiles(120));

		const terminal = openScreen([folder, 'jotta:']);
		await terminal.waitFor(() => pane(terminal, 'left').includes('tree/'));
		await moveCursorTo(terminal, 'tree');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy tree/');
		terminal.type(keys.Enter);
		await until(() => uploads(sandbox).length > 10);
		terminal.kill('SIGHUP');
		await terminal.exited;
		const before = uploads(sandbox).length;
		await until(() => uploads(sandbox).filter(each => each.status === 200).length === 120);
		await run(['cp', 'jotta:tree', path.join(folder, 'back')]);

		expect(before).toBeLessThan(120);
		expect(await treeOf(path.join(folder, 'back'))).toEqual(await treeOf(tree));
	});
});
