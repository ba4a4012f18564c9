import {createHash} from 'node:crypto';
import {text} from 'node:stream/consumers';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {readAccount} from '../../../source/jotta/account.ts';
import {
	createByHash,
	destroyEntry,
	makeFolder,
	trashEntry,
} from '../../../source/jotta/changes.ts';
import {findEntry, readEntry} from '../../../source/jotta/find.ts';
import type {Client} from '../../../source/jotta/client.ts';
import {openContent} from '../../../source/jotta/download.ts';
import {answerOf} from '../../../source/jotta/http/failures.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Send} from '../../../source/jotta/http/request.ts';
import {withRetry, type Pause} from '../../../source/jotta/http/retry.ts';
import {listLinks, makeLink, removeLink} from '../../../source/jotta/links.ts';
import {listFolder} from '../../../source/jotta/listing.ts';
import {moveEntry} from '../../../source/jotta/move.ts';
import {placeContent} from '../../../source/jotta/place-content.ts';
import {
	createDevice,
	createMountpoint,
	listDevices,
	listMountpoints,
	removeMountpoint,
	trashMountpoint,
} from '../../../source/jotta/places.ts';
import {emptyTrash, listTrash} from '../../../source/jotta/trash/trash.ts';
import {allocate, sendContent} from '../../../source/jotta/upload.ts';
import {readVersions} from '../../../source/jotta/versions.ts';
import {listTree} from '../../../source/jotta/xml/tree-stream.ts';
import {parseFaults} from '../../../source/sandbox/faults/fault-plan.ts';
import {startAnswering} from '../../support/answering.ts';
import {
	archive,
	openAccount,
	put,
	rowsOf,
} from '../../support/cloud.ts';

type Repeatable = (options: {readonly client: Client}) => Promise<unknown>;
type Row = readonly [name: string, address: string, call: Repeatable];
const file = `${archive}/a.txt`;
const folder = `${archive}/folder`;
const content = new TextEncoder().encode('what is in it');

const facts = {
	size: content.length, md5: createHash('md5').update(content).digest('hex'), created: 0, modified: 0,
};

/** What changes nothing, or comes to the same when it is done twice. */
const repeated: readonly Row[] = [
	['the account is read', 'GET */customer', readAccount],
	['the space is read', 'GET */jfs/*', readAccount],
	['a folder is listed', 'GET */Archive', async options => rowsOf(listFolder(archive, options))],
	['an entry is read', 'GET */a.txt', async options => readEntry(file, options)],
	['content is fetched', 'GET */a.txt?mode=bin*', async options => text(await openContent(file, options))],
	['a tree is listed', 'GET *mode=liststream*', async options => rowsOf(listTree(archive, options))],
	['versions are read', 'GET */a.txt', async options => readVersions(file, options)],
	['devices are listed', 'GET */jfs/*', listDevices],
	['mountpoints are listed', 'GET */Jotta', async options => listMountpoints('Jotta', options)],
	['the trash is listed', 'GET */Jotta/Trash*', async options => rowsOf(listTrash(options))],
	['links are listed', 'GET */Jotta/Links*', async options => rowsOf(listLinks(options))],
	['a link is made', 'GET *mode=enableShare', async options => makeLink(file, options)],
	['a link is turned off', 'GET *mode=disableShare', async options => removeLink(file, options)],
	['a folder is made', 'POST *mkDir=*', async options => makeFolder(`${archive}/new`, options)],
	['a file is put into the trash', 'POST *dl=*', async options => trashEntry(file, 'file', options)],
	['a folder is put into the trash', 'POST *dlDir=*', async options => trashEntry(folder, 'folder', options)],
	['a file is made by its hash', 'POST *cphash=*', async options => createByHash(file, facts, options)],
	['an upload is announced that makes a version', 'POST */allocate', async options => allocate({path: file, ...facts, onConflict: 'new-revision'}, options)],
	['a device is made', 'POST */laptop*', async options => createDevice('laptop', options)],
	['a mountpoint is made', 'POST */Box/new', async options => createMountpoint('/Box/new', options)],
	['a mountpoint is put into the trash', 'POST */Box/old*', async options => trashMountpoint('/Box/old', options)],
];

/** What may be about something else by the second time. */
const once: readonly Row[] = [
	['a file is moved', 'POST *mv=*', async options => moveEntry(file, `${archive}/moved.txt`, options)],
	['a folder is moved', 'POST *mvDir=*', async options => moveEntry(folder, `${archive}/moved`, options)],
	['a file is copied', 'POST *cp=*', async options => placeContent({
		from: file, to: `${archive}/copy.txt`, facts: {...facts, md5: '0'.repeat(32)}, onConflict: 'reject',
	}, options)],
	['a file is deleted for good', 'POST *rm=*', async options => destroyEntry(file, 'file', options)],
	['a folder is deleted for good', 'POST *rmDir=*', async options => destroyEntry(folder, 'folder', options)],
	['a mountpoint is deleted for good', 'POST *rm=*', async options => removeMountpoint('/Box/old', options)],
	['the trash is emptied', 'POST */purge_trash', emptyTrash],
	['an upload is announced that must meet nothing', 'POST */allocate', async options => allocate({path: `${archive}/new.txt`, ...facts, onConflict: 'reject'}, options)],
	['content is sent', 'POST */upload/*', async options => {
		const {url} = await allocate({
			path: file, ...facts, md5: createHash('md5').update('other content').digest('hex'), onConflict: 'new-revision',
		}, options);
		await sendContent({
			path: file, url, size: content.length, from: 0, async * body() {
				yield new TextEncoder().encode('other content');
			},
		}, options);
	}],
];

/** Does it with its first answer lost; waits until it was asked for so many times, and tells whether the caller has heard of that. */
async function callWithLostAnswer([, address, call]: Row, times: number) {
	const {sandbox, client} = await openAccount();
	await put(client, file, 'what is in it');
	await put(client, `${folder}/b.txt`, 'b');
	await createDevice('Box', {client});
	await createMountpoint('/Box/old', {client});
	const begun = sandbox.log.length;
	sandbox.setFaults(`${address} drop=after times=1`);
	const [{status}] = await Promise.allSettled([call({client})]);
	await findEntry(`${archive}/the last one`, {client});
	const isLast = ({path}: {readonly path: string}) => path.includes('the%20last%20one');
	const {choose} = parseFaults(`${address} drop=after`);
	const asked = () => sandbox.log.slice(begun).filter(request => !isLast(request) && choose(request.method, request.path) !== undefined).length;
	await expect.poll(() => ({isOver: sandbox.log.some(request => isLast(request)), asked: asked()})).toEqual({isOver: true, asked: times}); // the log has a request when its connection is done with it, a body later than what was asked after it
	return status;
}

describe('a request whose answer was lost', () => {
	it.each(repeated)('is sent again where that does no harm: %s', async (...row) => {
		expect(await callWithLostAnswer(row, 2)).toBe('fulfilled');
	});

	it.each(once)('is sent once where a second could harm: %s', async (...row) => {
		await expect(callWithLostAnswer(row, 1)).resolves.toBeDefined();
	});
});

/** A request to a server that answers with the statuses in turn, and what was waited for between them. */
async function open(answers: ReadonlyArray<{readonly status: number; readonly headers?: Readonly<Record<string, string>>}>) {
	let asked = 0;
	const url = await startAnswering((_request, response) => {
		const {status, headers = {}} = answers[Math.min(asked, answers.length - 1)]!;
		asked += 1;
		response.writeHead(status, headers).end();
	});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const pauses: number[] = [];
	const told: Pause[] = [];
	const send: Send = withRetry(sendThrough(pool), {
		clock: {
			now: () => 0,
			async sleep(milliseconds) {
				pauses.push(milliseconds);
			},
		},
		onPause(pause) {
			told.push(pause);
		},
	});
	return {
		pauses,
		told,
		asked: () => asked,
		get: async (mayRepeat = true) => send({
			method: 'GET', url, subject: 'the test', mayRepeat,
		}),
	};
}

const date = 'Tue, 24 Nov 2026 20:00:00 GMT';

describe('a service that asks to come back later', () => {
	it.each([
		['in seconds', {'retry-after': '7'}, 7000],
		['at a time, by its own clock', {date, 'retry-after': 'Tue, 24 Nov 2026 20:00:12 GMT'}, 12_000],
		['at a time that is over', {date, 'retry-after': 'Tue, 24 Nov 2026 19:00:00 GMT'}, 0],
	])('%s is waited for', async (_, headers, expected) => {
		const {get, pauses, told} = await open([{status: 429, headers}, {status: 200}]);

		await get();

		expect(pauses).toEqual([expected]);
		expect(told).toEqual(expected === 0 ? [] : [{milliseconds: expected, isWaited: true}]); // before it is waited
	});

	it('later than anybody waits is a failure that says so', async () => {
		const {get, pauses, told} = await open([{status: 429, headers: {'retry-after': '3600'}}, {status: 503, headers: {'retry-after': '7200'}}]);

		await expect(get()).rejects.toMatchObject({message: 'Jottacloud asks to wait 1h 0m.', nextStep: 'Try again after that.'});
		await expect(get()).rejects.toThrow('It asks to wait 2h 0m.');
		expect([pauses, told.map(({isWaited}) => isWaited)]).toEqual([[], [false, false]]);
	});

	it.each(['soon', '-5', ''])('in words that mean nothing (“%s”) is asked again after the usual while', async words => {
		const {get, pauses} = await open([{status: 503, headers: {'retry-after': words}}, {status: 200}]);

		await get();

		expect(pauses).toEqual([expect.toSatisfy((pause: number) => pause >= 100 && pause <= 200)]);
	});

	it('is asked five times, and never twice for what must not be repeated', async () => {
		const patient = await open([{status: 503}]);
		const careful = await open([{status: 503}]);

		await expect(patient.get()).rejects.toMatchObject({code: 'service'});
		await expect(careful.get(false)).rejects.toSatisfy(error => answerOf(error)?.status === 503);

		expect([patient.asked(), careful.asked()]).toEqual([5, 1]);
	});
});
