import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {checkFreeSpace} from '../../../../source/transfers/engine/items/check-free-space.ts';
import {maySmallDisk, smallDisk} from '../../../support/small-disk.ts';

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
