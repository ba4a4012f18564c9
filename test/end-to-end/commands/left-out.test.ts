import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmod, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {describe, expect, it} from 'vitest';
import {programFile} from '../../support/program/program.ts';
import {canBeNobody, openForNobody} from '../../support/program/nobody.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

/** A tree with a folder that can be listed, but not looked into. */
async function openClosed() {
	const {folder, giveAway, run} = await openForNobody();
	const tree = path.join(folder, 'tree');
	await makeTree(tree, {'closed/inner.txt': 'precious', 'open.txt': 'open'});
	await chmod(path.join(tree, 'closed'), 0o644);
	giveAway();
	return {tree, run};
}

describe.skipIf(process.platform === 'win32')('what one may not look at', () => {
	it.skipIf(!canBeNobody)('fails with its reason, when it is copied, also quietly, and the rest goes', async () => {
		const {run, tree} = await openClosed();

		const {status, err} = await run('cp', '-q', tree, 'jotta:');

		expect([status, err]).toEqual([1, expect.stringMatching(/closed\/inner\.txt: No permission for .*inner\.txt\./v)]);
		expect((await run('ls', '-R', 'jotta:tree')).out.trim().split('\n').toSorted()).toEqual(['closed/', 'open.txt']);
		expect(await run('cp', '--dry-run', tree, 'jotta:')).toMatchObject({status: 1, out: expect.stringMatching(/fail .*inner\.txt .*No permission/v) as string});
	});

	it.skipIf(!canBeNobody)('is listed and named as a failure, and what else is there is listed, too', async () => {
		const {run, tree} = await openClosed();

		const all = await run('ls', '-R', tree);
		const one = await run('ls', path.join(tree, 'closed'));

		expect([all.status, all.out.trim().split('\n').toSorted()]).toEqual([1, ['closed/', 'closed/inner.txt', 'open.txt']]);
		expect([one.status, one.out]).toEqual([1, 'inner.txt\n']);
		expect([all.err, one.err].map(said => said.match(/No permission for .*inner\.txt/gv)?.length)).toEqual([1, 1]);
	});
});

describe.skipIf(process.platform === 'win32')('what holds nothing to copy', () => {
	it('is a failure where it was named, and says what it is', async () => {
		const {run, folder} = await openProgramOn(await startTestSandbox());
		await makeTree(folder, {'real.txt': 'real'});
		await symlink('real.txt', path.join(folder, 'link'));

		const {status, err} = await run(['cp', path.join(folder, 'link'), path.join(folder, 'real.txt'), 'jotta:']);

		expect([status, err]).toEqual([1, expect.stringContaining('link is a symbolic link, and is not followed. It points to real.txt')]);
		expect((await run(['ls', 'jotta:'])).out).toBe('real.txt\n');
	});

	it('is skipped where it lies in a folder that is copied, counted by what it is, and all of it is in the queue', async () => {
		const {run, folder} = await openProgramOn(await startTestSandbox());
		const tree = path.join(folder, 'tree');
		await makeTree(tree, {'real.txt': 'real'});
		await Promise.all(Array.from({length: 130}, async (_, at) => symlink('real.txt', path.join(tree, `link ${at}`))));
		execFileSync('mkfifo', [path.join(tree, 'pipe')]);

		const {status, err} = await run(['cp', tree, 'jotta:']);
		const json = await run(['cp', '--json', tree, 'jotta:']);
		const [shown, ofJob, ofAll] = await Promise.all([run(['queue']), run(['queue', '--job', '1']), run(['queue', '--all'])]);

		expect([status, err.split('\n').slice(-3, -1)]).toEqual([0, ['… and 111 more: jottafm queue --job 1 lists them.', '2 items done, 4 bytes transferred, 131 skipped (130 symbolic links, 1 named pipe).']]);
		expect(JSON.parse(json.out)).toMatchObject({skipped: 131, reasons: {symlink: 130, pipe: 1}});
		expect([shown, ofJob, ofAll].map(({out}) => out.trim().split('\n').length - 1)).toEqual([100, 133, 266]);
		expect(shown.err).toContain('Shown are 100 of 266 items, those that tell most; with --all each is.');
		expect(ofJob.out).toContain('pipe is a named pipe');
		expect(await run(['queue', '--job', '9'])).toMatchObject({status: 4});
	});

	it('is read like standard input where it is a pipe that is named by itself, under its own name or another one', async () => {
		const {run, folder} = await openProgramOn(await startTestSandbox());
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);

		const copying = run(['cp', pipe, 'jotta:pipes/']);
		await writeFile(pipe, 'through a pipe');

		expect(await copying).toMatchObject({status: 0});
		expect(await run(['cat', 'jotta:pipes/pipe'])).toMatchObject({out: 'through a pipe'});
		expect(await run(['mv', pipe, 'jotta:pipes/moved'])).toMatchObject({status: 1, err: expect.stringContaining('is a named pipe') as string});
		expect(await run(['cp', '--dry-run', pipe, 'jotta:pipes/'])).toMatchObject({status: 2});
	});

	it('is read, too, where a shell hands over what a command writes', async () => {
		const sandbox = await startTestSandbox();
		const {run, config} = await openProgramOn(sandbox);
		const shell = (words: string) => spawn('bash', ['-c', `"$0" "$1" cp --config-dir "$2" --server "$3" ${words}`, process.execPath, programFile, config, sandbox.url], {stdio: ['ignore', 'ignore', 'pipe']});
		const ended = async (child: ReturnType<typeof shell>) => {
			const [err, [status]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number]>]);
			return {status, err};
		};

		expect(await ended(shell('<(echo first; sleep 0.2; echo last) jotta:both.txt'))).toMatchObject({status: 0});
		expect(await run(['cat', 'jotta:both.txt'])).toMatchObject({out: 'first\nlast\n'});
		expect(await ended(shell('<(echo nameless) jotta:'))).toMatchObject({status: 2, err: expect.stringContaining('needs a name') as string});
	});
});
