import {describe, expect, it} from 'vitest';
import type {TreeEntry} from '../../../source/files/file-system.ts';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {
	daysLeft,
	destroyTrashed,
	emptyTrash,
	listTrash,
} from '../../../source/jotta/trash/trash.ts';
import {listTombstones} from '../../../source/jotta/trash/tombstones.ts';
import {
	archive,
	openAccount,
	pathsOf,
	put,
	rowsOf,
} from '../../support/cloud.ts';

const day = 86_400_000;

describe('the list of the trash', () => {
	it('tells original place and time, once for a folder that went as a whole', async () => {
		const {client, sandbox} = await openAccount();
		const md5 = await put(client, `${archive}/one/a.txt`, 'a');
		await put(client, `${archive}/two/a.txt`, 'other');
		await trashEntry(`${archive}/one/a.txt`, 'file', {client});
		await trashEntry(`${archive}/two`, 'folder', {client});

		const rows = await rowsOf(listTrash({client}));

		expect(pathsOf(rows)).toEqual([`${archive}/two`, `${archive}/one/a.txt`]);
		expect(rows[1]?.entry).toMatchObject({
			name: 'a.txt', kind: 'file', md5, deletedAt: expect.any(Number) as number,
		});
		expect(sandbox.log.filter(each => each.path.endsWith('/Jotta/Trash'))).toHaveLength(1);
	});

	it('keeps two of the same name apart by where they were', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/one/a.txt`, 'a');
		await put(client, '/Jotta/Sync/two/a.txt', 'b');
		await trashEntry(`${archive}/one/a.txt`, 'file', {client});
		await trashEntry('/Jotta/Sync/two/a.txt', 'file', {client});

		expect(pathsOf(await rowsOf(listTrash({client})))).toEqual(expect.arrayContaining([`${archive}/one/a.txt`, '/Jotta/Sync/two/a.txt']) as string[]);
	});

	it('is empty when the service knows of no trash', async () => {
		const {client, sandbox} = await openAccount();
		sandbox.setFaults('GET /jfs/*/Trash status=404');

		expect(await rowsOf(listTrash({client}))).toEqual([]);
	});

	it('gives its first rows before the last have come, and can be left at once', async () => {
		const {client, sandbox} = await openAccount();
		const {tree} = sandbox.state;
		const folder = tree.find(['Jotta', 'Archive'])!;
		for (let index = 0; index < 3000; index += 1) {
			tree.setDeleted(tree.add(folder.id, `gone ${index}`, 'folder').id, sandbox.state.clock.now());
		}

		const batches = listTrash({client});
		const first = await batches.next();
		await batches.return(undefined);

		const rows = first.value as readonly TreeEntry[];
		expect(rows.length).toBeLessThan(3000);
		expect(rows[0]).toHaveProperty('entry.deletedAt');
	});

	it('knows how many of thirty days are left', () => {
		expect(daysLeft(0, 0)).toBe(30);
		expect(daysLeft(0, day * 29.5)).toBe(1);
		expect(daysLeft(0, day * 40)).toBe(0);
	});
});

describe('what is in the trash in one folder', () => {
	it('is listed without what is alive, and found below live folders', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/folder/deep/gone.txt`, 'a');
		await put(client, `${archive}/folder/alive.txt`, 'b');
		await put(client, `${archive}/folder/near.txt`, 'c');
		await trashEntry(`${archive}/folder/deep/gone.txt`, 'file', {client});
		await trashEntry(`${archive}/folder/near.txt`, 'file', {client});

		expect(pathsOf(await rowsOf(listTombstones(`${archive}/folder`, {client})))).toEqual([`${archive}/folder/near.txt`]);
		expect(pathsOf(await rowsOf(listTombstones(`${archive}/folder`, {client, isRecursive: true})))).toEqual([`${archive}/folder/near.txt`, `${archive}/folder/deep/gone.txt`]);
	});
});

describe('deleting for good', () => {
	it('takes a file and a folder out of the trash', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await put(client, `${archive}/folder/b.txt`, 'b');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		await trashEntry(`${archive}/folder`, 'folder', {client});

		await destroyTrashed(`${archive}/a.txt`, {client});
		await destroyTrashed(`${archive}/folder`, {client});

		expect(await rowsOf(listTrash({client}))).toEqual([]);
		await expect(readEntry(`${archive}/a.txt`, {client})).rejects.toMatchObject({code: 'not-found'});
	});

	it('refuses what is alive, however it came there', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'old');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		const {deletedAt} = await readEntry(`${archive}/a.txt`, {client});
		await put(client, `${archive}/a.txt`, 'new and alive');

		await expect(destroyTrashed(`${archive}/a.txt`, {client, deletedAt})).rejects.toMatchObject({code: 'already-exists'});

		expect(await readEntry(`${archive}/a.txt`, {client})).toMatchObject({size: 13});
		expect(sandbox.log.filter(each => each.path.includes('rm='))).toEqual([]);
	});

	it('refuses a tombstone of another time than was listed', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		const {deletedAt} = await readEntry(`${archive}/a.txt`, {client});
		await put(client, `${archive}/a.txt`, 'b');
		sandbox.state.clock.advance(60_000);
		await trashEntry(`${archive}/a.txt`, 'file', {client});

		await expect(destroyTrashed(`${archive}/a.txt`, {client, deletedAt})).rejects.toMatchObject({code: 'not-found'});

		expect(sandbox.log.filter(each => each.path.includes('rm='))).toEqual([]);
	});

	it('refuses a folder in which something is alive, and one that was made anew', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/folder/deep/a.txt`, 'a');
		await trashEntry(`${archive}/folder`, 'folder', {client});
		const {tree} = sandbox.state;
		tree.setDeleted(tree.find(['Jotta', 'Archive', 'folder', 'deep', 'a.txt'])!.id, undefined);

		await expect(destroyTrashed(`${archive}/folder`, {client})).rejects.toMatchObject({code: 'already-exists', message: expect.stringContaining('a.txt in it is alive') as string});
		await makeFolder(`${archive}/folder`, {client});
		await expect(destroyTrashed(`${archive}/folder`, {client})).rejects.toMatchObject({code: 'already-exists'});

		expect(sandbox.log.filter(each => each.path.includes('rmDir='))).toEqual([]);
	});

	it('says that something is gone already', async () => {
		const {client} = await openAccount();

		await expect(destroyTrashed(`${archive}/never.txt`, {client})).rejects.toMatchObject({code: 'not-found'});
	});
});

describe('emptying the trash', () => {
	it('says how much went, and leaves what is alive', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await put(client, `${archive}/folder/b.txt`, 'b');
		await put(client, `${archive}/alive.txt`, 'c');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		await trashEntry(`${archive}/folder`, 'folder', {client});

		expect(await emptyTrash({client})).toEqual({files: 1, folders: 1});

		expect(await rowsOf(listTrash({client}))).toEqual([]);
		expect(await readEntry(`${archive}/alive.txt`, {client})).toMatchObject({size: 1});
	});

	it('is not asked for twice when the answer is lost', async () => {
		const {client, sandbox} = await openAccount();
		sandbox.setFaults('POST /files/v1/purge_trash then-status=503 times=1');

		await expect(emptyTrash({client})).rejects.toMatchObject({code: 'service'});

		expect(sandbox.log.filter(each => each.path.includes('purge_trash'))).toHaveLength(1);
	});
});
