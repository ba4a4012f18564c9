import {describe, expect, it} from 'vitest';
import {readAccount, readCustomer} from '../../source/jotta/account.ts';
import {jfsAddress} from '../../source/jotta/addresses.ts';
import {createByHash, trashEntry} from '../../source/jotta/changes.ts';
import type {Client} from '../../source/jotta/client.ts';
import {isTransient} from '../../source/jotta/http/failures.ts';
import {makeLink} from '../../source/jotta/links.ts';
import {
	createMountpoint,
	listDevices,
	removeMountpoint,
} from '../../source/jotta/places.ts';
import {allocate, sendContent} from '../../source/jotta/upload.ts';
import {documents, jsonAnswers, pages} from '../support/answers/documents.ts';
import {
	notes,
	readOne,
	readRows,
	readTreeRows,
	readers,
	trip,
} from '../support/answers/readers.ts';
import {serveAnswer, type ServedAnswer} from '../support/answers/serve-answer.ts';

const upload = {
	path: '/Jotta/Archive/a.txt', size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
} as const;

const read = async (name: keyof typeof documents, at = 0) => readers[name][at]!((await serveAnswer({body: documents[name]})).client);
const told = async (name: keyof typeof documents, at = 0) => (await read(name, at)).map(row => row.entry);
const pathsAndKinds = async (name: keyof typeof documents) => (await read(name)).map(row => `${row.entry.kind} ${row.path}`);

describe('places', () => {
	it('of a device: those in the trash are marked, sizes and times may be empty or missing', async () => {
		expect(await told('deviceWithTrashed')).toEqual([
			{
				name: 'OldSet', size: 21, modified: Date.UTC(2017, 2, 5, 12, 46, 3), deletedAt: Date.UTC(2017, 2, 6, 10, 45, 57),
			},
			{name: 'OldEmpty', size: 0, deletedAt: Date.UTC(2017, 2, 6, 10, 34, 9)},
			{name: 'Archive', size: 87, modified: Date.UTC(2017, 2, 6, 14, 29, 15)},
		]);
		expect(await told('deviceWithTrash')).toEqual([{name: 'Archive'}, {name: 'Sync'}, {name: 'Trash special'}]);
	});

	it('have names with numeric references, devices also those that people gave them', async () => {
		expect(await told('deviceWithReferences')).toMatchObject([{name: 'Bilder – 2024', modified: Date.UTC(2026, 6, 27, 5, 19, 53)}, {name: 'Tom & Jerry'}]);
		const {client} = await serveAnswer({body: `<user><devices>${documents.deviceWithReferences.slice(documents.deviceWithReferences.indexOf('<device'))}</devices></user>`});
		expect(await listDevices({client})).toMatchObject([{name: 'Ola\'s Mac', title: 'Ola\'s blå Mac & co', type: 'MACBOOK'}]);
	});

	it('of an account that has no limit and says little', async () => {
		expect(await told('user')).toEqual([{
			name: 'My old phone', type: 'IPHONE', size: 4_280_452_534, modified: Date.UTC(2015, 0, 4, 8, 3, 9),
		}, {name: 'Jotta', type: 'JOTTA', size: 9}]);
		const {client} = await serveAnswer({body: documents.user});
		const customer = await serveAnswer({body: jsonAnswers.customer});
		const both: Client = {...client, hosts: {...client.hosts, api: customer.client.hosts.api}};

		expect(await readCustomer(both.hosts, both)).toEqual({username: 'f3a1'});
		expect(await readAccount({client: both})).toEqual({
			username: 'f3a1', plan: 'unlimited', used: 2_039_672_393_219, locks: [],
		});
	});

	it('are made and removed by the roots that answer that', async () => {
		const made = await serveAnswer({body: documents.mountpointMade});
		const removed = await serveAnswer({body: documents.mountpointRemoved});

		await expect(createMountpoint('/PC01/Photos', {client: {...made.client, send: async call => call.method === 'GET' ? removed.client.send({...call, url: removed.client.hosts.jfs}) : made.client.send(call)}})).resolves.toBeUndefined();
		await expect(removeMountpoint('/PC01/Photos', {client: removed.client})).resolves.toBeUndefined();
	});
});

describe('a file', () => {
	const whole = {
		name: 'notes.md', kind: 'file', size: 318, revision: 1, md5: '586e853606991b88103b9f84f79f988e',
	};

	it('is what its current version says', async () => {
		expect(await told('file')).toMatchObject([whole]);
		expect(await told('fileWithComment')).toMatchObject([{name: 'notes.md', size: 1}]);
		expect(await told('fileShared')).toMatchObject([{publicLink: 'c8d5d14fa0b7458a8221452e0ff60bda'}]);
		expect(await told('fileOfNoTime')).toEqual([expect.not.objectContaining({modified: expect.anything() as unknown})]);
	});

	it('is in the trash by its attribute, also where its version says neither number nor state', async () => {
		expect(await told('fileTrashed')).toMatchObject([{...whole, deletedAt: Date.UTC(2017, 2, 8, 19, 55, 1)}]);
		const [bare] = await told('fileTrashedBare');
		expect(bare).toMatchObject({size: 28, deletedAt: Date.UTC(2026, 7, 29, 13, 45, 33)});
		expect(bare).not.toHaveProperty('state');
	});

	it('is unfinished where it has no complete version, and whole where only its newest is none', async () => {
		expect(await told('fileCorrupt')).toMatchObject([{state: 'corrupt'}]);
		expect(await told('fileIncomplete')).toMatchObject([{state: 'incomplete', size: 100}]);
		expect(await told('fileAfterCorrupt')).toEqual([expect.objectContaining({md5: '7909481653b3e89780847b08407db8be', revision: 3})]);
		expect(await told('fileAfterIncomplete')).toEqual([expect.not.objectContaining({state: expect.anything() as unknown})]);
	});

	it('has versions, the newest first', async () => {
		const names = async (name: keyof typeof documents, at = 1) => (await told(name, at)).map(version => version.name);

		expect(await names('fileWithHistory', 0)).toEqual(['10 current', '9 older', '8 older', '7 older', '6 older']);
		expect(await names('fileAfterCorrupt')).toEqual(['10 corrupt', '3 current']);
		expect(await names('fileAfterIncomplete')).toEqual(['9 incomplete', '8 current']);
		expect(await names('fileCorrupt')).toEqual(['3 corrupt']);
	});

	it('has a link with a page of three characters more', async () => {
		const {client} = await serveAnswer({body: documents.fileShared});

		expect(await makeLink(notes, {client})).toMatchObject({id: 'c8d5d14fa0b7458a8221452e0ff60bda', page: `${client.hosts.www}/s/4b2c8d5d14fa0b7458a8221452e0ff60bda`});
	});

	it('counts as trashed where the answer to that says so', async () => {
		const before = await serveAnswer({body: documents.file});
		const after = await serveAnswer({body: documents.fileTrashed});
		const client = {...before.client, send: async (call: Parameters<Client['send']>[0]) => (call.method === 'POST' ? after : before).client.send({...call, url: call.url.replace(before.client.hosts.api, (call.method === 'POST' ? after : before).client.hosts.api)})};

		await trashEntry(notes, 'file', {client});

		expect(after.asked).toEqual(['POST /jfs/f3a1/Jotta/Archive/notes.md?dl=true']);
	});
});

describe('a folder', () => {
	it('has what it lists, each in its state', async () => {
		expect(await told('folder')).toMatchObject([{name: 'Documents', kind: 'folder'}, {name: 'draft.txt~', revision: 127, size: 20_480}]);
		expect(await told('mountpoint')).toMatchObject([{name: 'folder1'}, {name: 'large', state: 'incomplete'}]);
		expect((await told('folderOfAllStates')).map(({name, state, deletedAt}) => `${name} ${deletedAt === undefined ? state ?? 'whole' : 'trashed'}`)).toEqual(['gone.py trashed', '_corrupt_ corrupt', 'half incomplete', 'good whole']);
		expect((await told('folderOfUnfinished')).map(({name, state, deletedAt}) => `${name} ${deletedAt === undefined ? state ?? 'whole' : 'trashed'}`)).toEqual(['Photos whole', 'Old trashed', 'a&b.pdf whole', 'uploading.bin incomplete', 'trashed-by-child.txt trashed', 'no-revision.txt incomplete']);
	});

	it('in the trash is read at its place', async () => {
		expect(await told('folderTrashed')).toMatchObject([{name: 'Old', deletedAt: Date.UTC(2017, 2, 4, 19, 9, 21)}]);
		expect(await told('folderTrashed', 1)).toMatchObject([{kind: 'folder', deletedAt: Date.UTC(2017, 2, 4, 19, 9, 21)}]);
	});

	it('has names with references, also in two halves', async () => {
		expect((await told('folderWithReferences')).map(({segment}) => segment)).toEqual(['blå', 'two\nlines', 'smile 😀', 'a "b" \'c\' <d>.txt']);
	});

	it('loses no more than the row whose name cannot be read: that one is shown, and out of reach', async () => {
		const [reference, character] = [await read('folderWithForbiddenReference'), await read('folderWithControlCharacter')];

		expect(reference.map(row => `${row.entry.kind} ${JSON.stringify(row.entry.name)}`)).toEqual(['folder "good"', String.raw`folder "‛bad\u0001name"`, 'other "no␀name"', 'other "which ␀ ␀"', 'folder "good too"']);
		expect(character.map(row => row.entry.kind)).toEqual(['folder', 'folder', 'other', 'folder']);
		const {client} = await serveAnswer({body: ''});
		expect([reference[1]!, character[1]!].map(({path}) => new URL(jfsAddress(client, path)).pathname)).toEqual([`/jfs/f3a1${trip}/bad%01name`, `/jfs/f3a1${trip}/bad%01name`]);
	});
});

describe('a view', () => {
	it('tells where each thing is, of one name several times', async () => {
		expect(await pathsAndKinds('trash')).toEqual(['folder /Jotta/Archive/Trip', 'folder /Jotta/Sync/Trip', 'folder /PC01/Photos', 'file /Jotta/Archive/x.txt']);
		expect(await pathsAndKinds('trashInCdata')).toEqual(['file /Jotta/Archive/a & b/x.txt']);
		expect(await told('links')).toMatchObject([{publicLink: '72223339696d45c7b607fae02e0fc3b7', deletedAt: Date.UTC(2017, 2, 9, 12, 3, 17)}]);
		expect(await pathsAndKinds('latest')).toEqual([`file ${notes}`]);
	});

	it('never takes the place of another person for one’s own', async () => {
		const [shared, foreign] = await read('latestOfAnotherUser');

		expect([shared!.path, shared!.entry.kind]).toEqual(['/Jotta/Shared/Team/budget.xlsx', 'file']);
		const trashed = await read('trashOfAnotherUser');
		const {client} = await serveAnswer({body: ''});
		for (const {path, entry: {kind}} of [foreign!, ...trashed]) {
			expect(kind).toBe('other');
			expect(() => jfsAddress(client, path)).toThrow('nothing can be done with what is listed there');
		}
	});
});

describe('the list of everything below', () => {
	it('is complete with folders that differ in more than case, by either way of counting', async () => {
		expect(await pathsAndKinds('tree')).toEqual(['folder /Jotta/Archive/Strasse', 'file /Jotta/Archive/Strasse/a.txt', 'folder /Jotta/Archive/Straße', 'file /Jotta/Archive/Straße/b.txt']);
		const spelledTwice = '<l><folder><path>/Archive/Trip</path></folder><folder><path>/archive/TRIP</path></folder>';
		for (const folders of [1, 2]) {
			const {client} = await serveAnswer({body: `${spelledTwice}<stats><folders>${folders}</folders><files>0</files></stats></l>`});
			expect(await readTreeRows(client)).toHaveLength(1);
		}

		const {client} = await serveAnswer({body: `${spelledTwice}<stats><folders>3</folders><files>0</files></stats></l>`});
		await expect(readTreeRows(client)).rejects.toMatchObject({code: 'corrupt'});
	});
});

describe('what is no answer to the question', () => {
	const failing = async (answer: ServedAnswer, work: (client: Client) => Promise<unknown>): Promise<unknown> => {
		const {client} = await serveAnswer(answer);
		try {
			return await work(client);
		} catch (error) {
			return error;
		}
	};

	it('is refused, with the words of the service where it has some', async () => {
		expect(await failing({status: 400, body: documents.errorWithReferences}, readRows)).toMatchObject({message: 'Jottacloud refuses Trip: Ola\'s name is refused.'});
		expect(await failing({body: documents.flatListCut}, readRows)).toMatchObject({code: 'corrupt'});
		expect(await failing({body: documents.flatListCut}, readOne)).toMatchObject({code: 'corrupt'});
	});

	it('is tried again where it may pass: a gateway’s page, and an exception without an id', async () => {
		const gateway = await failing({status: 503, body: pages.gateway}, readRows);
		const exception = await failing({status: 500, body: jsonAnswers.allocationException}, async client => allocate(upload, {client}));
		const refusal = await failing({status: 400, body: jsonAnswers.allocationException}, async client => allocate(upload, {client}));

		expect([gateway, exception, refusal].map(error => isTransient(error))).toEqual([true, true, true]);
		expect([exception, refusal]).toMatchObject([{code: 'service', message: 'Jottacloud had a problem with a.txt (500, AllocationException).'}, {code: 'service'}]);
	});

	it('is no success of a command that is sent on', async () => {
		const redirect = {status: 302, body: '', headers: {location: 'https://jfs2.jottacloud.com/jfs/f3a1/Jotta/Archive/a.txt?dl=true'}};

		expect(await failing(redirect, async client => createByHash(notes, {size: 1, md5: 'd41d8cd98f00b204e9800998ecf8427e'}, {client}))).toMatchObject({message: expect.stringContaining('points to jfs2.jottacloud.com') as string});
		expect(await failing(redirect, async client => allocate(upload, {client}))).toMatchObject({message: expect.stringContaining('points to jfs2.jottacloud.com') as string});
	});
});

describe('an upload', () => {
	it('that is announced may be answered with nulls, and 201', async () => {
		const announce = async (body: string) => allocate(upload, await serveAnswer({status: 201, body}));

		expect(await announce(jsonAnswers.allocateNulls)).toMatchObject({isStored: true});
		expect(await announce(jsonAnswers.allocateIncomplete)).toEqual({isStored: false, resumeFrom: 4, url: 'https://api.jottacloud.com/files/v1/upload/opaque'});
	});

	it('that is sent may be answered with 421 and a page: the file has changed', async () => {
		const {client} = await serveAnswer({status: 421, headers: {'content-type': 'text/html'}, body: '<html><body>421</body></html>'});

		await expect(sendContent({
			path: upload.path, url: `${client.hosts.api}/upload`, size: 2, from: 0, body: () => ReadableStream.from([new Uint8Array(2)]),
		}, {client})).rejects.toMatchObject({code: 'corrupt'});
	});
});
