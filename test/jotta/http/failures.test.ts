import {errors} from 'undici';
import {describe, expect, it} from 'vitest';
import {Failure, needsSignIn} from '../../../source/failure.ts';
import {
	answerOf,
	failureOf,
	isTransient,
	lineFailure,
	readErrorAnswer,
	type ErrorAnswer,
} from '../../../source/jotta/http/failures.ts';

describe('an answer that is no success', () => {
	it('is read as the service writes it in XML', () => {
		const body = '<error><code>409</code><message>no.jotta.backup.errors.UniqueFileException: taken: a.txt</message><x-id>123</x-id></error>';

		expect(readErrorAnswer(409, body, 7000)).toEqual({
			status: 409, retryAfter: 7000, id: 'UniqueFileException', text: 'taken: a.txt', trace: '123',
		});
	});

	it('is read where the message has no exception, or there is none', () => {
		expect(readErrorAnswer(500, '<error><message>out of order</message></error>')).toMatchObject({id: 'out of order', text: 'out of order'});
		expect(readErrorAnswer(500, '<error><code>500</code></error>')).toEqual({status: 500});
	});

	it.each([
		['{"error_id": "CorruptUploadOpenApiException", "message": "m", "x-id": "7"}', {id: 'CorruptUploadOpenApiException', text: 'm', trace: '7'}],
		[' {"error": "invalid_grant", "error_description": "d", "code": 5}', {id: 'invalid_grant', text: 'd'}],
		['{"error": 5}', {}],
	])('is read as the service writes it in JSON: %s', (body, expected) => {
		expect(readErrorAnswer(400, body)).toEqual({status: 400, ...expected});
	});

	it.each(['', 'Bad gateway', '{"cut', '[1]', 'null'])('is only a status where it says nothing of ours: “%s”', body => {
		expect(readErrorAnswer(502, body)).toEqual({status: 502});
	});
});

describe('what the service refuses', () => {
	const about = (answer: ErrorAnswer) => failureOf(answer, 'a.txt');

	it.each([
		[{status: 409}, 'already-exists'],
		[{status: 500, id: 'UniqueFileException'}, 'already-exists'],
		[{status: 402}, 'quota-full'],
		[{status: 413}, 'quota-full'],
		[{status: 507}, 'quota-full'],
		[{status: 500, id: 'QuotaExceededException'}, 'quota-full'],
		[{status: 420, id: 'CorruptUploadOpenApiException'}, 'corrupt'],
		[{status: 420, id: 'IncompleteUploadOpenApiException'}, 'offline'],
		[{status: 400}, 'name-not-allowed'],
		[{status: 401}, 'session-revoked'],
		[{status: 403}, 'account-locked'],
		[{status: 404}, 'not-found'],
		[{status: 416}, 'corrupt'],
		[{status: 429}, 'rate-limited'],
		[{status: 500}, 'service'],
		[{status: 418}, 'service'],
	] as const)('%j is %s', (answer, code) => {
		const failure = about(answer);

		expect(failure.code).toBe(code);
		expect(answerOf(failure)).toBe(answer);
	});

	it('is told with the service’s own words and its trace, where there are any', () => {
		expect(about({status: 400, text: 'bad name'}).message).toBe('Jottacloud refuses a.txt: bad name.');
		expect(about({status: 400}).message).toBe('Jottacloud refuses a.txt.');
		expect(about({status: 503, trace: '123'}).message).toBe('Jottacloud had a problem with a.txt (503, trace 123).');
		expect(about({status: 503}).message).toBe('Jottacloud had a problem with a.txt (503).');
	});

	it('may be tried again where the service is busy or out of order, and not where it said no', () => {
		const may = (answer: ErrorAnswer) => isTransient(about(answer));

		expect([429, 500, 502, 503, 504, 509].every(status => may({status}))).toBe(true);
		expect([400, 401, 403, 404, 409, 416, 501].some(status => may({status}))).toBe(false);
		expect(may({status: 500, text: 'Missing things: missing multipart'})).toBe(false);
		expect(may({status: 500, text: 'The query is too large'})).toBe(false);
		expect(may({status: 503, text: 'The query is too large'})).toBe(true);
	});

	it.each([{status: 511}, {status: 407}, ...[401, 403, 404, 407, 511].map(status => ({status, isPage: true}))])('may be tried again where somebody else says it, who knows nothing of the sign-in: %j', answer => {
		const failure = about(answer);

		expect(failure.code).toBe('offline');
		expect(isTransient(failure)).toBe(true);
		expect(answerOf(failure)).toBeUndefined();
	});

	it('is a name that is not allowed, also where a page says it', () => {
		expect(about({status: 400, isPage: true}).code).toBe('name-not-allowed');
	});

	it('is about the sign-in only where that has ended', () => {
		expect((['session-revoked', 'not-signed-in', 'offline', 'account-locked'] as const).map(code => needsSignIn({code}))).toEqual([true, true, false, false]);
	});
});

describe('a line that breaks', () => {
	const failed = (code?: string) => lineFailure(code === undefined ? new Error('it broke') : Object.assign(new Error('it broke'), {code}), 'the folder Pictures');

	it.each([
		['ETIMEDOUT', 'no answer in time'],
		['UND_ERR_CONNECT_TIMEOUT', 'no answer in time'],
		['UND_ERR_BODY_TIMEOUT', 'no answer in time'],
		['ENETUNREACH', 'there is no way to it from here'],
		['ECONNREFUSED', 'nobody answers at that address'],
		['EAI_AGAIN', 'its name cannot be looked up'],
		['ECONNRESET', 'the connection broke'],
		['EPROTO', 'EPROTO'],
	])('%s is said in words, and may be tried again', (code, words) => {
		const failure = failed(code);

		expect(failure).toMatchObject({code: 'offline', message: `Jottacloud could not be reached for the folder Pictures (${words}).`, nextStep: 'Check the connection, then retry.'});
		expect(isTransient(failure)).toBe(true);
	});

	it('without a reason is said without one', () => {
		expect(failed().message).toBe('Jottacloud could not be reached for the folder Pictures.');
		expect(lineFailure('a text', 'it').message).toBe('Jottacloud could not be reached for it.');
	});

	it.each([new DOMException('This operation was aborted', 'AbortError'), new errors.RequestAbortedError('aborted')])('because somebody cancelled is no fault: %s', error => {
		const failure = lineFailure(error, 'it');

		expect(failure.code).toBe('cancelled');
		expect(isTransient(failure)).toBe(false);
	});

	it('keeps a failure that it is already', () => {
		const failure = new Failure('corrupt', 'The list is damaged.', {nextStep: ''});

		expect(lineFailure(failure, 'it')).toBe(failure);
		expect(isTransient(failure)).toBe(false);
		expect(isTransient(new Error('something else'))).toBe(false);
	});
});
