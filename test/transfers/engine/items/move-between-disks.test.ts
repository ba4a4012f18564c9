import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {disk, openEngine, runJob} from '../../../support/engine.ts';
import {maySmallDisk, smallDisk} from '../../../support/small-disk.ts';
import {makeTree, treeOf} from '../../../support/trees.ts';

const MB = 1_000_000;

if (!maySmallDisk) {
	console.error('\nNOT TESTED: a disk that fills up in the middle of a download. Only root can mount a small one.\n');
}

describe.skipIf(!maySmallDisk)('a move from one disk to another', () => {
	const openDisks = async () => {
		const {tools, folder} = await openEngine();
		const tree = path.join(folder, 'tree');
		await makeTree(tree, {'a.txt': 'a', 'deep/b.txt': 'b', 'deep/er/c.bin': new Uint8Array(MB).fill(3)});
		const small = await smallDisk(6 * MB);
		return {
			tools, tree, small, before: await treeOf(tree), arrived: path.join(small.folder, 'tree'),
		};
	};

	it('takes a folder with all that is in it, and leaves nothing behind', async () => {
		const {tools, tree, small, before, arrived} = await openDisks();

		const {failures} = await runJob(tools, {kind: 'move', sources: [disk(tree)], target: disk(small.folder)});

		expect(failures).toEqual([]);
		expect(await treeOf(arrived)).toEqual(before);
		expect(await readdir(path.dirname(tree))).toEqual([]);
	});

	it('leaves the original where there is no room for it, and takes the rest', async () => {
		const {tools, tree, small, arrived} = await openDisks();
		await makeTree(tree, {'film.mkv': new Uint8Array(8 * MB).fill(7)});

		const {failures} = await runJob(tools, {
			kind: 'move', sources: [disk(tree)], target: disk(small.folder), transfers: 1, // beside the film, the others would have no room either
		});

		expect(failures.map(({name, failure}) => [name, failure?.code])).toEqual([['tree/film.mkv', 'disk-full']]);
		expect((await treeOf(tree)).map(line => line.split(' ', 1)[0])).toEqual(['film.mkv']);
		expect((await treeOf(arrived)).map(line => line.split(' ', 1)[0])).toEqual(['a.txt', 'deep/b.txt', 'deep/er/c.bin']);
	});

	it('only removes what an engine that died had copied already', async () => {
		const {tools, tree, small, before, arrived} = await openDisks();
		await runJob(tools, {sources: [disk(tree)], target: disk(small.folder)});

		const {failures} = await runJob(tools, {kind: 'move', sources: [disk(tree)], target: disk(small.folder)});

		expect([failures, await treeOf(arrived), await readdir(path.dirname(tree))]).toEqual([[], before, []]);
	});
});
