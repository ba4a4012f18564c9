import type {Readable} from 'node:stream';
import type {Dispatcher} from 'undici';
import {
	failureOf,
	lineFailure,
	percentFailure,
	readErrorAnswer,
	ServiceAnswer,
} from './failures.ts';

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
	readonly signal?: AbortSignal | undefined;
};

export type Answer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string; // empty when it streams
	readonly body: AsyncIterable<Uint8Array>; // empty when it does not
};

/** The shape that each layer has and wraps. Rejects with a Failure for every status from 400 on. */
export type Send = (call: Call) => Promise<Answer>;

const rawPercent = /\/jfs\/[^?]*%25/v; // a name with a percent sign: other programs have stored some, and no request reaches them (protocol.md 16.1)
const errorBodyLimit = 65_536; // bytes; an error document is smaller, a proxy's page need not be read whole

/** The innermost layer: the line itself. */
export function sendThrough(pool: Dispatcher): Send {
	return async call => {
		const {method, url, headers, body, subject, signal} = call;
		try {
			signal?.throwIfAborted();
			const {origin, pathname, search} = new URL(url);
			const answer = await pool.request({
				origin,
				path: pathname + search,
				method,
				headers: {...headers, ...(method === 'POST' && body === undefined && {'content-length': '0'})},
				...(body !== undefined && {body: typeof body === 'string' ? body : body() as Readable}),
				signal: signal ?? null,
			});
			return await received(answer, call);
		} catch (error) {
			throw lineFailure(signal?.aborted === true ? signal.reason : error, subject);
		}
	};
}

async function received({statusCode: status, headers, body}: Dispatcher.ResponseData, {url, subject, streams = false}: Call): Promise<Answer> {
	if (status === 400 && rawPercent.test(url)) {
		throw percentFailure(subject, new ServiceAnswer({...readErrorAnswer(status, await readStart(body)), headers}));
	}

	if (status >= 400) {
		throw failureOf({...readErrorAnswer(status, await readStart(body), retryAfter(headers)), headers}, subject);
	}

	return streams
		? {
			status, headers, text: '', body: asFailures(body, subject),
		}
		: {
			status, headers, text: await body.text(), body: nothing(),
		};
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
	let text = '';
	const decoder = new TextDecoder();
	for await (const chunk of body) {
		text += decoder.decode(chunk, {stream: true});
		if (text.length > errorBodyLimit) {
			break;
		}
	}

	return text;
}

/** The body; a line that breaks in the middle of it becomes a Failure. */
async function * asFailures(body: AsyncIterable<Uint8Array>, subject: string): AsyncGenerator<Uint8Array> {
	try {
		yield * body;
	} catch (error) {
		throw lineFailure(error, subject);
	}
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
