import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {readEntry} from '../../../source/jotta/find.ts';
import {restoreBeside, restoreOver} from '../../../source/jotta/trash/restore-taken.ts';
import {listTrash} from '../../../source/jotta/trash/trash.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {
	archive,
	openAccount,
	put,
	rowsOf,
} from '../../support/cloud.ts';

const path = `${archive}/plan.txt`;

/** A file that was trashed, as the trash listed it; then another of its name came. */
async function taken(client: Client) {
	const md5 = await put(client, path, 'what was trashed', 1_600_000_000_000);
	await trashEntry(path, 'file', {client});
	const [row] = await rowsOf(listTrash({client}));
	const live = await put(client, path, 'what is alive now');
	return {row: row!, md5, live};
}

describe('restoring a file whose place is taken', () => {
	it('can replace: what is alive stays as an older version', async () => {
		const {client} = await openAccount();
		const {row, md5, live} = await taken(client);

		await restoreOver(row, {client});

		const {versions} = await readVersions(path, {client});
		expect(versions.find(({state}) => state === 'current')).toMatchObject({md5});
		expect(versions.filter(({state}) => state === 'older').map(version => version.md5)).toContain(live);
	});

	it('can keep both: under the first name that is free, with its own time', async () => {
		const {client} = await openAccount();
		const {row, md5, live} = await taken(client);
		await put(client, `${archive}/plan (1).txt`, 'taken, too');

		expect(await restoreBeside(row, number => `plan (${number}).txt`, {client})).toBe(`${archive}/plan (2).txt`);

		expect(await readEntry(`${archive}/plan (2).txt`, {client})).toMatchObject({md5, modified: 1_600_000_000_000});
		expect(await readEntry(path, {client})).toMatchObject({md5: live});
	});

	it('reads the older version where the hash is refused', async () => {
		const {client, sandbox} = await openAccount();
		const {row, md5} = await taken(client);
		sandbox.setFaults('POST /jfs/*?cphash* status=404');

		await restoreBeside(row, number => `plan (${number}).txt`, {client});

		expect(await readEntry(`${archive}/plan (1).txt`, {client})).toMatchObject({md5});
	});
});
