import {readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
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
