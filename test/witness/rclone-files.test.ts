import {rm, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {describeWithRclone, linesOf} from '../support/rclone.ts';
import {makeTree, mixedFiles} from '../support/trees.ts';

const asking = (log: ReadonlyArray<{readonly path: string}>, part: string) => log.filter(request => request.path.includes(part));

describeWithRclone('files between rclone and the sandbox', ({openWitness, isCurrent}) => {
	it('are copied up and down, and the check finds no difference', async () => {
		const {ask, folder, rclone} = await openWitness();
		const [here, back] = [path.join(folder, 'here'), path.join(folder, 'back')];
		await makeTree(here, openableBy(mixedFiles(60), isCurrent));

		await ask('copy', here, 'jotta:tree');
		await ask('copy', 'jotta:tree', back);

		for (const other of ['jotta:tree', back]) {
			const {status, err} = await rclone(['check', here, other]);
			expect([status, err]).toEqual([0, expect.stringContaining('0 differences found')]);
		}

		const listed = async (place: string) => linesOf(await ask('lsf', '-R', '--files-only', '--format', 'pst', place));
		expect(await listed('jotta:tree')).toEqual(await listed(here));
		expect(await listed(back)).toEqual(await listed(here));
	});

	it('are not sent a second time when nothing has changed', async () => {
		const {ask, folder, sandbox} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': 'one', 'b/c.txt': 'two'});
		await ask('copy', path.join(folder, 'here'), 'jotta:tree');
		const before = asking(sandbox.log, '/upload/').length;

		await ask('copy', path.join(folder, 'here'), 'jotta:tree');

		expect([before, asking(sandbox.log, '/upload/').length]).toEqual([2, 2]);
	});

	it('are made equal by sync, what is gone here goes to the trash there', async () => {
		const {ask, folder} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, {'stays.txt': 'same', 'changes.txt': 'old', 'sub/goes.txt': 'bye'});
		await ask('sync', here, 'jotta:tree');
		await writeFile(path.join(here, 'changes.txt'), 'new text');
		await rm(path.join(here, 'sub'), {recursive: true});

		await ask('sync', here, 'jotta:tree');

		expect(await ask('cat', 'jotta:tree/changes.txt')).toBe('new text');
		expect(linesOf(await ask('lsf', '-R', '--files-only', 'jotta:tree'))).toEqual(['changes.txt', 'stays.txt']);
		expect(linesOf(await ask('lsf', '-R', '--files-only', '--jottacloud-trashed-only', 'jotta:'))).toEqual(['tree/sub/goes.txt']);
	});

	it('are moved and renamed on the server', async () => {
		const {ask, folder, sandbox} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': 'alpha', 'sub/b.txt': 'beta'});
		await ask('copy', path.join(folder, 'here'), 'jotta:from');
		const sent = asking(sandbox.log, '/upload/').length;

		await ask('moveto', 'jotta:from/a.txt', 'jotta:from/sub/A2.txt');
		await ask('move', 'jotta:from', 'jotta:to');
		await ask('copyto', 'jotta:to/sub/b.txt', 'jotta:to/sub/copy of b.txt');

		expect(linesOf(await ask('lsf', '-R', 'jotta:'))).toEqual(['to/', 'to/sub/', 'to/sub/A2.txt', 'to/sub/b.txt', 'to/sub/copy of b.txt']);
		expect(asking(sandbox.log, '/upload/')).toHaveLength(sent);
		expect(asking(sandbox.log, 'mode=bin')).toHaveLength(0);
		expect(await ask('cat', 'jotta:to/sub/copy of b.txt')).toBe('beta');
	});

	it('are moved up and taken away here', async () => {
		const {ask, folder} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': 'alpha'});

		await ask('move', path.join(folder, 'here'), 'jotta:there');

		expect(linesOf(await ask('lsf', path.join(folder, 'here')))).toEqual([]);
		expect(await ask('md5sum', 'jotta:there')).toBe('2c1743a391305fbf367df8e4f069f9f9  a.txt\n');
	});

	it('are deleted one by one, by filter and with their folder', async () => {
		const {ask, folder, rclone} = await openWitness();
		await makeTree(path.join(folder, 'here'), {
			'one.txt': '1', 'two.txt': '2', 'two.bin': '2b', 'deep/three.txt': '3',
		});
		await ask('copy', path.join(folder, 'here'), 'jotta:t');

		await ask('deletefile', 'jotta:t/one.txt');
		expect(linesOf(await ask('lsf', 'jotta:t'))).toEqual(['deep/', 'two.bin', 'two.txt']);
		await ask('delete', '--include', '*.txt', 'jotta:t');
		expect(linesOf(await ask('lsf', '-R', 'jotta:t'))).toEqual(['deep/', 'two.bin']);
		await ask('purge', 'jotta:t');
		expect(linesOf(await ask('lsf', 'jotta:'))).toEqual([]);
		expect(linesOf(await ask('lsf', '-R', '--files-only', '--jottacloud-trashed-only', 'jotta:'))).toEqual(['t/deep/three.txt', 't/one.txt', 't/two.bin', 't/two.txt']);
		const {status} = await rclone(['lsf', 'jotta:t']);
		expect(status).toBe(3);
	});

	it('are gone for good with --jottacloud-hard-delete', async () => {
		const {ask, folder} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': '1', 'deep/b.txt': '2'});
		await ask('copy', path.join(folder, 'here'), 'jotta:t');

		await ask('deletefile', '--jottacloud-hard-delete', 'jotta:t/a.txt');
		await ask('purge', '--jottacloud-hard-delete', 'jotta:t/deep');

		expect(linesOf(await ask('lsf', '-R', '--files-only', '--jottacloud-trashed-only', 'jotta:'))).toEqual([]);
		expect(JSON.parse(await ask('about', '--json', 'jotta:'))).toMatchObject({used: 0});
	});

	it('can be read from the trash, and the trash emptied', async () => {
		const {ask, folder} = await openWitness();
		await makeTree(path.join(folder, 'here'), {'a.txt': 'still readable'});
		await ask('copy', path.join(folder, 'here'), 'jotta:t');
		await ask('deletefile', 'jotta:t/a.txt');

		expect(await ask('cat', '--jottacloud-trashed-only', 'jotta:t/a.txt')).toBe('still readable');
		await ask('cleanup', 'jotta:');

		expect(linesOf(await ask('lsf', '-R', '--files-only', '--jottacloud-trashed-only', 'jotta:'))).toEqual([]);
		expect(JSON.parse(await ask('about', '--json', 'jotta:'))).toMatchObject({used: 0});
	});

	it('keep their older versions, or do not with --jottacloud-no-versions', async () => {
		const {rclone, ask, sandbox} = await openWitness();
		const revisionsOf = (name: string) => sandbox.state.revisions.of(sandbox.state.tree.find(['Jotta', 'Archive', name])!.id).length;

		for (const text of ['first', 'second', 'third']) {
			await rclone(['rcat', 'jotta:kept.txt'], {input: text});
			await rclone(['rcat', '--jottacloud-no-versions', 'jotta:single.txt'], {input: text});
		}

		expect([await ask('cat', 'jotta:kept.txt'), await ask('cat', 'jotta:single.txt')]).toEqual(['third', 'third']);
		expect([revisionsOf('kept.txt'), revisionsOf('single.txt')]).toEqual([3, 1]);
	});

	it('can be written from a pipe of known and of unknown size, and read from an offset', async () => {
		const {rclone, ask} = await openWitness();
		const input = 'abcdefghij'.repeat(200_000);

		await rclone(['rcat', 'jotta:unknown.txt'], {input});
		await rclone(['rcat', '--size', String(input.length), 'jotta:known.txt'], {input});

		expect(linesOf(await ask('lsf', '--format', 'ps', 'jotta:'))).toEqual([`known.txt;${input.length}`, `unknown.txt;${input.length}`]);
		expect(await ask('cat', '--offset', '1999995', 'jotta:known.txt')).toBe('fghij');
		expect(await ask('cat', '--offset', '12', '--count', '5', 'jotta:unknown.txt')).toBe('cdefg');
		expect(await ask('cat', '--tail', '3', 'jotta:unknown.txt')).toBe('hij');
	});

	it('are dated without being sent', async () => {
		const {rclone, ask, sandbox} = await openWitness();
		await rclone(['rcat', 'jotta:a.txt'], {input: 'dated'});
		const sent = asking(sandbox.log, '/upload/').length;

		await ask('touch', '--timestamp', '2020-02-03T04:05:06', 'jotta:a.txt');
		await ask('touch', 'jotta:new.txt');

		expect(await ask('lsf', '--format', 'pt', '--files-only', '--include', 'a.txt', 'jotta:')).toBe('a.txt;2020-02-03 04:05:06\n');
		expect(asking(sandbox.log, '/upload/')).toHaveLength(sent + 1); // the new one of no bytes
		expect(asking(sandbox.log, 'cphash=true')).toHaveLength(1);
	});

	it('get a new date when only that has changed here', async () => {
		const {ask, folder, sandbox} = await openWitness();
		const here = path.join(folder, 'here');
		await makeTree(here, {'a.txt': 'same'});
		await ask('copy', here, 'jotta:t');
		await utimes(path.join(here, 'a.txt'), 1_600_000_000, 1_600_000_000);

		await ask('copy', here, 'jotta:t');

		expect(await ask('lsf', '--format', 'pt', 'jotta:t')).toBe('a.txt;2020-09-13 12:26:40\n');
		expect(asking(sandbox.log, '/upload/')).toHaveLength(1);
	});

	it('are shared and no longer shared', async () => {
		const {rclone, ask, sandbox} = await openWitness();
		await rclone(['rcat', 'jotta:a.txt'], {input: 'for all'});

		const link = (await ask('link', 'jotta:a.txt')).trim();
		const open = async () => fetch(`${sandbox.url}${new URL(link).pathname}`);
		const shared = await open();
		await ask('link', '--unlink', 'jotta:a.txt');

		expect(link).toMatch(/^https:\/\/www\.jottacloud\.com\/opin\/io\/downloadPublic\/[^\/]+\/[\da-f]{32}$/v);
		expect(await shared.text()).toBe('for all');
		expect((await open()).status).toBe(404);
	});

	it('bring their folders, which come and go by themselves', async () => {
		const {ask, rclone} = await openWitness();

		await ask('mkdir', 'jotta:a/b/c');
		expect(linesOf(await ask('lsf', '-R', 'jotta:'))).toEqual(['a/', 'a/b/', 'a/b/c/']);
		await ask('rmdir', 'jotta:a/b/c');
		expect(linesOf(await ask('lsf', '-R', 'jotta:'))).toEqual(['a/', 'a/b/']);
		await rclone(['rcat', 'jotta:a/b/file'], {input: 'x'});
		const {status} = await rclone(['rmdir', 'jotta:a/b']);
		expect(status).not.toBe(0);
		await ask('deletefile', 'jotta:a/b/file');
		await ask('rmdirs', 'jotta:a');
		expect(linesOf(await ask('lsf', '-R', 'jotta:'))).toEqual([]);
	});

	it('are copied onto a trashed name and live afterwards', async () => {
		const {ask, rclone} = await openWitness();
		await rclone(['rcat', 'jotta:a.txt'], {input: 'source'});
		await rclone(['rcat', 'jotta:b.txt'], {input: 'was here'});
		await ask('deletefile', 'jotta:b.txt');

		await ask('copyto', 'jotta:a.txt', 'jotta:b.txt');

		expect(await ask('cat', 'jotta:b.txt')).toBe('source');
	});
});

/** rclone cannot open a local file whose name has its own quote character; Debian's does not map `%` either. */
function openableBy(files: Record<string, string | Uint8Array>, isCurrent: boolean): Record<string, string | Uint8Array> {
	return Object.fromEntries(Object.entries(files).map(([name, content]) => [(isCurrent ? name : name.replaceAll('%', ' percent')).replaceAll('‛', ''), content]));
}
