import type {IncomingMessage} from 'node:http';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {lineFailure} from '../../../source/jotta/http/failures.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Call} from '../../../source/jotta/http/request.ts';
import {userAgent} from '../../../source/version.ts';
import {startAnswering} from '../../support/answering.ts';

describe('a certificate that is refused', () => {
	it.each([
		['CERT_NOT_YET_VALID', 'by the clock of this machine'],
		['CERT_HAS_EXPIRED', 'by the clock of this machine'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted here'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not trusted here'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'another server’s'],
	])('%s is said in words, with what to look at', (code, words) => {
		const failure = lineFailure(Object.assign(new Error('refused'), {code}), 'the sign-in');

		expect(failure).toMatchObject({code: 'offline', message: expect.stringContaining(words) as string, nextStep: expect.stringContaining('clock') as string});
	});
});

describe('a request', () => {
	/** Sends to a server that shows what arrives, and answers as it is told. */
	const ask = async ({path = '/', ...facts}: Partial<Call> & {readonly path?: string}, {status = 200, body = ''}: {readonly status?: number; readonly body?: string} = {}) => {
		const arrived: IncomingMessage[] = [];
		const base = await startAnswering((incoming, response) => {
			arrived.push(incoming);
			response.writeHead(status).end(body);
		});
		const pool = openPool();
		onTestFinished(async () => pool.destroy());
		const ended: unknown = await sendThrough(pool)({
			method: 'GET', url: `${base}${path}`, subject: 'a%.txt', mayRepeat: false, ...facts,
		}).catch((error: unknown) => error);
		return {ended, headers: arrived[0]?.headers};
	};

	it('says that it has no content only where it could have some', async () => {
		const [empty, text, read] = [await ask({method: 'POST'}), await ask({method: 'POST', body: 'four'}), await ask({})];

		expect([empty.headers, text.headers, read.headers].map(headers => headers?.['content-length'])).toEqual(['0', '4', undefined]);
	});

	it('says who asks, and that a document may be packed; the bytes of a file come as they are', async () => {
		const asked = [await ask({method: 'POST', body: 'four', headers: {accept: 'application/json'}}), await ask({streams: true}), await ask({streams: true, isContent: true})];

		expect(asked.map(({headers}) => [headers?.['user-agent'], headers?.['accept-encoding']])).toEqual([[userAgent, 'gzip'], [userAgent, 'gzip'], [userAgent, undefined]]);
		expect(asked[0]!.headers).toMatchObject({accept: 'application/json'});
	});

	it('takes everything below 300 for an answer, and the rest for a failure', async () => {
		expect((await ask({}, {status: 204})).ended).toMatchObject({status: 204, text: ''});
		expect((await ask({}, {status: 304})).ended).toMatchObject({code: 'offline', message: 'Something else than Jottacloud answers for a%.txt, with a redirect (304).'});
		expect((await ask({}, {status: 400})).ended).toMatchObject({code: 'name-not-allowed', message: 'Jottacloud refuses a%.txt.'});
		expect((await ask({}, {status: 404})).ended).toMatchObject({code: 'not-found'});
	});

	it.each([401, 403, 404, 409, 413])('that a page refuses with %d says nothing about the file or the account', async status => {
		const {ended} = await ask({}, {status, body: '<!DOCTYPE html><html><body>Sign in to the hotel</body></html>'});

		expect(ended).toMatchObject({code: 'offline', message: `Something else than Jottacloud answers for a%.txt, with a page (${status}).`});
	});

	it('that is refused at length has a short sentence', async () => {
		const {ended} = await ask({}, {status: 400, body: `<error><message>no.jotta.backup.errors.InvalidArgumentException: ${'long '.repeat(10_000)}</message></error>`});

		expect((ended as Failure).message.length).toBeLessThan(400);
	});

	it('that is refused for a name with a plain percent sign says so; other names and other refusals are not mistaken for that', async () => {
		const percent = {path: '/jfs/f3a1/Jotta/a%25.txt'};

		expect((await ask(percent, {status: 400})).ended).toMatchObject({code: 'name-not-allowed', message: expect.stringContaining('plain percent sign') as string});
		expect((await ask(percent, {status: 404})).ended).toMatchObject({code: 'not-found'});
		expect((await ask({path: '/jfs/f3a1/a?query=%25'}, {status: 400})).ended).toMatchObject({message: 'Jottacloud refuses a%.txt.'});
		for (const target of [{path: '/jfs/f3a1/a?mv=%2Ff3a1%2F50%25'}, {path: '/files/v1/allocate', body: '{"path":"/jfs/Jotta/50%","bytes":1}'}]) {
			expect((await ask(target, {status: 400})).ended).toMatchObject({code: 'name-not-allowed', message: expect.stringContaining('takes no name with a plain percent sign') as string});
		}
	});

	it('that is not found by a name of other programs says that this may be why', async () => {
		expect((await ask({path: '/jfs/f3a1/a%3Ab'}, {status: 404})).ended).toMatchObject({code: 'not-found', message: expect.stringContaining('does not find a name with such characters') as string});
		expect((await ask({path: '/jfs/f3a1/a%EF%BC%9Ab?mv=%3A'}, {status: 404})).ended).toMatchObject({code: 'not-found', message: expect.stringContaining('It may have been moved') as string});
	});

	it('reads of a page that says no only the beginning', async () => {
		const {ended} = await ask({}, {status: 502, body: `${'é'.repeat(40_000)}<error>`});

		expect(ended).toMatchObject({code: 'service'});
	});

	it('is not sent when it was cancelled before, and gives the reason of who did it', async () => {
		const reason = new Failure('permission', 'No.', {nextStep: ''});

		const {ended, headers} = await ask({signal: AbortSignal.abort(reason)});

		expect([ended, headers]).toEqual([reason, undefined]);
	});

	it('is left when it is cancelled on its way, with the reason of who did it', async () => {
		const arrived = Promise.withResolvers<void>();
		const base = await startAnswering(() => {
			arrived.resolve();
		});
		const pool = openPool();
		onTestFinished(async () => pool.destroy());
		const stop = new AbortController();
		const sending = sendThrough(pool)({
			method: 'GET', url: base, subject: 'it', mayRepeat: false, signal: stop.signal,
		});
		await arrived.promise;
		const reason = new Failure('permission', 'No.', {nextStep: ''});
		stop.abort(reason);

		await expect(sending).rejects.toBe(reason);
	});
});
