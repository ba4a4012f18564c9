import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {checkFreeSpace} from '../../../../source/transfers/engine/items/check-free-space.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';
import {maySmallDisk, smallDisk} from '../../../support/small-disk.ts';
import {pretendSize} from '../../../support/sandbox/stored.ts';
import {makeTree} from '../../../support/trees.ts';

const MiB = 1_048_576;

describe.skipIf(!maySmallDisk)('a file that is fetched', () => {
	it('is refused before it is asked for where the disk has not the room for it', async () => {
		const {folder} = await smallDisk(32 * MiB);
		const file = path.join(folder, 'film.mkv');

		await expect(checkFreeSpace(file, (32 * MiB) + 1)).rejects.toMatchObject({code: 'disk-full', message: expect.stringContaining('film.mkv') as string});
		await expect(checkFreeSpace(file, 32 * MiB)).resolves.toBeUndefined();
	});

	it('is just begun where it is small: a full disk says so soon enough', async () => {
		const {folder} = await smallDisk(MiB);

		await expect(checkFreeSpace(path.join(folder, 'a.jpg'), (16 * MiB) - 1)).resolves.toBeUndefined();
		await expect(checkFreeSpace(path.join(folder, 'a.jpg'), 16 * MiB)).rejects.toMatchObject({code: 'disk-full'});
	});
});

describe('a download that is larger than the free space of the disk', () => {
	it('looks at the room on the disk first, and asks for nothing that cannot fit', async () => {
		const {tools, folder, sandbox} = await openEngine();
		await makeTree(path.join(folder, 'tree'), {'a.txt': 'a'});
		await runJob(tools, {sources: [disk(path.join(folder, 'tree'))], target: cloud()});
		pretendSize(sandbox, 1e15);

		const {failures} = await runJob(tools, {sources: [cloud('/tree/a.txt')], target: disk(path.join(folder, 'back'))});

		expect(failures.map(({failure}) => failure?.code)).toEqual(['disk-full']);
		expect(sandbox.log.filter(({path: address}) => address.includes('mode=bin'))).toEqual([]);
		expect(await readdir(path.join(folder, 'back'))).toEqual([]);
	});
});
