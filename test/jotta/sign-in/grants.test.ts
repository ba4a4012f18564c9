import {describe, expect, it} from 'vitest';
import {Failure} from '../../../source/failure.ts';
import {failureOf, type ErrorAnswer} from '../../../source/jotta/http/failures.ts';
import type {Call} from '../../../source/jotta/http/request.ts';
import {explainGrant, requestTokens, usefulSeconds} from '../../../source/jotta/sign-in/grants.ts';
import {systemClock} from '../../support/sandbox.ts';

const refused = new Failure('not-signed-in', 'This token was used before.', {nextStep: ''});
const explain = (answer: ErrorAnswer) => explainGrant(failureOf(answer, 'the sign-in'), {clientId: 'nas', refused});

describe('a sign-in that the service says no to', () => {
	it.each([{status: 400, id: 'invalid_grant'}, {status: 401}])('because of what was shown (%j) is told in the words for that', answer => {
		expect(explain(answer)).toBe(refused);
	});

	it.each(['invalid_client', 'unauthorized_client'])('because of the client (%s) names it', id => {
		expect(explain({status: 401, id})).toMatchObject({code: 'not-signed-in', message: expect.stringContaining('“nas”') as string});
	});

	it.each(['invalid_scope', 'unsupported_grant_type'])('because of the way (%s) says so', id => {
		expect(explain({status: 400, id})).toMatchObject({code: 'not-signed-in', message: expect.stringContaining('this way of signing in') as string});
	});

	it.each([400, 403, 404])('for another reason (%s) is told with the service’s own words', status => {
		expect(explain({status, id: 'other', text: 'Account disabled'})).toMatchObject({code: 'not-signed-in', message: `The service refused the sign-in: Account disabled (${status}).`});
		expect(explain({status})).toMatchObject({message: `The service refused the sign-in (${status}).`});
	});

	it.each([429, 500, 503])('because it is out of order (%s) stays that failure: nothing was refused', status => {
		const failure = failureOf({status}, 'the sign-in');

		expect(explainGrant(failure, {clientId: 'nas', refused})).toBe(failure);
	});

	it('because the line broke stays that failure', () => {
		const down = new Failure('offline', 'The line is down.', {nextStep: ''});

		expect(explainGrant(down, {clientId: 'nas', refused})).toBe(down);
	});
});

describe('the tokens that the service gives', () => {
	const answered = async (text: string) => {
		const calls: Call[] = [];
		const tokens = await requestTokens({endpoint: 'https://id.example/token', form: {grant_type: 'x', code: 'a b'}}, {
			clock: {...systemClock, now: () => 1000},
			async send(call) {
				calls.push(call);
				return {
					status: 200, headers: {}, text, body: ReadableStream.from([]),
				};
			},
		});
		return {tokens, calls};
	};

	it('are good for a minute less than it says, and are never asked for twice', async () => {
		const {tokens, calls} = await answered('{"access_token": "a", "refresh_token": "r", "expires_in": 3600}');

		expect(tokens).toEqual({accessToken: 'a', refreshToken: 'r', expiresAt: 1000 + (3540 * 1000)});
		expect(calls).toEqual([expect.objectContaining({method: 'POST', body: 'grant_type=x&code=a+b', mayRepeat: false})]);
	});

	it('may be without one to renew them with, and without a time', async () => {
		const {tokens} = await answered('{"access_token": "a"}');

		expect(tokens).toEqual({accessToken: 'a', expiresAt: 1000 + (3540 * 1000)});
	});

	it.each(['{"access_token": ""}', '{}', '<html>'])('are not taken from %s', async text => {
		await expect(answered(text)).rejects.toMatchObject({code: 'service', message: expect.stringContaining('id.example') as string});
	});

	it('that live shorter than two minutes are renewed at half their life', () => {
		expect([3600, 180, 120, 60, 10].map(seconds => usefulSeconds(seconds))).toEqual([3540, 120, 60, 30, 5]);
	});
});
