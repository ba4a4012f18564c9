import type {RequestListener} from 'node:http';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {usualLimits, type AnswerLimits} from '../../../source/jotta/http/bodies.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Call} from '../../../source/jotta/http/request.ts';
import {withRetry} from '../../../source/jotta/http/retry.ts';
import {startAnswering} from '../../support/answering.ts';
import {systemClock} from '../../support/sandbox.ts';

async function openSend(answer: RequestListener, limits: Partial<AnswerLimits>) {
	const url = await startAnswering(answer);
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const send = withRetry(sendThrough(pool, {...usualLimits, ...limits}), {clock: systemClock});
	return async (call: Partial<Call>, path = '') => send({
		method: 'GET', url: url + path, subject: 'a.txt', mayRepeat: true, ...call,
	});
}

describe('a service that takes a request and says nothing', () => {
	it('is left after a while, and not asked again', async () => {
		let asked = 0;
		const send = await openSend(() => {
			asked += 1;
		}, {silence: 20});

		await expect(send({})).rejects.toMatchObject({code: 'offline', message: 'Jottacloud could not be reached for a.txt (no answer in time).'});
		expect(asked).toBe(1);
	});

	it.each<[string, Partial<Call>]>([
		['a long list', {streams: true}],
		['content that has arrived', {method: 'POST', mayRepeat: false, body: () => new Blob(['x']).stream()}],
		['a change of all that is in a folder', {
			method: 'POST', streams: true, isBrief: true, changesMuch: true,
		}],
	])('is waited for longer where it may have to think: %s', async (_, call) => {
		const isGivenUp = Promise.withResolvers<void>();
		const send = await openSend((request, response) => {
			request.resume();
			if (request.url === '/long') {
				void isGivenUp.promise.then(() => response.end('x'));
			}
		}, {silence: 20});

		const long = send(call, '/long');
		await expect(send({})).rejects.toMatchObject({code: 'offline'});
		isGivenUp.resolve();

		await expect(long).resolves.toMatchObject({status: 200});
	});

	it('is left after longer in those cases, and in the middle of a body', async () => {
		const send = await openSend((request, response) => {
			if (request.url === '/body') {
				response.writeHead(200).write('x');
			}
		}, {longSilence: 20});

		await expect(send({streams: true})).rejects.toMatchObject({code: 'offline'});
		await expect((async () => Array.fromAsync((await send({streams: true}, '/body')).body))()).rejects.toMatchObject({message: expect.stringContaining('no answer in time') as string});
	});
});
