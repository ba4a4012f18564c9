import type {RequestListener} from 'node:http';
import {Readable} from 'node:stream';
import type {Dispatcher} from 'undici';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Call} from '../../../source/jotta/http/request.ts';
import {startAnswering} from '../../support/answering.ts';

const inTheClear = 'http:';

/** A server that is moved to /there as `location` says; what it saw is told. */
async function ask(location: string, {status = 302, there = 200, query = '', ...call}: Partial<Call> & {readonly status?: number; readonly there?: number; readonly query?: string} = {}) {
	const seen: string[] = [];
	const answer: RequestListener = ({method, url, headers}, response) => {
		seen.push(`${method} ${url} ${headers.authorization}`);
		if (url === '/there') {
			response.writeHead(there).end('<folder/>');
		} else {
			response.writeHead(status, {location}).end('<html>moved</html>');
		}
	};

	const base = await startAnswering(answer);
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const ended: unknown = await sendThrough(pool)({
		method: 'GET', url: `${base}/here${query}`, headers: {authorization: 'Bearer t'}, subject: 'a.txt', mayRepeat: false, ...call,
	}).catch((error: unknown) => error);
	return {ended, seen};
}

describe('a request that is sent on', () => {
	it('is read from there, where that is the same host', async () => {
		const {ended, seen} = await ask('/there');

		expect(ended).toMatchObject({status: 200, text: '<folder/>'});
		expect(seen).toEqual(['GET /here Bearer t', 'GET /there Bearer t']);
	});

	it.each([404, 403, 409])('says nothing about what was asked for when it is refused there: %d', async there => {
		const {ended} = await ask('/there', {there});

		expect(ended).toMatchObject({code: 'offline', message: expect.stringContaining('Something else than Jottacloud answers for a.txt') as string});
	});

	it('is not read where its query is gone: that would be another question', async () => {
		const {ended, seen} = await ask('/there', {query: '?mode=disableShare'});

		expect(ended).toMatchObject({code: 'offline'});
		expect(seen).toHaveLength(1);
	});

	it('never takes the token to another host', async () => {
		const foreign: unknown[] = [];
		const elsewhere = await startAnswering((request, response) => {
			foreign.push(request.url);
			response.end('<folder/>');
		});

		const {ended} = await ask(`${elsewhere}/there`);

		expect(ended).toMatchObject({code: 'offline', message: `Something else than Jottacloud answers for a.txt, and points to ${new URL(elsewhere).host}.`});
		expect(foreign).toEqual([]);
	});

	it.each([
		['https://jfs.jottacloud.com', 'https://dn-7.jottacloud.com', 'token', true],
		['https://jfs.jottacloud.com', 'https://dn-7.jotta.cloud', 'token', true],
		['https://letsgo.jotta.cloud', 'https://id.jottacloud.com', undefined, true],
		['https://id.jottacloud.com', 'https://cloud.elkjop.no', undefined, true],
		['https://id.jottacloud.com', 'https://cloud.elkjop.no', 'token', false],
		['https://jfs.jottacloud.com', `${inTheClear}//dn-7.jottacloud.com`, 'token', false],
		['https://jfs.jottacloud.com', 'https://jottacloud.com.example', undefined, false],
		['https://nas.example', 'https://jfs.jottacloud.com', undefined, false],
	])('from %s to %s with %s: followed is what hosts.ts trusts', async (from, to, authorization, isFollowed) => {
		const asked: string[] = [];
		const pool = {
			async request({origin}: {readonly origin: string}) {
				asked.push(origin);
				return {statusCode: origin === from ? 302 : 200, headers: {location: `${to}/here`}, body: Readable.from(['<folder/>'])};
			},
		} as unknown as Dispatcher;

		await sendThrough(pool)({
			method: 'GET', url: `${from}/here`, subject: 'a.txt', mayRepeat: false, ...(authorization !== undefined && {headers: {authorization}}),
		}).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- what was asked is looked at

		expect(asked).toEqual(isFollowed ? [from, to] : [from]);
	});

	it.each([301, 302, 303, 307, 308])('%d is no success of a command, and is not followed', async status => {
		const {ended, seen} = await ask('/there', {status, method: 'POST'});

		expect(ended).toMatchObject({code: 'offline'});
		expect(seen).toHaveLength(1);
	});

	it.each(['/here', '//', 'http://[', ''])('in a circle, or to nowhere, ends: “%s”', async location => {
		const {ended, seen} = await ask(location);

		expect(ended).toMatchObject({code: 'offline'});
		expect(seen.length).toBeLessThan(5);
	});
});
