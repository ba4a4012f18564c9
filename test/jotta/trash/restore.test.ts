import {describe, expect, it} from 'vitest';
import {makeFolder, trashEntry} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {createDevice, createMountpoint, trashMountpoint} from '../../../source/jotta/places.ts';
import {restoreEntry} from '../../../source/jotta/trash/restore.ts';
import {listTrash} from '../../../source/jotta/trash/trash.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {
	archive,
	openAccount,
	pathsOf,
	put,
	rowsOf,
	stateBelow,
} from '../../support/cloud.ts';

/** A tree in the trash with a tombstone inside that is older; and how it was when it was alive. */
async function trashTree({client, sandbox}: {readonly client: Client; readonly sandbox: RunningSandbox}) {
	for (let index = 0; index < 30; index += 1) {
		await put(client, `${archive}/tree/sub ${index % 4}/deep/file ${index}.txt`, `content ${index}`, 1_700_000_000_000 + (index * 1000));
	}

	await makeFolder(`${archive}/tree/empty`, {client});
	await put(client, `${archive}/tree/sub 1/earlier.txt`, 'trashed before');
	await put(client, `${archive}/tree/earlier folder/inside.txt`, 'trashed before, too');
	await trashEntry(`${archive}/tree/sub 1/earlier.txt`, 'file', {client});
	await trashEntry(`${archive}/tree/earlier folder`, 'folder', {client});
	const alive = await stateBelow(client, `${archive}/tree`);
	sandbox.state.clock.advance(60_000);
	await trashEntry(`${archive}/tree`, 'folder', {client});
	const {deletedAt} = await readEntry(`${archive}/tree`, {client});
	return {alive, deletedAt};
}

describe('restoring a file', () => {
	it('brings it back with its times, and sends no content', async () => {
		const {client, sandbox} = await openAccount();
		const md5 = await put(client, `${archive}/a.txt`, 'a', 1_600_000_000_000);
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		sandbox.log.length = 0;

		expect(await restoreEntry(`${archive}/a.txt`, {client})).toMatchObject({files: 1, folders: 0, failures: []});

		const entry = await readEntry(`${archive}/a.txt`, {client});
		expect(entry).toMatchObject({md5, modified: 1_600_000_000_000});
		expect(entry).not.toHaveProperty('deletedAt');
		expect(sandbox.log.filter(each => each.received > 0)).toEqual([]);
	});

	it('reads the tombstone and sends it again where the hash is refused', async () => {
		const {client, sandbox} = await openAccount();
		const md5 = await put(client, `${archive}/a.txt`, 'only here');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		sandbox.setFaults('POST /jfs/*/a.txt status=404');

		await restoreEntry(`${archive}/a.txt`, {client});

		const entry = await readEntry(`${archive}/a.txt`, {client});
		expect(entry.md5).toBe(md5);
		expect(entry).not.toHaveProperty('deletedAt');
	});

	it('revives the folder above alone when that is in the trash, and says so', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/folder/a.txt`, 'a');
		await put(client, `${archive}/folder/b.txt`, 'b');
		await trashEntry(`${archive}/folder`, 'folder', {client});

		expect(await restoreEntry(`${archive}/folder/a.txt`, {client})).toMatchObject({files: 1, revivedParent: `${archive}/folder`});

		expect(await stateBelow(client, `${archive}/folder`)).toEqual([
			expect.not.stringContaining('trashed'),
			expect.stringMatching(/b\.txt .* trashed/v),
		]);
	});

	it('puts it elsewhere, and the tombstone stays', async () => {
		const {client} = await openAccount();
		const md5 = await put(client, `${archive}/a.txt`, 'a');
		await trashEntry(`${archive}/a.txt`, 'file', {client});

		await restoreEntry(`${archive}/a.txt`, {client, to: `${archive}/rescued/b.txt`});

		expect(await readEntry(`${archive}/rescued/b.txt`, {client})).toMatchObject({md5});
		expect(pathsOf(await rowsOf(listTrash({client})))).toEqual([`${archive}/a.txt`]);
	});

	it('replaces nothing that is alive, in its own place or elsewhere', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'old');
		await put(client, `${archive}/taken.txt`, 'taken');
		await trashEntry(`${archive}/a.txt`, 'file', {client});
		const {deletedAt} = await readEntry(`${archive}/a.txt`, {client});

		await expect(restoreEntry(`${archive}/a.txt`, {client, to: `${archive}/taken.txt`})).rejects.toMatchObject({code: 'already-exists'});
		const md5 = await put(client, `${archive}/a.txt`, 'new and alive');
		await expect(restoreEntry(`${archive}/a.txt`, {client, deletedAt})).rejects.toMatchObject({code: 'already-exists'});

		expect(await readEntry(`${archive}/a.txt`, {client})).toMatchObject({md5});
	});

	it('says so when a file has taken the place of the folder above', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await put(client, `${archive}/plain.txt`, 'no folder');
		await trashEntry(`${archive}/a.txt`, 'file', {client});

		await expect(restoreEntry(`${archive}/a.txt`, {client, to: `${archive}/plain.txt/a.txt`})).rejects.toMatchObject({code: 'already-exists'});
	});

	it('says that it is gone', async () => {
		const {client} = await openAccount();

		await expect(restoreEntry(`${archive}/nowhere/a.txt`, {client})).rejects.toMatchObject({code: 'not-found'});
	});
});

describe('restoring a folder', () => {
	it('brings back what went with it, and leaves what was trashed earlier', async () => {
		const account = await openAccount();
		const {alive} = await trashTree(account);
		const {client} = account;

		const restored = await restoreEntry(`${archive}/tree`, {client});

		expect(restored).toMatchObject({files: 30, folders: 10, failures: []});
		expect(await stateBelow(client, `${archive}/tree`)).toEqual(alive);
		expect(pathsOf(await rowsOf(listTrash({client})))).toEqual([`${archive}/tree/earlier folder`, `${archive}/tree/sub 1/earlier.txt`]);
	});

	it.each([3, 11, 19, 28, 40])('goes on after %i requests were the last, and ends the same', async count => {
		const account = await openAccount();
		const {alive, deletedAt} = await trashTree(account);
		const {client, sandbox} = account;
		const stopping = new AbortController();
		sandbox.setFaults(`ANY /jfs/* status=401 after=${count} times=100`); // the session ends in the middle
		await expect(restoreEntry(`${archive}/tree`, {client, signal: stopping.signal})).rejects.toMatchObject({name: 'Failure'});
		sandbox.setFaults('');

		await restoreEntry(`${archive}/tree`, {client, deletedAt});

		expect(await stateBelow(client, `${archive}/tree`)).toEqual(alive);
	});

	it('does the rest when one file cannot be had', async () => {
		const account = await openAccount();
		await trashTree(account);
		const {client, sandbox} = account;
		sandbox.setFaults('POST /jfs/*file%207.txt status=404; POST /files/v1/allocate status=404');

		const restored = await restoreEntry(`${archive}/tree`, {client});

		expect(restored).toMatchObject({files: 29, folders: 10, failures: [{path: `${archive}/tree/sub 3/deep/file 7.txt`, failure: {code: 'not-found'}}]});
	});

	it('puts it elsewhere, whole', async () => {
		const account = await openAccount();
		const {alive} = await trashTree(account);
		const {client} = account;

		await restoreEntry(`${archive}/tree`, {client, to: `${archive}/rescued`});

		const here = alive.filter(line => !line.includes('trashed')).map(line => line.replace(`${archive}/tree`, `${archive}/rescued`));
		expect(await stateBelow(client, `${archive}/rescued`)).toEqual(here);
	});

	it('does not take a live folder for one that is in the trash', async () => {
		const {client} = await openAccount();
		await put(client, `${archive}/folder/a.txt`, 'a');

		await expect(restoreEntry(`${archive}/folder`, {client})).rejects.toMatchObject({code: 'already-exists'});
	});

	it('brings a mountpoint back', async () => {
		const {client} = await openAccount();
		await createDevice('LAPTOP', {client});
		await createMountpoint('/LAPTOP/Photos', {client});
		const md5 = await put(client, '/LAPTOP/Photos/a.txt', 'a');
		await trashMountpoint('/LAPTOP/Photos', {client});

		await restoreEntry('/LAPTOP/Photos', {client});

		expect(await rowsOf(listTrash({client}))).toEqual([]);
		expect(await readEntry('/LAPTOP/Photos/a.txt', {client})).toMatchObject({md5});
	});
});
