import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {errors} from 'undici';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../source/failure.ts';
import type {Client} from '../../source/jotta/client.ts';
import type {Call} from '../../source/jotta/http/request.ts';
import {
	allocate,
	sendContent,
	sendMissing,
	type UploadRequest,
} from '../../source/jotta/upload.ts';
import {scriptedService} from '../support/scripted-service.ts';
import {standardNames} from '../support/names.ts';
import {uploadService} from '../support/upload-service.ts';

const request: UploadRequest = {
	path: '/Jotta/Archive/a.bin', size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
};

async function askFor(wish: Partial<UploadRequest>, answer = '{"state": "INCOMPLETE", "upload_url": "https://up.example/1", "resume_pos": 4}') {
	const {client, calls} = scriptedService(() => answer);
	const place = await allocate({...request, ...wish}, {client});
	const [{body, mayRepeat}] = calls as [typeof calls[number]];
	return {place, mayRepeat, asked: JSON.parse(String(body)) as unknown};
}

describe('a file that is announced', () => {
	it('is told with its times, to whole seconds, and only where it has any', async () => {
		const [timed, bare] = [await askFor({created: 1_234_567_890_999, modified: 1_234_567_891_001}), await askFor({})];

		expect(timed.asked).toEqual({
			path: '/jfs/Jotta/Archive/a.bin', bytes: 10, md5: request.md5, created: '2009-02-13T23:31:30Z', modified: '2009-02-13T23:31:31Z',
		});
		expect(bare.asked).toEqual({
			path: '/jfs/Jotta/Archive/a.bin', bytes: 10, md5: request.md5,
		});
	});

	it('may be announced again when the answer was lost, but for one that must be new: it would be in its own way', async () => {
		const [any, fresh] = [await askFor({}), await askFor({onConflict: 'reject'})];

		expect([any.mayRepeat, fresh.mayRepeat]).toEqual([true, false]);
		expect(fresh.asked).toMatchObject({conflict_handler: 'REJECT_CONFLICTS'});
	});

	it('is there already, or is to be sent from a position on', async () => {
		const [there, part] = [await askFor({}, '{"state": "COMPLETED"}'), await askFor({})];

		expect(there.place).toMatchObject({isStored: true});
		expect((await askFor({}, '{"state": "COMPLETED", "upload_url": null, "resume_pos": null}')).place).toMatchObject({isStored: true});
		expect(part.place).toEqual({isStored: false, resumeFrom: 4, url: 'https://up.example/1'});
	});

	const handlers = (calls: ReadonlyArray<Pick<Call, 'body'>>) => calls.map(({body}) => typeof body === 'string' ? (JSON.parse(body) as {readonly conflict_handler?: string}).conflict_handler ?? 'plain' : 'look');
	const free = {...request, onConflict: 'reject'} as const;

	it('that must be new is looked for where the service does not know the field that says so, from then on before', async () => {
		const {client, calls} = scriptedService(({body}) => {
			if (body === undefined) {
				return {status: 404};
			}

			return String(body).includes('conflict_handler') ? {status: 400, text: 'Unrecognized field "conflict_handler"'} : '{"state": "COMPLETED"}';
		});

		expect([await allocate(free, {client}), await allocate(free, {client})]).toMatchObject([{isStored: true}, {isStored: true}]);
		expect(handlers(calls)).toEqual(['REJECT_CONFLICTS', 'look', 'plain', 'look', 'plain']);
	});

	it('is not announced where the look finds something there', async () => {
		const {client, calls} = scriptedService(({body}) => body === undefined ? '<file name="a.bin"><currentRevision><size>1</size></currentRevision></file>' : {status: 400});

		await expect(allocate(free, {client})).rejects.toMatchObject({code: 'already-exists'});
		expect(handlers(calls).slice(0, 2)).toEqual(['REJECT_CONFLICTS', 'look']);
		expect(handlers(calls)).not.toContain('plain');
	});

	it('is refused as before where its name is the reason', async () => {
		const {client, calls} = scriptedService(({body}) => body === undefined ? {status: 404} : {status: 400, text: 'Bad name'});

		await expect(allocate(free, {client})).rejects.toMatchObject({code: 'name-not-allowed'});
		await expect(allocate(free, {client})).rejects.toMatchObject({code: 'name-not-allowed'});
		expect(handlers(calls)).toEqual(['REJECT_CONFLICTS', 'look', 'plain', 'REJECT_CONFLICTS', 'look', 'plain']);
	});

	const resumingAt = (position: unknown) => `{"state": "INCOMPLETE", "upload_url": "https://up.example/1", "resume_pos": ${String(position)}}`;

	it.each(['<html>', '{}', '{"state": "INCOMPLETE"}', '{"state": "INCOMPLETE", "upload_url": "/here"}', ...[-1, 1.5, 1e300, '"4"'].map(position => resumingAt(position))])('is announced again where the answer is none: %s', async answer => {
		await expect(askFor({}, answer)).rejects.toMatchObject({code: 'offline'});
	});
});

describe('the content of a file', () => {
	const send = async (from: number, answer: string) => {
		const {client, calls} = scriptedService(() => answer);
		const stored = await sendContent({
			path: request.path, url: 'https://up.example/1', size: 10, from, body: () => ReadableStream.from([new Uint8Array(10 - from)]),
		}, {client});
		return {stored, call: calls[0]!};
	};

	it('is sent from a position to the end, once', async () => {
		const {stored, call} = await send(4, '{"md5": "C3FCD3D76192E4007DFB496CCA67E13B", "bytes": 10}');

		expect(call).toMatchObject({mayRepeat: false, headers: {'content-length': '6', range: 'bytes=4-9'}});
		expect(stored).toEqual({md5: request.md5, size: 10});
	});

	it('is sent whole without a position', async () => {
		const {call} = await send(0, '{"md5": "c3", "bytes": 10}');

		expect(call.headers).toEqual({'content-type': 'application/octet-stream', 'content-length': '10'});
	});

	it('is asked for again where the answer is none', async () => {
		await expect(send(0, '<html>')).rejects.toMatchObject({code: 'offline'});
	});

	it('that became longer or shorter meanwhile is said to have changed; other failures stay what they are', async () => {
		const failing = async (failure: Failure) => sendContent({
			path: request.path, url: 'https://up.example/1', size: 10, from: 0, body: () => ReadableStream.from([]),
		}, {
			client: {
				names: standardNames,
				async send() {
					throw failure;
				},
			} as unknown as Client,
		});
		const offline = (cause?: unknown) => new Failure('offline', 'The line is down.', {nextStep: '', cause});

		await expect(failing(offline(new errors.RequestContentLengthMismatchError()))).rejects.toMatchObject({code: 'corrupt', message: 'a.bin changed while it was sent.'});
		await expect(failing(offline())).rejects.toMatchObject({code: 'offline'});
	});
});

const MB = 1_048_576;
const film = new Uint8Array(5 * MB).map((_, index) => index % 251);
const page421 = '<html><body>421</body></html>';

/** Announces the film and sends what is missing of it, as often as the line breaks. */
async function upload(options: Parameters<typeof uploadService>[0], content = film) {
	const service = await uploadService(options);
	const {client} = service;
	const {path} = request;
	const announce = async () => allocate({
		path, size: content.length, md5: createHash('md5').update(content).digest('hex'), onConflict: 'new-revision',
	}, {client});
	const send = async () => sendMissing(await announce(), {
		announce,
		send: async ({url, resumeFrom}) => sendContent({
			path, url, size: content.length, from: resumeFrom, async * body() {
				for (let at = resumeFrom; at < content.length; at += 65_536) {
					yield content.subarray(at, at + 65_536);
				}
			},
		}, {client}),
	}, {client});
	return {...service, send};
}

describe('what is missing of an upload', () => {
	it('is sent from where the line broke, whatever the size, and nothing twice', async () => {
		const {send, received, held} = await upload({receptions: [{cutAfter: 3 * MB}]});

		await expect(send()).rejects.toMatchObject({code: 'offline'});
		await send();

		expect(received).toEqual([{range: undefined, bytes: 3 * MB}, {range: `bytes=${3 * MB}-${(5 * MB) - 1}`, bytes: 2 * MB}]);
		expect(Buffer.compare(held(), film)).toBe(0);
	});

	it('goes on by itself where the service says that it has got a part only', async () => {
		const {send, received, allocated} = await upload({receptions: [{takes: 2 * MB}, {takes: MB}]});

		expect(await send()).toMatchObject({size: 5 * MB});
		expect(received.map(({range}) => range)).toEqual([undefined, `bytes=${2 * MB}-${(5 * MB) - 1}`, `bytes=${3 * MB}-${(5 * MB) - 1}`]);
		expect(allocated).toHaveLength(3);
	});

	it('ends where that brings nothing more', async () => {
		const {send, received} = await upload({receptions: Array.from({length: 20}, () => ({takes: 1}))});

		await expect(send()).rejects.toMatchObject({code: 'service', message: 'Jottacloud has received only a part of a.bin.'});
		expect(received).toHaveLength(5);
	});

	it.each([
		[400, '{"code":400,"message":"Range expected"}', 'Jottacloud refuses the content of a.bin: Range expected.'],
		[416, '', 'Jottacloud refuses the content of a.bin.'],
		[420, '<html>420</html>', 'Jottacloud has received only a part of a.bin.'],
	])('is announced again when its content is refused with %d, and given up when it is so again and again', async (status, words, message) => {
		const refused = {status, words};
		const [passing, lasting] = [await upload({receptions: [refused]}), await upload({receptions: Array.from({length: 20}, () => refused)})];

		expect(await passing.send()).toMatchObject({size: 5 * MB});
		await expect(lasting.send()).rejects.toMatchObject({code: 'service', message});
		expect(lasting.received).toHaveLength(5);
	});

	it.each([
		[421, page421],
		[421, ''],
		[422, '{"error_id":"CorruptUploadOpenApiException"}'],
		[420, '{"error_id":"CorruptUploadOpenApiException"}'],
	])('is another content than was announced: %d %s', async (status, words) => {
		const {send, received} = await upload({receptions: [{status, words}]});

		await expect(send()).rejects.toMatchObject({code: 'corrupt', message: 'a.bin changed while it was sent.'});
		expect(received).toHaveLength(1);
	});

	it('is nothing where all has arrived: that is told without a range that ends before it begins', async () => {
		const {client, calls} = scriptedService(() => '{"md5": "c3", "bytes": 10}');
		await sendContent({
			path: request.path, url: 'https://up.example/1', size: 10, from: 10, body: () => ReadableStream.from([]),
		}, {client});

		expect(calls[0]!.headers).toMatchObject({'content-length': '0', range: 'bytes=10-'});
	});

	it('is nothing of an empty file, and of what turns out to be there', async () => {
		const [empty, there] = [await upload({}, new Uint8Array()), await upload({says: {state: 'COMPLETED', upload_url: null, resume_pos: null}})];

		expect(await empty.send()).toMatchObject({size: 0});
		expect(empty.received).toEqual([{range: undefined, bytes: 0}]);
		expect(await there.send()).toBeUndefined();
		expect(there.received).toEqual([]);
	});
});
