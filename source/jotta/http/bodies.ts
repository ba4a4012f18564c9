import type {Readable} from 'node:stream';
import {Failure} from '../../failure.ts';
import {longestDocument} from '../xml/document-reader.ts';
import {lineFailure} from './failures.ts';
import {unpacked, type AnswerHeaders} from './unpack.ts';

/** How much of an answer is taken, and how long it is waited for. */
export type AnswerLimits = {
	readonly silence: number; // ms until the head of an answer …
	readonly longSilence: number; // … or of one that may take its time: lists, content, changes of many things. Also in the middle of a body
	readonly document: number; // bytes of what is read whole
	readonly patience: number; // ms for all of a document, from its head on
	readonly leastProgress: number; // bytes that a stream has to bring …
	readonly streamPatience: number; // … in so many ms of waiting for it
};

export const usualLimits: AnswerLimits = {
	silence: 50_000, longSilence: 300_000, document: longestDocument, patience: 25_000, leastProgress: 1024, streamPatience: 50_000,
};

const longestCounted = 5000; // ms of one wait: the service may think for minutes in a long list, and that is no trickle
const errorLimit = 65_536; // bytes; an error document is smaller, a proxy's page need not be read whole

type About = {readonly subject: string; readonly limits: AnswerLimits};
type AboutWhole = About & {readonly headers: AnswerHeaders};

/** A document as text. @throws Failure `service` when it is too long, takes too long or cannot be unpacked, `offline` when the line breaks in it */
export async function readWhole(body: Readable, {subject, limits, headers}: AboutWhole): Promise<string> {
	let text = '';
	let length = 0;
	const decoder = new TextDecoder();
	for await (const chunk of unpacked(brief(body, {subject, limits}), {headers, subject, body})) {
		length += chunk.length;
		if (length > limits.document) {
			throw new Failure('service', `What Jottacloud answers about ${subject} is too long: more than ${limits.document / 1_048_576} MiB. It was not read.`, {nextStep: 'Try again in a while.'});
		}

		text += decoder.decode(chunk, {stream: true});
	}

	return text + decoder.decode();
}

/** The beginning of what a refusal says. A line that breaks in it changes nothing about the refusal. */
export async function readRefusal(body: Readable, {subject, limits, headers}: AboutWhole): Promise<string> {
	let text = '';
	const decoder = new TextDecoder();
	try {
		for await (const chunk of unpacked(brief(body, {subject, limits}), {headers, subject, body})) {
			text += decoder.decode(chunk, {stream: true});
			if (text.length > errorLimit) {
				break;
			}
		}
	} catch {}

	return text;
}

/** A body that has to end soon: bytes that trickle for ever are no document. */
export async function * brief(body: Readable, {subject, limits: {patience}}: About): AsyncGenerator<Uint8Array> {
	const timer = setTimeout(() => {
		body.destroy(tooSlow(subject));
	}, patience);
	try {
		yield * asFailures(body, subject);
	} finally {
		clearTimeout(timer);
	}
}

/** A body of any length, as long as it goes on. Only the waiting for it counts: whoever reads may take their time. */
export async function * steady(body: Readable, {subject, limits: {leastProgress, streamPatience}}: About): AsyncGenerator<Uint8Array> {
	let [arrived, waited] = [0, 0];
	let start = performance.now();
	for await (const chunk of asFailures(body, subject)) {
		arrived += chunk.length;
		waited += Math.min(longestCounted, performance.now() - start);
		if (arrived >= leastProgress) {
			[arrived, waited] = [0, 0];
		} else if (waited > streamPatience) {
			throw tooSlow(subject);
		}

		yield chunk;
		start = performance.now();
	}
}

/** The body; a line that breaks in the middle of it becomes a Failure. */
async function * asFailures(body: AsyncIterable<Uint8Array>, subject: string): AsyncGenerator<Uint8Array> {
	try {
		yield * body;
	} catch (error) {
		throw lineFailure(error, subject);
	}
}

function tooSlow(subject: string): Failure {
	return new Failure('service', `What Jottacloud answers about ${subject} does not come to an end.`, {nextStep: 'Try again in a while.'});
}
