import {errors} from 'undici';
import type {NextStep} from '../../advice.ts';
import {duration} from '../../format.ts';
import {Failure} from '../../failure.ts';
import type {FailureCode} from '../../failure-code.ts';
import {parseDocument} from '../xml/document-reader.ts';
import {textOf} from '../xml/xml.ts';
import {parseJson} from './json.ts';

/** What an answer other than a success says about itself (protocol.md 14). */
export type ErrorAnswer = {
	readonly status: number;
	readonly id?: string | undefined; // the exception's bare name, or error_id
	readonly text?: string | undefined;
	readonly isPage?: boolean; // HTML: somebody else's words
	readonly trace?: string | undefined; // x-id
	readonly retryAfter?: number | undefined; // ms
	readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
};

/** Reads the XML form, the JSON form, or neither. @see protocol.md 14.1, 14.2 */
export function readErrorAnswer(status: number, body: string, retryAfter?: number): ErrorAnswer {
	const json = textFields(body);
	if (json) {
		return {
			status, retryAfter, id: clipped(json.error_id ?? json.error ?? bareException(json.message)), text: clipped(json.error_description ?? json.message), trace: clipped(json['x-id']),
		};
	}

	const element = parseDocument(body)?.element;
	const message = element === undefined ? undefined : clipped(textOf(element, 'message'));
	const [exception = '', ...rest] = (message ?? '').split(':');
	return {
		status,
		retryAfter,
		id: message === undefined ? undefined : exception.split('.').at(-1),
		text: rest.length === 0 ? message : rest.join(':').trim(),
		trace: element === undefined ? undefined : clipped(textOf(element, 'x-id')),
		...(/^\s*<(?:!doctype\s+)?html\b/iv.test(body) && {isPage: true}),
	};
}

/** Some errors have no id: the name of the exception is all that they say. @see protocol.md N7 */
function bareException(message = ''): string | undefined {
	return /^\w+Exception$/v.test(message) ? message : undefined;
}

const longestText = 300; // characters of what a refusal says: it becomes part of a sentence

function clipped(text: string | undefined): string | undefined {
	return text === undefined || text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** The text fields of a JSON object; nothing when it is none. */
function textFields(body: string): Record<string, string | undefined> | undefined {
	const value = body.trimStart().startsWith('{') ? parseJson(body) : undefined;
	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, typeof each === 'string' ? each : undefined]))
		: undefined;
}

/** Carried as the cause of a Failure, for the log and for what decides about repeating. */
export class ServiceAnswer extends Error {
	override readonly name = 'ServiceAnswer';
	readonly answer: ErrorAnswer;

	constructor(answer: ErrorAnswer) {
		super(`${answer.status} ${answer.id ?? ''} ${answer.text ?? ''}`.trim());
		this.answer = answer;
	}
}

/** A page, a redirect: no word of the service, as far as one can tell. */
class OtherAnswer extends Error {
	readonly status: number;

	constructor(status: number) {
		super(`${status}, not of the service`);
		this.status = status;
	}
}

/** The answer behind a Failure, where there was one. */
export function answerOf(error: unknown): ErrorAnswer | undefined {
	return error instanceof Failure && error.cause instanceof ServiceAnswer ? error.cause.answer : undefined;
}

/** The status behind a Failure, be it the service's or that of a page. */
export function answeredStatus(error: unknown): number | undefined {
	return error instanceof Failure && error.cause instanceof OtherAnswer ? error.cause.status : answerOf(error)?.status;
}

/** Whether a token may have been refused: by the service, or by a page that may be its own after all. */
export function isTokenRefused(error: unknown): error is Failure {
	return error instanceof Failure && answeredStatus(error) === 401;
}

const retryableStatus = new Set([420, 429, 500, 502, 503, 504, 509]); // 420: a part of an upload (protocol.md N5)

const passingProblem = 'AllocationException'; // protocol.md N7

/** Whether trying the same again may help. @see protocol.md 2.6 */
export function isTransient(error: unknown): boolean {
	if (!(error instanceof Failure)) {
		return false;
	}

	const answer = answerOf(error);
	return answer ? (retryableStatus.has(answer.status) && !isLasting500(answer)) || answer.id === passingProblem : error.code === 'offline' || codeOf(error.cause).startsWith('Z_'); // the latter of what could not be unpacked
}

/** Nothing came for as long as anybody waits for it: to wait as long again helps nobody who waits for this answer. */
export function isSilence(error: unknown): boolean {
	return error instanceof Failure && /^UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT$/v.test(codeOf(error.cause));
}

function isLasting500({status, text}: ErrorAnswer): boolean {
	return status === 500 && /missing multipart|query is too large/v.test(text ?? '');
}

/** How lists of very many rows fail, and so may a command that ends in one. @see protocol.md 5.4 */
export function isTooLarge(error: unknown): boolean {
	return (answerOf(error)?.text ?? '').includes('query is too large');
}

/** One answer as a Failure about a subject ("the folder Pictures"). */
export function failureOf(answer: ErrorAnswer, subject: string): Failure {
	if (isElsewhere(answer)) {
		return elsewhereFailure(subject, answer);
	}

	const {code, sentence, nextStep} = explain(answer, subject);
	return new Failure(code, sentence, {nextStep, cause: new ServiceAnswer(answer)});
}

/**
A page says nothing about a file, an account or a sign-in: not that it is missing, full or over. Only a name is refused with one by
what stands before the service (protocol.md 14.1). Two statuses are never the service's own: a proxy's 407, and a portal's 511.
*/
function isElsewhere({status, isPage}: ErrorAnswer): boolean {
	return status === 407 || status === 511 || (isPage === true && status < 500 && status !== 400 && status !== 429);
}

/** Another than the service has answered, or sends the request on to somebody else. @see protocol.md 22.2 */
export function elsewhereFailure(subject: string, {status, host}: {readonly status: number; readonly host?: string | undefined}): Failure {
	const what = host === undefined ? `with ${status < 400 ? 'a redirect' : 'a page'} (${status})` : `and points to ${host}`;
	return new Failure('offline', `Something else than Jottacloud answers for ${subject}, ${what}.`, {
		nextStep: 'A hotel network or a company’s proxy may stand in between: open a web page first, then retry.',
		cause: new OtherAnswer(status),
	});
}

type Explained = {readonly code: FailureCode; readonly sentence: string; readonly nextStep: NextStep};

function explain({status, id = '', text = '', trace, retryAfter}: ErrorAnswer, subject: string): Explained {
	if (id === 'UniqueFileException' || status === 409) {
		return {code: 'already-exists', sentence: `There is something of that name already: ${subject}.`, nextStep: 'Choose another name, or remove the other one first.'};
	}

	if (id.includes('Quota') || [402, 413, 460, 507].includes(status)) {
		return {code: 'quota-full', sentence: `The account is full: no room for ${subject}.`, nextStep: 'Delete something, empty the trash, then retry.'};
	}

	if (id.startsWith('CorruptUpload')) {
		return {code: 'corrupt', sentence: `What arrived is not what was announced: ${subject} changed while it was sent.`, nextStep: 'It is hashed and sent again.'};
	}

	if (id.startsWith('IncompleteUpload')) {
		return {code: 'offline', sentence: `The line broke while ${subject} was sent.`, nextStep: 'It goes on where it stopped.'};
	}

	switch (id === passingProblem ? 500 : status) {
		case 400: {
			return {code: 'name-not-allowed', sentence: `Jottacloud refuses ${subject}${text === '' ? '' : `: ${text}`}.`, nextStep: 'Most often the name is the reason: rename it and try again.'};
		}

		case 401: {
			return {code: 'session-revoked', sentence: 'Jottacloud no longer accepts this sign-in.', nextStep: {kind: 'sign-in-again'}};
		}

		case 403: {
			return {code: 'account-locked', sentence: `Jottacloud does not allow that: ${subject}.`, nextStep: {kind: 'look-at-account'}};
		}

		case 404: {
			return {code: 'not-found', sentence: `Not found: ${subject}. It may have been moved or deleted elsewhere.`, nextStep: {kind: 'refresh'}};
		}

		case 416: {
			return {code: 'corrupt', sentence: `${subject} is shorter than it was when it was listed.`, nextStep: 'Refresh and copy it again.'};
		}

		case 429: {
			const wait = waitText(retryAfter);
			return {code: 'rate-limited', sentence: wait === undefined ? 'Jottacloud asks to slow down.' : `Jottacloud asks to wait ${wait}.`, nextStep: 'Try again after that.'};
		}

		default: {
			const wait = waitText(retryAfter);
			const about = `${id === passingProblem ? `, ${id}` : ''}${trace === undefined ? '' : `, trace ${trace}`}`;
			return {code: 'service', sentence: `Jottacloud had a problem with ${subject} (${status}${about}).${wait === undefined ? '' : ` It asks to wait ${wait}.`}`, nextStep: wait === undefined ? 'Try again in a while.' : 'Try again after that.'};
		}
	}
}

/** How long the service asks to be left alone, if it asks for that. */
function waitText(retryAfter = 0): string | undefined {
	return retryAfter >= 1000 ? duration(retryAfter / 1000) : undefined;
}

/** What the line did, as a Failure. Aborts become `cancelled`. */
export function lineFailure(error: unknown, subject: string): Failure {
	if (error instanceof Failure) {
		return error;
	}

	if (error instanceof Error && (error.name === 'AbortError' || error instanceof errors.RequestAbortedError)) {
		return new Failure('cancelled', 'Cancelled.', {nextStep: '', cause: error});
	}

	const why = reason(error);
	return new Failure('offline', `Jottacloud could not be reached for ${subject}${why === '' ? '' : ` (${why})`}.`, {
		nextStep: isAboutCertificates(error) ? 'Look at the clock of this machine first. Where a company’s proxy stands in between, SSL_CERT_FILE names its certificate.' : 'Check the connection, then retry.',
		cause: error,
	});
}

function isAboutCertificates(error: unknown): boolean {
	return /CERT|VERIFY|ISSUER/v.test(codeOf(error));
}

const codeOf = (error: unknown) => error instanceof Error && 'code' in error ? String(error.code) : '';

function reason(error: unknown): string {
	const code = codeOf(error);
	switch (code) {
		case 'CERT_HAS_EXPIRED':
		case 'CERT_NOT_YET_VALID': {
			return 'by the clock of this machine its certificate is not valid now';
		}

		case 'ERR_TLS_CERT_ALTNAME_INVALID': {
			return 'its certificate is another server’s';
		}

		case 'ETIMEDOUT': {
			return 'no answer in time';
		}

		case 'EHOSTUNREACH':
		case 'ENETUNREACH': {
			return 'there is no way to it from here';
		}

		case 'ECONNREFUSED': {
			return 'nobody answers at that address';
		}

		case 'ENOTFOUND':
		case 'EAI_AGAIN': {
			return 'its name cannot be looked up';
		}

		case 'UND_ERR_CONNECT_TIMEOUT':
		case 'UND_ERR_HEADERS_TIMEOUT':
		case 'UND_ERR_BODY_TIMEOUT': {
			return 'no answer in time';
		}

		case 'ECONNRESET':
		case 'UND_ERR_SOCKET':
		case 'EPIPE': {
			return 'the connection broke';
		}

		default: {
			return isAboutCertificates(error) ? 'its certificate is not trusted here' : code;
		}
	}
}
