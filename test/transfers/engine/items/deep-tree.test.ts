import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {
	deepNames,
	folderForDeepTrees,
	makeDeepTree,
	readDeepFile,
} from '../../../support/deep-tree.ts';

const content = 'deep '.repeat(250_000); // more than is hashed in place: the threads have to get there, too

async function open() {
	const engine = await openEngine();
	const folder = await folderForDeepTrees();
	await makeDeepTree(path.join(folder, 'tree'), content);
	return {...engine, deep: folder};
}

describe.skipIf(process.platform !== 'linux')('a tree with paths that are longer than the system takes', () => {
	it('goes up and comes down whole', async () => {
		const {tools, deep} = await open();

		const up = await runJob(tools, {sources: [disk(path.join(deep, 'tree'))], target: cloud()});
		const down = await runJob(tools, {sources: [cloud('/tree')], target: disk(path.join(deep, 'back'))});

		expect([up, down].map(({totals: {done, failed, skipped}}) => ({done, failed, skipped}))).toEqual([{done: 24, failed: 0, skipped: 0}, {done: 24, failed: 0, skipped: 0}]);
		expect(readDeepFile(path.join(deep, 'back', 'tree'))).toBe(content);
	});

	it('is copied on the disk, and moved up with its folders', async () => {
		const {tools, files, deep} = await open();

		await runJob(tools, {sources: [disk(path.join(deep, 'tree'))], target: disk(path.join(deep, 'copy'))});
		const copied = readDeepFile(path.join(deep, 'copy', 'tree'));
		const {totals} = await runJob(tools, {kind: 'move', sources: [disk(path.join(deep, 'copy', 'tree'))], target: cloud('/moved')});

		expect(copied).toBe(content);
		expect(totals).toMatchObject({done: 24, failed: 0, skipped: 0});
		expect(await files.stat(`/Jotta/Archive/moved/tree/${deepNames.join('/')}/f`)).toMatchObject({size: content.length});
		expect(readDeepFile(path.join(deep, 'copy', 'tree'))).toBeUndefined();
	});
});
