import {execFileSync, spawnSync} from 'node:child_process';
import {chmod, symlink} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {programFile} from '../../support/program/program.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

const nobody = process.getuid?.() === 0 ? 65_534 : undefined; // root may look at everything
const canBeNobody = nobody === undefined || spawnSync(process.execPath, [programFile, '--version'], {uid: nobody, gid: nobody}).status === 0;

if (!canBeNobody) {
	console.error('\nNOT TESTED: a folder that one may not look into. The tests run as root, and nobody else can read the program here.\n');
}

/** A tree with a folder that can be listed, but not looked into. */
async function openClosed() {
	const program = await openProgramOn(await startTestSandbox());
	const {folder, config} = program;
	const tree = path.join(folder, 'tree');
	await makeTree(tree, {'closed/inner.txt': 'precious', 'open.txt': 'open'});
	await chmod(path.join(tree, 'closed'), 0o644);
	if (nobody !== undefined) {
		execFileSync('chown', ['-R', String(nobody), path.dirname(config), folder]);
	}

	return {tree, run: async (...words: readonly string[]) => program.run(words, {...(nobody !== undefined && {user: nobody})})};
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
		expect([all.err, one.err].map(text => text.match(/No permission for .*inner\.txt/gv)?.length)).toEqual([1, 1]);
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
});
