import {
	readdir,
	readFile,
	stat,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Client} from '../../source/jotta/client.ts';
import {findVersion} from '../../source/jotta/versions.ts';
import {fetchVersion} from '../../source/transfers/fetch-version.ts';
import {archive, openAccount, put} from '../support/cloud.ts';
import {writeHalves} from '../support/small-writes.ts';
import {temporaryFolder} from '../support/temp-files.ts';

const notes: string[] = []; // of what lies hidden

const queue = {
	noteLeftover(_: unknown, part: string) {
		notes.push(part);
		return () => {
			notes.splice(notes.indexOf(part), 1);
		};
	},
};

async function open(name = 'plan.txt') {
	const {client} = await openAccount();
	const file = `${archive}/${name}`;
	await put(client, file, 'first', 1_600_000_000_000);
	await put(client, file, 'second');
	const folder = await temporaryFolder();
	const version = await findVersion(file, 1, {client});
	return {
		client, folder, wish: {
			path: file, name, version, folder,
		},
	};
}

describe('an older version that is fetched', () => {
	it('stands beside under a name of its own, with its content and time', async () => {
		const {client, folder, wish} = await open();

		const entry = await fetchVersion(wish, {client, queue});

		expect(await readdir(folder)).toEqual(['plan (version 1).txt']);
		expect(await readFile(path.join(folder, 'plan (version 1).txt'), 'utf8')).toBe('first');
		expect((await stat(path.join(folder, 'plan (version 1).txt'))).mtimeMs).toBe(1_600_000_000_000);
		expect(entry).toEqual({
			segment: 'plan (version 1).txt', name: 'plan (version 1).txt', kind: 'file', size: 5, modified: 1_600_000_000_000,
		});
	});

	it.each([['README', 'README (version 1)'], ['.profile', '.profile (version 1)']])('keeps the name that it has: %s', async (name, fetched) => {
		const {client, folder, wish} = await open(name);

		await fetchVersion(wish, {client, queue});

		expect(await readdir(folder)).toEqual([fetched]);
	});

	it('replaces nothing', async () => {
		const {client, folder, wish} = await open();
		await writeFile(path.join(folder, 'plan (version 1).txt'), 'mine');

		await expect(fetchVersion(wish, {client, queue})).rejects.toMatchObject({code: 'already-exists'});

		expect(await readFile(path.join(folder, 'plan (version 1).txt'), 'utf8')).toBe('mine');
	});

	it('is not kept when it arrives damaged', async () => {
		const {client, folder, wish} = await open();

		await expect(fetchVersion({...wish, version: {...wish.version, md5: 'c3fcd3d76192e4007dfb496cca67e13b'}}, {client, queue})).rejects.toMatchObject({code: 'corrupt', message: 'Version 1 of plan.txt arrived damaged; nothing was kept.'});

		expect(await readdir(folder)).toEqual([]);
	});

	it('is left when it never ends', async () => {
		const {client, folder, wish} = await open();
		let sent = 0;
		const body = async function * () {
			for (; sent < 1000; sent += 1) { // which is without an end, for a test
				yield new Uint8Array(65_536);
			}
		};

		const endless: Client = {...client, send: async call => ({...await client.send(call), ...(call.url.includes('mode=bin') && {body: body()})})};

		await expect(fetchVersion(wish, {client: endless, queue})).rejects.toMatchObject({code: 'corrupt'});

		expect(await readdir(folder)).toEqual([]);
		expect(sent).toBeLessThan(2);
	});

	it('is whole where the disk takes a part of it at a time', async () => {
		const {client, folder, wish} = await open();
		await writeHalves(folder);

		await fetchVersion(wish, {client, queue});

		expect(await readFile(path.join(folder, 'plan (version 1).txt'), 'utf8')).toBe('first');
	});

	it('is taken as it comes where the service tells neither its MD5 nor its time', async () => {
		const {client, folder, wish} = await open();
		const {md5: _md5, modified: _modified, ...version} = wish.version;

		expect(await fetchVersion({...wish, version}, {client, queue})).not.toHaveProperty('modified');
		expect(await readFile(path.join(folder, 'plan (version 1).txt'), 'utf8')).toBe('first');
	});
});
