import type {Readable} from 'node:stream';
import type {Dispatcher} from 'undici';
import {userAgent} from '../../version.ts';
import {trustIn} from '../hosts.ts';
import {
	brief,
	readRefusal,
	readWhole,
	steady,
	usualLimits,
	type AnswerLimits,
} from './bodies.ts';
import {
	elsewhereFailure,
	failureOf,
	lineFailure,
	readErrorAnswer,
	ServiceAnswer,
} from './failures.ts';
import {rawNameFailure} from './raw-name-failure.ts';
import {abandon, unpacked, type AnswerHeaders} from './unpack.ts';

/** One request, as every layer sees it. */
export type Call = {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | (() => Readable | AsyncIterable<Uint8Array>);
	/** What it is about, in the words of a sentence: "the folder Pictures". */
	readonly subject: string;
	/** Whether sending it twice does no harm: reads, and commands that end in the same state. */
	readonly mayRepeat: boolean;
	/** The body is handed on as it arrives instead of being read whole. */
	readonly streams?: boolean;
	/** A body that streams has to end soon: only the beginning of it is wanted. */
	readonly isBrief?: boolean;
	/** The bytes of a file: they come as they are stored. Everything else is a document, which may be packed on the way. */
	readonly isContent?: boolean;
	/** A document that the service may think about for minutes: it changes all that is in a folder. */
	readonly changesMuch?: boolean;
	readonly signal?: AbortSignal | undefined;
};

export type Answer = {
	readonly status: number;
	readonly headers: AnswerHeaders;
	readonly text: string; // empty when it streams
	readonly body: AsyncIterable<Uint8Array>; // empty when it does not
};

/** The shape that each layer has and wraps. Rejects with a Failure for every status from 400 on. */
export type Send = (call: Call) => Promise<Answer>;

const mostRedirects = 3;

/** The innermost layer: the line itself. A read follows where it is sent on, a command never does (protocol.md 22.2). */
export function sendThrough(pool: Dispatcher, limits: AnswerLimits = usualLimits): Send {
	return async call => {
		const {method, headers, body, subject, signal} = call;
		try {
			for (let url = new URL(call.url), redirects = 0; ; redirects += 1) {
				signal?.throwIfAborted();
				const answer = await pool.request({
					origin: url.origin,
					path: url.pathname + url.search,
					method,
					headers: headersOf(call),
					...(body !== undefined && {body: typeof body === 'string' ? body : body() as Readable}),
					signal: signal ?? null,
					headersTimeout: mayTakeLong(call) ? limits.longSilence : limits.silence,
					bodyTimeout: limits.longSilence,
				});
				if (redirects > 0 && saysWhatIs(answer)) {
					abandon(answer.body);
					throw elsewhereFailure(subject, {status: answer.statusCode, host: url.host});
				}

				if (answer.statusCode < 300 || answer.statusCode >= 400) {
					return await received(answer, call, limits);
				}

				abandon(answer.body);
				const target = redirectTarget(answer, url);
				if (method !== 'GET' || redirects === mostRedirects || !target || !mayFollow(target, url, headers) || target.search !== url.search) { // without its query it is another question
					throw elsewhereFailure(subject, {status: answer.statusCode, host: target?.host});
				}

				url = target;
			}
		} catch (error) {
			throw lineFailure(signal?.aborted === true ? signal.reason : error, subject);
		}
	};
}

function headersOf({method, headers, body, isContent = false}: Call): Readonly<Record<string, string>> {
	return {
		'user-agent': userAgent,
		...(!isContent && {'accept-encoding': 'gzip'}),
		...headers,
		...(method === 'POST' && body === undefined && {'content-length': '0'}),
	};
}

/** A long list begins late, and so does what the service says of content that has just arrived (protocol.md 17.14). */
function mayTakeLong({body, streams = false, isBrief = false, changesMuch = false}: Call): boolean {
	return changesMuch || (streams && !isBrief) || typeof body === 'function';
}

/** Whether a refusal is one for good, such as 404: at another address than the one that was asked for it says nothing about the subject. */
function saysWhatIs({statusCode}: Pick<Dispatcher.ResponseData, 'statusCode'>): boolean {
	return statusCode >= 400 && statusCode < 500 && statusCode !== 401 && statusCode !== 429;
}

function redirectTarget({headers: {location}}: Pick<Answer, 'headers'>, from: URL): URL | undefined {
	return typeof location === 'string' && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}

/** To the same host, or from one of the service's to another; the sign-in goes along only to where it may be sent in any case. */
function mayFollow(target: URL, from: URL, headers: Call['headers'] = {}): boolean {
	const trust = trustIn(target.href);
	return target.origin === from.origin
		|| (trustIn(from.href) !== 'nothing' && (trust === 'token' || (trust === 'content' && headers.authorization === undefined)));
}

async function received({statusCode: status, headers, body}: Dispatcher.ResponseData, call: Call, limits: AnswerLimits): Promise<Answer> {
	const {subject, streams = false, isBrief = false, isContent = false, signal} = call;
	const about = {subject, limits, headers};
	if (status >= 400) {
		const answer = {...readErrorAnswer(status, await readRefusal(body, about), retryAfter(headers)), headers};
		signal?.throwIfAborted();
		throw rawNameFailure(call, new ServiceAnswer(answer)) ?? failureOf(answer, subject);
	}

	if (!streams) {
		return {
			status, headers, text: await readWhole(body, about), body: nothing(),
		};
	}

	const arriving = isBrief ? brief(body, about) : steady(body, about);
	return {
		status, headers, text: '', body: isContent ? arriving : unpacked(arriving, {headers, subject, body}),
	};
}

async function * nothing(): AsyncGenerator<Uint8Array> {
	// The answer was read whole.
}

/** ms. Seconds, or a date, which is held against the service's own clock: ours may be wrong (RFC 9110, 10.2.3). */
function retryAfter({'retry-after': asked, date}: Answer['headers']): number | undefined {
	if (typeof asked !== 'string') {
		return undefined;
	}

	const milliseconds = /^\s*\d+\s*$/v.test(asked) ? Number(asked) * 1000 : (asked.endsWith('GMT') ? Date.parse(asked) - Date.parse(String(date)) : NaN);
	return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
