import {describe, expect, it} from 'vitest';
import {trashEntry} from '../../source/jotta/changes.ts';
import {readEntry} from '../../source/jotta/find.ts';
import {allocate} from '../../source/jotta/upload.ts';
import {
	findVersion,
	readVersion,
	readVersions,
	restoreVersion,
} from '../../source/jotta/versions.ts';
import {
	archive,
	openAccount,
	put,
	textOf,
} from '../support/cloud.ts';
import {scriptedService} from '../support/scripted-service.ts';

const file = `${archive}/a.txt`;

async function withVersions(count: number) {
	const account = await openAccount();
	for (let index = 1; index <= count; index += 1) {
		await put(account.client, file, `version ${index}`, 1_700_000_000_000 + (index * 1000));
	}

	return account;
}

describe('the versions of a file', () => {
	it('are five at most, the newest first', async () => {
		const {client} = await withVersions(6);

		const {versions} = await readVersions(file, {client});

		expect(versions.map(({number, state}) => `${number} ${state}`)).toEqual(['6 current', '5 older', '4 older', '3 older', '2 older']);
		expect(versions[4]).toMatchObject({size: 9, md5: expect.stringMatching(/^[\da-f]{32}$/v) as string, modified: 1_700_000_002_000});
	});

	it('can each be read', async () => {
		const {client} = await withVersions(3);

		expect(await textOf(await readVersion(file, 2, {client}))).toBe('version 2');
	});

	it('tell of an upload that was never completed', async () => {
		const {client} = await withVersions(1);
		await allocate({
			path: file, size: 1000, md5: 'c3fcd3d76192e4007dfb496cca67e13b', modified: 0, onConflict: 'new-revision',
		}, {client});

		const {versions} = await readVersions(file, {client});

		expect(versions.map(({number, state}) => `${number} ${state}`)).toEqual(['2 incomplete', '1 current']);
		await expect(findVersion(file, 2, {client})).rejects.toMatchObject({code: 'corrupt'});
		await expect(restoreVersion(file, 2, {client})).rejects.toMatchObject({code: 'corrupt'});
	});

	it('are not told from half an answer', async () => {
		await expect(readVersions('/Jotta/Archive/a.txt', scriptedService(() => '<?xml vers'))).rejects.toMatchObject({code: 'corrupt', message: 'Jottacloud answered about a.txt with something that is not understood.'});
	});

	it('belong to files only', async () => {
		const {client} = await openAccount();

		await expect(readVersions(archive, {client})).rejects.toMatchObject({code: 'not-found', message: expect.stringContaining('not a file') as string});
	});
});

describe('making an old version current', () => {
	it('needs one request by its hash, and keeps what was current', async () => {
		const {client, sandbox} = await withVersions(3);
		sandbox.log.length = 0;

		expect(await restoreVersion(file, 1, {client})).toBe('by-hash');

		expect(await readEntry(file, {client})).toMatchObject({size: 9, modified: 1_700_000_001_000});
		expect(await textOf(await readVersion(file, 3, {client}))).toBe('version 3');
		expect(sandbox.log.filter(each => each.received > 0)).toEqual([]);
	});

	it('reads and sends it again where the hash is refused', async () => {
		const {client, sandbox} = await withVersions(2);
		sandbox.setFaults('POST /jfs/*/a.txt status=404');

		expect(await restoreVersion(file, 1, {client})).toBe('by-content');

		const {versions} = await readVersions(file, {client});
		expect(await textOf(await readVersion(file, versions[0]!.number, {client}))).toBe('version 1');
	});

	it('does nothing for the one that is current', async () => {
		const {client, sandbox} = await withVersions(2);
		sandbox.log.length = 0;

		expect(await restoreVersion(file, 2, {client})).toBe('was-current');

		expect(sandbox.log.filter(each => each.method === 'POST')).toEqual([]);
	});

	it('is refused for a number that is not there, and in the trash', async () => {
		const {client} = await withVersions(2);

		await expect(restoreVersion(file, 9, {client})).rejects.toMatchObject({code: 'not-found', nextStep: 'There are 2, 1.'});
		await trashEntry(file, 'file', {client});
		await expect(restoreVersion(file, 1, {client})).rejects.toMatchObject({code: 'not-found', nextStep: 'Restore it first.'});
	});
});
