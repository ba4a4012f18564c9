import {mkdir, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Location} from '../../source/files/location.ts';
import {isRename} from '../../source/transfers/is-rename.ts';
import {cloud, disk} from '../support/engine.ts';
import {maySmallDisk, smallDisk} from '../support/small-disk.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const byName = {identity: async (place: Location) => place.kind === 'local' ? 'disk' : place.account};

describe('a move', () => {
	it('is a rename inside one account, and nowhere between an account and another place', async () => {
		expect(await isRename(cloud('/a'), cloud('/b'), byName)).toBe(true);
		expect(await isRename(cloud('/a'), {...cloud('/b'), account: 'work'} as ReturnType<typeof cloud>, byName)).toBe(false);
		expect(await isRename(cloud('/a'), disk('/'), byName)).toBe(false);
		expect(await isRename(disk('/'), cloud('/a'), byName)).toBe(false);
	});

	it('is a rename on one disk, also to where nothing is yet', async () => {
		const folder = await temporaryFolder();
		await writeFile(path.join(folder, 'file'), '');

		expect(await isRename(disk(path.join(folder, 'file')), disk(folder), byName)).toBe(true);
		expect(await isRename(disk(path.join(folder, 'file')), disk(path.join(folder, 'new', 'deeper')), byName)).toBe(true);
		expect(await isRename(disk(folder), disk(path.join(folder, 'file', 'below a file')), byName)).toBe(true);
	});

	it('fails where the disk cannot be told', async () => {
		const folder = await temporaryFolder();
		await symlink('circle', path.join(folder, 'circle'));

		await expect(isRename(disk(folder), disk(path.join(folder, 'circle', 'below')), byName)).rejects.toMatchObject({code: 'not-found', message: expect.stringContaining('leads in a circle') as string});
	});

	it.skipIf(!maySmallDisk)('is a copy from one disk to another', async () => {
		const folder = await temporaryFolder();
		const other = await smallDisk(65_536);
		await mkdir(path.join(other.folder, 'there'));

		expect(await isRename(disk(folder), disk(path.join(other.folder, 'there')), byName)).toBe(false);
		expect(await isRename(disk(folder), disk(path.join(other.folder, 'new', 'deeper')), byName)).toBe(false);
		expect(await isRename(disk(path.join(other.folder, 'there')), disk(path.join(other.folder, 'new')), byName)).toBe(true);
	});
});
