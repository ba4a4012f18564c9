import {
	chmod,
	readFile,
	readdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {canBeNobody, openForNobody} from '../../support/program/nobody.ts';
import {openProgram} from '../../support/program/program.ts';
import {makeTree} from '../../support/trees.ts';

describe('a target with a slash at its end', () => {
	it('is a folder that is made: up, down, inside the cloud and on the disk, by cp and mv', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'a.txt': 'a', 'b.txt': 'b', 'tree/deep.txt': 'deep'});
		const at = (...names: readonly string[]) => path.join(folder, ...names);
		const results = [];
		for (const words of [
			['cp', at('a.txt'), 'jotta:up/'],
			['cp', 'jotta:up/a.txt', `${at('down')}/`],
			['cp', 'jotta:up/a.txt', 'jotta:inside/below/'],
			['cp', at('a.txt'), `${at('disk', 'below')}/`],
			['mv', at('a.txt'), 'jotta:mv-up/'],
			['mv', 'jotta:up/a.txt', 'jotta:mv-inside/'],
			['mv', 'jotta:inside/below/a.txt', `${at('mv-down')}/`],
			['mv', at('b.txt'), `${at('mv-disk')}/`],
			['mv', at('tree'), `${at('mv-tree')}/`],
			['mv', 'jotta:mv-up', 'jotta:mv-folder/'],
		]) {
			results.push((await run(words)).status);
		}

		expect(results).toEqual(results.map(() => 0));
		expect(await Promise.all([['down', 'a.txt'], ['disk', 'below', 'a.txt'], ['mv-down', 'a.txt'], ['mv-disk', 'b.txt'], ['mv-tree', 'tree', 'deep.txt']].map(async names => readFile(at(...names), 'utf8')))).toEqual(['a', 'a', 'a', 'b', 'deep']);
		expect((await run(['cat', 'jotta:mv-inside/a.txt'])).out).toBe('a');
		expect((await run(['cat', 'jotta:mv-folder/mv-up/a.txt'])).out).toBe('a');
		expect((await readdir(folder)).toSorted()).toEqual(['disk', 'down', 'mv-disk', 'mv-down', 'mv-tree']);
	});

	it('is said to be no folder where a file of that name is, and takes no standard input', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		const file = path.join(folder, 'a.txt');
		await writeFile(file, 'a');
		await run(['cp', file, 'jotta:taken']);

		expect(await run(['cp', file, 'jotta:taken/'])).toMatchObject({status: 1, err: expect.stringContaining('taken is not a folder') as string});
		expect(await run(['cp', 'jotta:taken', `${file}/`])).toMatchObject({status: 1, err: expect.stringContaining('a.txt is not a folder') as string});
		expect(await run(['cp', '-', 'jotta:new/'], {input: 'x'})).toMatchObject({status: 2, err: expect.stringContaining('needs a name') as string});
		expect((await run(['cp', '--dry-run', '--json', file, 'jotta:new/'])).out).toContain('"to":"jotta:/Jotta/Archive/new/a.txt"');
		expect((await run(['ls', 'jotta:'])).out).not.toContain('new');
	});

	it('is another target than the same name without one, for the same command run again', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'tree/a.txt': 'a'});
		await run(['cp', path.join(folder, 'tree'), 'jotta:copy']);

		expect(await run(['cp', path.join(folder, 'tree'), 'jotta:copy/'])).toMatchObject({status: 0});

		expect((await run(['cat', 'jotta:copy/tree/a.txt'])).out).toBe('a');
	});
});

describe('a target that is not there', () => {
	it('is said in one sentence that names it, and nothing is queued', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'tree/a.txt': 'a', 'tree/b.txt': 'b'});
		const tree = path.join(folder, 'tree');

		const results = await Promise.all([
			['cp', tree, 'jotta:/Jotta/Nowhere/x/'], ['mv', tree, 'jotta:/Jotta/Nowhere'], ['cp', tree, 'jotta:/Nobody/Archive/'], ['cp', tree, 'jotta:/Jotta/'], ['cp', '--dry-run', tree, 'jotta:/Jotta/Nowhere/'],
		].map(async words => run(words)));

		expect(results.map(({status}) => status)).toEqual([4, 4, 4, 1, 4]);
		expect(results.map(({err}) => err.split('\n').length)).toEqual([2, 2, 2, 2, 2]);
		expect(results.map(({err}) => /There is no mountpoint Nowhere on the device Jotta|There is no device Nobody|Jotta is a device/v.exec(err)?.[0])).not.toContain(undefined);
		expect((await run(['queue'])).err).toContain('The queue is empty.');
	});
});

describe('a folder that is to be put where a file is', () => {
	it('is refused in one sentence, on the disk and in the cloud, and nothing is queued', async () => {
		const {run, folder} = await openProgram({isSignedIn: true});
		await makeTree(folder, {'tree/a.txt': 'a', file: 'x'});
		const [tree, file] = [path.join(folder, 'tree'), path.join(folder, 'file')];
		await run(['cp', tree, file, 'jotta:']);
		await run(['queue', 'clear']);

		const results = await Promise.all([['cp', 'jotta:tree', file], ['mv', tree, file], ['cp', tree, 'jotta:file'], ['mv', 'jotta:tree', 'jotta:file']].map(async words => run(words)));

		expect(results.map(({status, err}) => [status, err])).toEqual(results.map(() => [1, 'jottafm: file is not a folder: nothing can be put into it. Choose another folder.\n']));
		expect((await run(['queue'])).err).toContain('The queue is empty.');
	});
});

describe('the name of a folder in the cloud', () => {
	it('gets letters of another case by mv, with what is in it; cp does not copy it onto itself', async () => {
		const {run} = await openProgram({isSignedIn: true});
		await run(['mkdir', 'jotta:case/Dir/below']);

		const copied = await run(['cp', 'jotta:case/Dir', 'jotta:case/DIR']);
		const moved = await run(['mv', 'jotta:case/Dir', 'jotta:case/DIR']);

		expect([copied.status, moved.status]).toEqual([1, 0]);
		expect((await run(['ls', '-R', 'jotta:case'])).out).toBe('DIR/\nDIR/below/\n');
	});
});

/** `tree` on the disk and in the cloud, and a folder that nothing can be put into. */
async function openClosed() {
	const {folder, giveAway, run} = await openForNobody();
	const at = (...names: readonly string[]) => path.join(folder, ...names);
	await makeTree(folder, {
		'tree/a.txt': 'a', 'tree/b.txt': 'b', 'tree/c.txt': 'c', 'closed/same/a.txt': 'a', 'closed/same/b.txt': 'b', 'closed/same/c.txt': 'c',
	});
	giveAway();
	await Promise.all([chmod(at('closed'), 0o555), chmod(at('closed', 'same'), 0o555)]);
	await run('cp', at('tree'), 'jotta:');
	await run('cp', at('tree'), 'jotta:same');
	await run('queue', 'clear');
	return {
		at, run, async open() {
			await Promise.all([chmod(at('closed', 'same'), 0o755), chmod(at('closed'), 0o755)]);
		},
	};
}

describe.skipIf(!canBeNobody)('a folder of the disk that nothing can be put into', () => {
	it('is named in one sentence, and nothing is queued: down, on the disk, by cp and mv, also where it is yet to be made', async () => {
		const {at, run, open} = await openClosed();
		const closed = at('closed');

		const results = await Promise.all([
			['cp', 'jotta:tree', closed],
			['cp', 'jotta:tree', 'jotta:same', closed],
			['cp', 'jotta:tree/a.txt', path.join(closed, 'name.txt')],
			['cp', 'jotta:tree', `${path.join(closed, 'new', 'deeper')}/`],
			['cp', at('tree'), closed],
			['mv', 'jotta:tree', closed],
			['mv', at('tree'), closed],
			['cp', '-', path.join(closed, 'input.txt')],
			['cp', '--dry-run', 'jotta:tree', closed],
			['cp', '--detach', 'jotta:tree', closed],
		].map(async words => run(...words)));
		const queue = await run('queue');
		await open();

		expect(results.map(({status, err}) => [status, err.replaceAll(closed, 'CLOSED')])).toEqual(results.map((_, index) => [
			1, `jottafm: No permission for CLOSED: ${index === 3 ? 'CLOSED/new/deeper cannot be made' : 'nothing can be put there'}. Check who owns it and its mode.\n`,
		]));
		expect(queue.err).toBe('The queue is empty.\n');
	});

	it('holds what it holds: the same content is copied, and what differs fails in one line', async () => {
		const {at, run, open} = await openClosed();

		const same = await run('cp', 'jotta:same', at('closed'));
		await open();
		await Promise.all(['a.txt', 'b.txt'].map(async name => writeFile(at('closed', 'same', name), 'changed')));
		await rm(at('closed', 'same', 'c.txt'));
		await chmod(at('closed', 'same'), 0o555);
		const other = await run('cp', '--overwrite=always', 'jotta:same', at('closed'));
		await open();

		expect([same.status, same.err]).toEqual([0, '4 items done, 0 bytes transferred.\n']);
		expect([other.status, other.err]).toEqual([1, expect.stringMatching(/^jottafm: same\/[abc]\.txt and 2 more: No permission for [^\n]*\/closed\/same\. [^\n]*\n1 item done, 0 bytes transferred, 3 failed\.\n$/v)]);
	});
});
