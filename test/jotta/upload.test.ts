import {errors} from 'undici';
import {describe, expect, it} from 'vitest';
import {Failure} from '../../source/failure.ts';
import type {Client} from '../../source/jotta/client.ts';
import {allocate, sendContent, type UploadRequest} from '../../source/jotta/upload.ts';
import {scriptedService} from '../support/scripted-service.ts';
import {standardNames} from '../support/names.ts';

const request: UploadRequest = {
	path: '/Jotta/Archive/a.bin', size: 10, md5: 'c3fcd3d76192e4007dfb496cca67e13b', onConflict: 'new-revision',
};

async function announce(wish: Partial<UploadRequest>, answer = '{"state": "INCOMPLETE", "upload_url": "https://up.example/1", "resume_pos": 4}') {
	const {client, calls} = scriptedService(() => answer);
	const place = await allocate({...request, ...wish}, {client});
	const [{body, mayRepeat}] = calls as [typeof calls[number]];
	return {place, mayRepeat, asked: JSON.parse(String(body)) as unknown};
}

describe('a file that is announced', () => {
	it('is told with its times, to whole seconds, and only where it has any', async () => {
		const [timed, bare] = [await announce({created: 1_234_567_890_999, modified: 1_234_567_891_001}), await announce({})];

		expect(timed.asked).toEqual({
			path: '/jfs/Jotta/Archive/a.bin', bytes: 10, md5: request.md5, created: '2009-02-13T23:31:30Z', modified: '2009-02-13T23:31:31Z', conflict_handler: 'CREATE_NEW_REVISION',
		});
		expect(bare.asked).toEqual({
			path: '/jfs/Jotta/Archive/a.bin', bytes: 10, md5: request.md5, conflict_handler: 'CREATE_NEW_REVISION',
		});
	});

	it('may be announced again when the answer was lost, but for one that must be new: it would be in its own way', async () => {
		const [any, fresh] = [await announce({}), await announce({onConflict: 'reject'})];

		expect([any.mayRepeat, fresh.mayRepeat]).toEqual([true, false]);
		expect(fresh.asked).toMatchObject({conflict_handler: 'REJECT_CONFLICTS'});
	});

	it('is there already, or is to be sent from a position on', async () => {
		const [there, part] = [await announce({}, '{"state": "COMPLETED"}'), await announce({})];

		expect(there.place).toMatchObject({isStored: true});
		expect((await announce({}, '{"state": "COMPLETED", "upload_url": null, "resume_pos": null}')).place).toMatchObject({isStored: true});
		expect(part.place).toEqual({isStored: false, resumeFrom: 4, url: 'https://up.example/1'});
	});

	const resumingAt = (position: unknown) => `{"state": "INCOMPLETE", "upload_url": "https://up.example/1", "resume_pos": ${String(position)}}`;

	it.each(['<html>', '{}', '{"state": "INCOMPLETE"}', '{"state": "INCOMPLETE", "upload_url": "/here"}', ...[-1, 1.5, 1e300, '"4"'].map(position => resumingAt(position))])('is announced again where the answer is none: %s', async answer => {
		await expect(announce({}, answer)).rejects.toMatchObject({code: 'offline'});
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
