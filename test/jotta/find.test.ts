import {describe, expect, it} from 'vitest';
import {destroyEntry, makeFolder, trashEntry} from '../../source/jotta/changes.ts';
import type {Client} from '../../source/jotta/client.ts';
import {lineFailure} from '../../source/jotta/http/failures.ts';
import {findEntry, readEntry} from '../../source/jotta/find.ts';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import {moveEntry} from '../../source/jotta/move.ts';
import {restoreEntry} from '../../source/jotta/trash/restore.ts';
import {destroyTrashed} from '../../source/jotta/trash/trash.ts';
import {
	archive,
	openAccount,
	put,
	rowsOf,
} from '../support/cloud.ts';

const many = `${archive}/many`;

/** An account with a folder of three files, of which the service lists no folder any more that has more than two. */
async function openLarge() {
	const {sandbox, client} = await openAccount();
	for (const name of ['a', 'b', 'c']) {
		await put(client, `${many}/${name}.txt`, name);
	}

	sandbox.state.switches.largestListing = 2;
	return {sandbox, client};
}

describe('a folder with too many files for a list', () => {
	it('is a folder, alive or in the trash', async () => {
		const {client} = await openLarge();

		expect(await readEntry(many, {client})).toMatchObject({name: 'many', kind: 'folder'});
		await trashEntry(many, 'folder', {client});

		expect(await readEntry(many, {client})).toMatchObject({kind: 'folder', deletedAt: expect.any(Number) as number});
	});

	it('is one in a folder of the same size, and right below its device', async () => {
		const {client} = await openLarge();
		for (const name of ['d', 'e', 'f']) {
			await put(client, `${archive}/${name}.txt`, name);
		}

		expect(await readEntry(many, {client})).toMatchObject({kind: 'folder'});
		expect(await readEntry(archive, {client})).toMatchObject({name: 'Archive', kind: 'folder'});
	});

	it('is read, walked, moved, and deleted like another', async () => {
		const {client} = await openLarge();
		const files = openJotta(client);

		expect((await rowsOf(files.list(many))).map(({name}) => name)).toEqual(['a.txt', 'b.txt', 'c.txt']);
		expect(await rowsOf(files.walk(many))).toHaveLength(3);
		await makeFolder(`${many}/deep`, {client});
		await moveEntry(many, `${archive}/moved`, {client});
		expect(await findEntry(many, {client})).toBeUndefined();
		await destroyEntry(`${archive}/moved`, 'folder', {client});
		expect(await findEntry(`${archive}/moved`, {client})).toBeUndefined();
	});

	it('neither comes back in part from the trash, nor is deleted for good unseen', async () => {
		const {sandbox, client} = await openLarge();
		await trashEntry(many, 'folder', {client});
		const failure = {code: 'service', message: expect.stringContaining('what is in its trash cannot be told') as string};

		await expect(restoreEntry(many, {client})).rejects.toMatchObject(failure);
		await expect(destroyTrashed(many, {client})).rejects.toMatchObject(failure);

		sandbox.state.switches.largestListing = Infinity;
		expect(await restoreEntry(many, {client, deletedAt: (await readEntry(`${many}/a.txt`, {client})).deletedAt})).toMatchObject({files: 3});
	});

	it('comes back without what is in it, and its neighbours whole', async () => {
		const {sandbox, client} = await openLarge();
		sandbox.state.switches.largestListing = Infinity;
		for (const name of ['album/few/a', 'album/many/b', 'album/many/c', 'album/many/d']) {
			await put(client, `${archive}/${name}.txt`, name);
		}

		await trashEntry(`${archive}/album`, 'folder', {client});
		sandbox.state.switches.largestListing = 2;

		expect(await restoreEntry(`${archive}/album`, {client})).toMatchObject({
			files: 1, folders: 3, failures: [{path: `${archive}/album/many`, failure: {message: expect.stringContaining('too many files') as string}}],
		});
		expect(await readEntry(`${archive}/album/few/a.txt`, {client})).not.toHaveProperty('deletedAt');
	});
});

describe('a folder whose list begins late', () => {
	const late = (client: Client, isLate: (url: string) => boolean): Client => ({
		...client,
		async send(call) {
			if (isLate(call.url)) {
				throw lineFailure(Object.assign(new Error('late'), {code: 'UND_ERR_HEADERS_TIMEOUT'}), call.subject);
			}

			return client.send(call);
		},
	});

	it('is told of by what holds it', async () => {
		const {client} = await openAccount();
		await put(client, `${many}/a.txt`, 'a');
		const slow = late(client, url => url.endsWith('/many'));

		expect(await readEntry(many, {client: slow})).toMatchObject({name: 'many', kind: 'folder'});
		expect(await readEntry(archive, {client: late(client, url => url.endsWith('/Archive'))})).toMatchObject({name: 'Archive', kind: 'folder'});
	});

	it('cannot be told from a service that says nothing at all', async () => {
		const {client} = await openAccount();

		await expect(readEntry(many, {client: late(client, () => true)})).rejects.toMatchObject({code: 'offline', message: expect.stringContaining('many') as string});
	});
});
