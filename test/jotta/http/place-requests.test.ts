import {describe, expect, it} from 'vitest';
import {
	destroyEntry,
	makeFolder,
	setModified,
	trashEntry,
} from '../../../source/jotta/changes.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {findEntry, readEntry} from '../../../source/jotta/find.ts';
import {failureOf, type ErrorAnswer} from '../../../source/jotta/http/failures.ts';
import type {Call} from '../../../source/jotta/http/request.ts';
import {makeLink, removeLink} from '../../../source/jotta/links.ts';
import {listFolder} from '../../../source/jotta/listing.ts';
import {moveEntry} from '../../../source/jotta/move.ts';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	listDevices,
	listMountpoints,
	removeMountpoint,
	trashMountpoint,
} from '../../../source/jotta/places.ts';
import {restoreEntry} from '../../../source/jotta/trash/restore.ts';
import {destroyTrashed, emptyTrash, listTrash} from '../../../source/jotta/trash/trash.ts';
import {readVersions, restoreVersion} from '../../../source/jotta/versions.ts';
import {
	archive,
	openAccount,
	put,
	rowsOf,
} from '../../support/cloud.ts';
import {scriptedService} from '../../support/scripted-service.ts';

/*
Whoever stands in between may answer anything: a change has happened where the service says or shows so, and nowhere else.
*/

const answers = {
	'a page': '<!DOCTYPE html><html><body>Welcome<br></body></html>',
	'a page that is XML': '<html><body><p>Welcome</p></body></html>',
	nothing: '',
	'half a document': '<folder name="a"><path xml:spa',
	JSON: '{"error": null}',
	'a refusal as a success': '<error><code>500</code><message>no</message></error>',
} as const;

/** The same account, where requests of a kind get this answer; the service has heard of them before, or never does. */
function answering(client: Client, text: string | ErrorAnswer, {isHeard, isOf}: {readonly isHeard: boolean; readonly isOf: (call: Call) => boolean}): Client {
	return {
		...client,
		async send(call) {
			if (!isOf(call)) {
				return client.send(call);
			}

			if (isHeard) {
				const {body} = await client.send(call);
				await Array.fromAsync(body);
			}

			if (typeof text !== 'string') {
				throw failureOf(text, call.subject);
			}

			return {
				status: 200, headers: {}, text: call.streams === true ? '' : text, body: ReadableStream.from(text === '' ? [] : [new TextEncoder().encode(text)]),
			};
		},
	};
}

const isChange = ({method, url}: Call) => method === 'POST' && !/allocate|\/upload\//v.test(url);
const [file, folder, trashedFile, trashedFolder] = ['a.txt', 'folder', 'gone.txt', 'gone'].map(name => `${archive}/${name}`) as [string, string, string, string];

async function account() {
	const {client, sandbox} = await openAccount();
	await put(client, file, 'one');
	await put(client, file, 'two');
	await put(client, `${folder}/b.txt`, 'b');
	await put(client, trashedFile, 'gone');
	await put(client, `${trashedFolder}/c.txt`, 'c');
	await trashEntry(trashedFile, 'file', {client});
	await trashEntry(trashedFolder, 'folder', {client});
	await createDevice('Box', {client});
	await createMountpoint('/Box/old', {client});
	return {client, sandbox};
}

type Change = readonly [name: string, change: (options: {readonly client: Client}) => Promise<unknown>, hasHappened: (options: {readonly client: Client}) => Promise<boolean>];

const isAlive = async (path: string, {client}: {readonly client: Client}) => {
	const entry = await findEntry(path, {client});
	return entry !== undefined && entry.deletedAt === undefined;
};

const time = Date.UTC(2020, 1, 2);
const changes: readonly Change[] = [
	['mkdir', async o => makeFolder(`${archive}/new`, o), async o => isAlive(`${archive}/new`, o)],
	['rm of a file', async o => trashEntry(file, 'file', o), async o => !await isAlive(file, o)],
	['rm of a folder', async o => trashEntry(folder, 'folder', o), async o => !await isAlive(folder, o)],
	['rm --permanent of a file', async o => destroyEntry(file, 'file', o), async o => await findEntry(file, o) === undefined],
	['rm --permanent of a folder', async o => destroyEntry(folder, 'folder', o), async o => await findEntry(folder, o) === undefined],
	['touch', async o => setModified(file, time, o), async o => (await readEntry(file, o)).modified === time],
	['mv of a file', async o => moveEntry(file, `${archive}/b.txt`, o), async o => isAlive(`${archive}/b.txt`, o)],
	['mv of a folder', async o => moveEntry(folder, `${archive}/moved`, o), async o => isAlive(`${archive}/moved`, o)],
	['mv that changes the case', async o => moveEntry(file, `${archive}/A.txt`, o), async o => (await rowsOf(listFolder(archive, o))).some(({name}) => name === 'A.txt')],
	['restore of a file', async o => restoreEntry(trashedFile, o), async o => isAlive(trashedFile, o)],
	['restore of a folder', async o => restoreEntry(trashedFolder, o), async o => isAlive(`${trashedFolder}/c.txt`, o)],
	['versions --restore', async o => restoreVersion(file, 1, o), async o => (await readEntry(file, o)).size === 3 && (await readVersions(file, o)).versions.length === 3],
	['trash rm of a file', async o => destroyTrashed(trashedFile, o), async o => await findEntry(trashedFile, o) === undefined],
	['trash rm of a folder', async o => destroyTrashed(trashedFolder, o), async o => await findEntry(trashedFolder, o) === undefined],
	['trash empty', emptyTrash, async o => (await rowsOf(listTrash(o))).length === 0],
	['a new device', async o => createDevice('NAS', o), async o => (await listDevices(o)).length === 3],
	['a new mountpoint', async o => createMountpoint('/Box/new', o), async o => await findMountpoint('/Box/new', o) !== undefined],
	['a mountpoint to the trash', async o => trashMountpoint('/Box/old', o), async o => (await findMountpoint('/Box/old', o))?.deletedAt !== undefined],
	['a mountpoint removed', async o => removeMountpoint('/Box/old', o), async o => await findMountpoint('/Box/old', o) === undefined],
];

describe.each(Object.entries(answers).filter(([name]) => name === 'nothing' || name === 'a page that is XML'))('a change that is answered with %s', (_, text) => {
	it.each(changes)('%s has happened where it says so', async (_name, change, hasHappened) => {
		const {client} = await account();

		const failure: unknown = await change({client: answering(client, text, {isHeard: false, isOf: isChange})}).then(() => undefined).catch((error: unknown) => error);

		expect(failure === undefined).toBe(await hasHappened({client}));
		if (failure !== undefined) {
			expect(failure).toMatchObject({code: 'service'});
		}
	});
});

describe('what is trashed, and told so in a child', () => {
	it('is no failure, and stays trashed when it is looked at', async () => {
		let isTrashed = false;
		const {client} = scriptedService(({method}) => {
			isTrashed ||= method === 'POST';
			return `<file name="a.txt">${isTrashed ? '<deleted>2026-05-01-T10:00:00Z</deleted>' : ''}<currentRevision><number>1</number></currentRevision></file>`;
		});

		await trashEntry(file, 'file', {client});

		expect(await findEntry(file, {client})).toMatchObject({deletedAt: Date.UTC(2026, 4, 1, 10)});
		expect(await readVersions(file, {client})).toMatchObject({deletedAt: Date.UTC(2026, 4, 1, 10)});
	});
});

describe('a change that was made, and whose answer was lost on the way', () => {
	it.each(changes)('%s is no failure', async (_name, change, hasHappened) => {
		const {client} = await account();

		await change({client: answering(client, '', {isHeard: true, isOf: isChange})});

		expect(await hasHappened({client})).toBe(true);
	});

	it.each(changes.filter(([name]) => name !== 'trash empty'))('%s is no failure where the answer would have been a list that is too long', async (_name, change, hasHappened) => {
		const {client} = await account();

		await change({client: answering(client, {status: 500, text: 'Packet for query is too large'}, {isHeard: true, isOf: isChange})});

		expect(await hasHappened({client})).toBe(true);
	});
});

describe('a change that is answered as it should be', () => {
	it.each(changes.slice(0, 8))('%s is not looked at again', async (_name, change) => {
		const {client, sandbox} = await account();

		await change({client});

		expect(sandbox.log.at(-1)?.method).toBe('POST');
	});
});

describe('a question', () => {
	const questions: Readonly<Record<string, (options: {readonly client: Client}) => Promise<unknown>>> = {
		'what is there': async o => readEntry(file, o),
		'whether something is there': async o => findEntry(file, o),
		'a folder’s list': async o => rowsOf(listFolder(archive, o)),
		'the list of the trash': async o => rowsOf(listTrash(o)),
		'the versions of a file': async o => readVersions(file, o),
		'the devices': listDevices,
		'the mountpoints': async o => listMountpoints('Jotta', o),
		'a link': async o => makeLink(file, o),
		'the end of a link': async o => removeLink(file, o),
	};

	it.each(Object.entries(answers))('that is answered with %s is a failure of the service, and no fact', async (_, text) => {
		const {client} = await openAccount();
		await put(client, file, 'one');

		for (const [name, ask] of Object.entries(questions)) {
			const asked = ask({client: answering(client, text, {isHeard: false, isOf: ({url}) => name !== 'a link' || url.includes('Share')})});
			await expect(asked, name).rejects.toMatchObject({code: 'corrupt'});
		}
	});
});
