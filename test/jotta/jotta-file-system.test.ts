import {describe, expect, it} from 'vitest';
import {describeFileSystem} from '../files/file-system.contract.ts';
import type {Entry} from '../../source/files/entry.ts';
import type {FileSystem, TreeEntry} from '../../source/files/file-system.ts';
import {openJotta} from '../../source/jotta/jotta-file-system.ts';
import {createNameCodec} from '../../source/jotta/name-codec.ts';
import {scriptedService} from '../support/scripted-service.ts';
import {archive, openAccount as openSandboxAccount, put} from '../support/cloud.ts';

async function openAccount(options: Parameters<typeof openSandboxAccount>[0] = {}) {
	const {sandbox, client} = await openSandboxAccount(options);
	return {sandbox, client, files: openJotta(client)};
}

async function names(files: FileSystem, path: string): Promise<readonly string[]> {
	const found: Entry[] = [];
	for await (const batch of files.list(path)) {
		found.push(...batch);
	}

	return found.map(entry => entry.name);
}

async function readText(files: FileSystem, path: string, from = 0): Promise<string> {
	let read = '';
	for await (const chunk of await files.read(path, {from})) {
		read += new TextDecoder().decode(chunk);
	}

	return read;
}

describe('an account', () => {
	it('has names under the encoding of its client, whatever the others have', async () => {
		const {client, files} = await openAccount();
		await put(client, `${archive}/a：b`, '');
		const bare = openJotta({...client, names: createNameCodec('Slash,InvalidUtf8,Dot')});
		expect([await names(files, archive), await names(bare, archive)]).toEqual([['a:b'], ['a：b']]);
	});
});

describeFileSystem('an account', openSubject);
describeFileSystem('an account on a bad line', async () => openSubject({faults: 'GET /jfs/* status=503 retry-after=0 rate=0.1 seed=7'}));

async function openSubject(options: Parameters<typeof openSandboxAccount>[0] = {}) {
	const {client, files} = await openAccount(options);
	const folder = '/Jotta/Archive/contract';
	await files.mkdir(folder);
	return {
		files,
		folder,
		async put(path: string, content: string) {
			await put(client, path, content);
		},
	};
}

describe('an account', () => {
	it('takes a file, lists it with its size, time and MD5, and gives it back', async () => {
		const {client, files} = await openAccount();

		const md5 = await put(client, `${archive}/letters/a：b.txt`, 'Dear Ola');

		expect(await names(files, `${archive}/letters`)).toEqual(['a:b.txt']);
		expect(await files.stat(`${archive}/letters/a：b.txt`)).toMatchObject({
			name: 'a:b.txt', segment: 'a：b.txt', size: 8, modified: 1_700_000_000_000, md5,
		});
		expect(await readText(files, `${archive}/letters/a：b.txt`)).toBe('Dear Ola');
		expect(await readText(files, `${archive}/letters/a：b.txt`, 5)).toBe('Ola');
	});

	it('lists devices, their mountpoints and thousands of files', async () => {
		const {files} = await openAccount({isDemo: true});

		expect(await names(files, '/')).toEqual(['Jotta', 'LAPTOP-01']);
		expect(await names(files, '/Jotta')).toEqual(['Archive', 'Shared', 'Sync']);
		expect(await names(files, `${archive}/Sensor logs`)).toHaveLength(5000);
	});

	it.each(['all', 'implied'] as const)('walks a whole tree, folders first, when the service announces %s folders', async streamStyle => {
		const {files} = await openAccount({isDemo: true, streamStyle});

		const found: TreeEntry[] = [];
		for await (const batch of files.walk(archive)) {
			found.push(...batch);
		}

		const paths = found.map(each => each.path);
		expect(paths).toContain(`${archive}/Documents/Invoices/2026/March.pdf`);
		expect(paths.indexOf(`${archive}/Documents/Invoices`)).toBeLessThan(paths.indexOf(`${archive}/Documents/Invoices/2026/March.pdf`));
		expect(paths).not.toContain(`${archive}/Documents/Drafts`); // in the trash
		expect(new Set(paths).size).toBe(paths.length);
	});

	it('walks devices, and the whole account, by their mountpoints but not by views', async () => {
		const {files, client} = await openAccount({isDemo: true});
		await put(client, `${archive}/a.txt`, 'a');
		const walked = async (path: string) => {
			const found: string[] = [];
			for await (const batch of files.walk(path)) {
				found.push(...batch.map(each => each.path));
			}

			return found;
		};

		const [account, device] = [await walked('/'), await walked('/LAPTOP-01')];

		expect(account).toEqual(expect.arrayContaining(['/Jotta', archive, `${archive}/a.txt`, ...device]));
		expect(device[0]).toBe('/LAPTOP-01/Home');
		expect(account).not.toContain('/Jotta/Shared');
	});

	it('sends nothing for content that the service has', async () => {
		const {client, sandbox} = await openAccount();
		await put(client, `${archive}/one.txt`, 'same');

		await put(client, `${archive}/two.txt`, 'same');

		expect(sandbox.log.filter(each => each.path.startsWith('/upload'))).toHaveLength(1);
	});

	it('renames, also when only the case changes, and never replaces', async () => {
		const {client, files} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await put(client, `${archive}/b.txt`, 'b');

		await files.rename(`${archive}/a.txt`, `${archive}/A.txt`);

		expect(await names(files, archive)).toEqual(['A.txt', 'b.txt']);
		await expect(files.rename(`${archive}/A.txt`, `${archive}/b.txt`)).rejects.toMatchObject({code: 'already-exists'});
	});

	it('knows a move that was done but answered with 500', async () => {
		const {client, files, sandbox} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		sandbox.setFaults('POST /jfs/*/a.txt then-status=500 times=1');

		await files.rename(`${archive}/a.txt`, `${archive}/new/c.txt`);

		expect(await names(files, `${archive}/new`)).toEqual(['c.txt']);
	});

	it('copies onto a trashed name and brings the copy to life', async () => {
		const {client, files} = await openAccount();
		await put(client, `${archive}/a.txt`, 'a');
		await put(client, `${archive}/b.txt`, 'b');
		await files.remove(`${archive}/b.txt`, {kind: 'file'});

		await files.copy(`${archive}/a.txt`, `${archive}/b.txt`);

		expect(await readText(files, `${archive}/b.txt`)).toBe('a');
		expect(await names(files, archive)).toEqual(['a.txt', 'b.txt']);
	});

	it('trashes folders with the verb for folders, and refuses when the kind has changed', async () => {
		const {client, files} = await openAccount();
		await put(client, `${archive}/folder/a.txt`, 'a');

		await expect(files.remove(`${archive}/folder`, {kind: 'file'})).rejects.toMatchObject({code: 'not-found'});
		await files.remove(`${archive}/folder`, {kind: 'folder'});

		expect(await names(files, archive)).toEqual([]);
		expect(await files.stat(`${archive}/folder/a.txt`)).toHaveProperty('deletedAt');
	});

	it('says that a list is damaged when it was cut', async () => {
		const {files, sandbox} = await openAccount({isDemo: true});
		sandbox.setFaults('GET /jfs/* cut-after=20000');

		await expect(names(files, `${archive}/Sensor logs`)).rejects.toMatchObject({name: 'Failure'});
	});

	it('waits out a 503 and goes on', async () => {
		const {files, sandbox} = await openAccount();
		sandbox.setFaults('GET /jfs/* status=503 retry-after=0 times=2');

		expect(await names(files, archive)).toEqual([]);
	});

	it('renews a token that has expired, once for many requests', async () => {
		const {files, sandbox} = await openAccount({tokenTtl: 1});
		sandbox.state.clock.advance(5000);

		await Promise.all(Array.from({length: 8}, async () => names(files, archive)));

		expect(sandbox.log.filter(each => each.path.endsWith('/token') && each.status === 200)).toHaveLength(2); // sign-in and one renewal
	});

	it('says in a sentence that the session was revoked', async () => {
		const {files, sandbox} = await openAccount({tokenTtl: 1});
		sandbox.state.clock.advance(5000);
		sandbox.state.identity.revokeAll();

		await expect(names(files, archive)).rejects.toMatchObject({code: 'session-revoked'});
	});
});

describe('what an account promises', () => {
	it.each([
		['<capacity>100</capacity><usage>60</usage>', {used: 60, capacity: 100, free: 40}],
		['<capacity>100</capacity><usage>160</usage>', {used: 160, capacity: 100, free: 0}],
		['<capacity>-1</capacity><usage>60</usage>', {used: 60}],
	])('is room, where it has a limit: %s', async (facts, room) => {
		const {client} = scriptedService(({url}) => url.endsWith('/customer') ? '{"username": "f3a1"}' : `<user>${facts}</user>`);

		expect(await openJotta(client).space('/')).toEqual(room);
	});

	it('is places with what is known of them, without those in the trash, and the trash itself', async () => {
		const {client} = scriptedService(() => '<device><mountPoints><mountPoint><name>Archive</name><size>5</size><modified>2026-03-04-T05:06:07Z</modified></mountPoint><mountPoint><name>Old</name><deleted>2026-03-04-T05:06:07Z</deleted></mountPoint><mountPoint><name>Sync</name></mountPoint><mountPoint><name>Trash</name></mountPoint></mountPoints></device>');

		expect(await Array.fromAsync(openJotta(client).list('/Jotta'))).toEqual([[
			{
				segment: 'Archive', name: 'Archive', kind: 'folder', size: 5, modified: Date.UTC(2026, 2, 4, 5, 6, 7),
			},
			{
				segment: 'Sync', name: 'Sync', kind: 'folder',
			},
		]]);
	});
});
