import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../../source/jotta/changes.ts';
import {findEntry} from '../../../source/jotta/find.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {openContent} from '../../../source/jotta/download.ts';
import type {CloudOptions} from '../../../source/jotta/cloud-options.ts';
import {placeContent} from '../../../source/jotta/place-content.ts';
import {sendAgain} from '../../../source/jotta/trash/recreate.ts';
import {restoreEntry} from '../../../source/jotta/trash/restore.ts';
import {emptyTrash} from '../../../source/jotta/trash/trash.ts';
import {
	archive,
	openAccount,
	put,
	textOf,
} from '../../support/cloud.ts';

const gone = `${archive}/gone.txt`;
const facts = {size: 4, md5: 'e7ac0786668e0ff0f02b62bd04f45ff4'}; // of what the account does not have

describe('content that cannot be had when its turn comes', () => {
	it.each([
		['sent again', async (to: string, options: CloudOptions) => sendAgain(to, facts, {path: gone}, options)],
		['copied', async (to: string, options: CloudOptions) => placeContent({
			from: gone, to, facts, onConflict: 'new-revision',
		}, options)],
	] as const)('leaves no half of a file under a new name, and what is there under one that is taken (%s)', async (_, bring) => {
		const {client} = await openAccount();
		await put(client, `${archive}/taken.txt`, 'there before');

		for (const name of ['new.txt', 'taken.txt']) {
			await expect(bring(`${archive}/${name}`, {client})).rejects.toMatchObject({code: 'not-found'});
		}

		expect(await findEntry(`${archive}/new.txt`, {client})).toBeUndefined();
		expect(await textOf(await openContent(`${archive}/taken.txt`, {client}))).toBe('there before');
	});

	it('leaves none when the trash was emptied while it was to come out of it', async () => {
		const {client} = await openAccount();
		const trashed = `${archive}/a.jpg`;
		await put(client, trashed, 'content');
		await trashEntry(trashed, 'file', {client});
		const {deletedAt} = (await findEntry(trashed, {client}))!;
		const emptying: Client = {
			...client,
			async send(request) {
				if (request.url.includes('cphash')) {
					await emptyTrash({client});
				}

				return client.send(request);
			},
		};

		await expect(restoreEntry(trashed, {client: emptying, deletedAt, to: `${archive}/new.jpg`})).rejects.toMatchObject({code: 'not-found'});

		expect(await findEntry(`${archive}/new.jpg`, {client})).toBeUndefined();
	});
});
