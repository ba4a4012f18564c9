import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {answerOf, lineFailure} from '../../../source/jotta/http/failures.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Send} from '../../../source/jotta/http/request.ts';
import {withRetry} from '../../../source/jotta/http/retry.ts';
import {startAnswering} from '../../support/answering.ts';

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
	const send: Send = withRetry(sendThrough(pool), {
		now: () => 0,
		async sleep(milliseconds) {
			pauses.push(milliseconds);
		},
	});
	return {
		pauses,
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
		['much later', {'retry-after': '86400'}, 120_000],
	])('%s is waited for', async (_, headers, expected) => {
		const {get, pauses} = await open([{status: 429, headers}, {status: 200}]);

		await get();

		expect(pauses).toEqual([expected]);
	});

	it.each(['soon', '-5', ''])('in words that mean nothing (“%s”) is asked again after the usual while', async text => {
		const {get, pauses} = await open([{status: 503, headers: {'retry-after': text}}, {status: 200}]);

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
