import {Readable, pipeline} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {Failure} from '../../failure.ts';

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

const freely = 67_108_864; // bytes that any answer may have unpacked …
const mostTimes = 200; // … and how many times the packed ones beyond that: a list has 5 to 20 times as many, what is made to harm a thousand
const mostBarren = 1_048_576; // bytes that the packed ones may be ahead: no packing makes a body that much longer, and blocks without content could come for ever

/** Ends an answer that nobody reads on, and the line with it. */
export function abandon(body: Readable): void {
	body.on('error', () => {}).destroy(); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody waits for it
}

type About = {readonly headers: AnswerHeaders; readonly subject: string; readonly body: Readable};

/**
What arrives of an answer's body, as it was before it was packed for the way. Only gzip is ever asked for.
@throws Failure `service` when it cannot be unpacked, or is of another kind
@see protocol.md 22.2, N23
*/
export function unpacked(arriving: AsyncIterable<Uint8Array>, {headers, subject, body}: About): AsyncIterable<Uint8Array> {
	const encoding = String(headers['content-encoding'] ?? '').trim().toLowerCase();
	if (encoding === '' || encoding === 'identity') {
		return arriving;
	}

	return gunzipped(encoding === 'gzip' || encoding === 'x-gzip' ? arriving : foreign(arriving, subject), {subject, body});
}

async function * foreign(body: AsyncIterable<Uint8Array>, subject: string): AsyncGenerator<Uint8Array> {
	for await (const chunk of body) {
		if (chunk.length > 0) {
			throw damaged(subject, undefined);
		}

		yield chunk;
	}
}

async function * gunzipped(arriving: AsyncIterable<Uint8Array>, {subject, body}: Omit<About, 'headers'>): AsyncGenerator<Uint8Array> {
	let packed = 0;
	let length = 0;
	const counted = async function * () {
		for await (const chunk of arriving) {
			packed += chunk.length;
			if (packed > length + mostBarren) {
				throw new Failure('service', `What Jottacloud answers about ${subject} has nothing in it and does not come to an end. It was not read on.`, {nextStep: 'Try again in a while; a proxy in between may have answered.'});
			}

			yield chunk;
		}
	};

	const gunzip = createGunzip();
	const source = Readable.from(counted(), {objectMode: false});
	pipeline(source, gunzip, () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the loop below throws what happens
	try {
		for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
			length += chunk.length;
			if (length > freely && length > packed * mostTimes) {
				throw new Failure('service', `What Jottacloud answers about ${subject} unpacks to far more than a list can be. It was not read on.`, {nextStep: 'Try again in a while; a proxy in between may have answered.'});
			}

			yield chunk;
		}
	} catch (error) {
		if (packed === 0 && !(error instanceof Failure)) {
			return; // some say so of an answer without content, too
		}

		throw error instanceof Failure ? error : damaged(subject, error);
	} finally {
		source.destroy();
		gunzip.destroy();
		abandon(body); // the next of it may be waited for already, and come in minutes
	}
}

function damaged(subject: string, cause: unknown): Failure {
	return new Failure('service', `What Jottacloud answers about ${subject} cannot be unpacked: it was damaged on the way.`, {nextStep: 'Try again; a proxy in between may have changed it.', cause});
}
