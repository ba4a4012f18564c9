import {Failure} from '../../failure.ts';
import {answerOf} from '../../jotta/http/failures.ts';
import {parseJson} from '../../jotta/http/json.ts';
import type {Call, Send} from '../../jotta/http/request.ts';
import type {AnswerHeaders} from '../../jotta/http/unpack.ts';
import {parseDocument, type AnswerDocument} from '../../jotta/xml/document-reader.ts';
import type {Element} from '../../jotta/xml/xml.ts';

/** An answer to a question, be it a success or a refusal: both tell something. */
export type Reply = {
	readonly status: number;
	readonly exception: string; // its bare name; empty where there is none
	readonly text: string; // of a success
	readonly headers: AnswerHeaders;
};

const passing = new Set([429, 502, 503, 504, 509]); // they say nothing of what was asked (protocol.md 2.6)

/** Whether a failure is of the line or of a busy moment: the same trial may well be tried again, in a new place. */
export function isPassingTrouble(error: unknown): boolean {
	const answer = answerOf(error);
	return error instanceof Failure && (answer ? passing.has(answer.status) : error.code === 'offline');
}

/** Asks, and takes a refusal for an answer. @throws Failure of the line, of the sign-in, and of a busy service */
export async function replyTo(send: Send, call: Call): Promise<Reply> {
	try {
		const {status, text, headers} = await send(call);
		return {
			status, exception: '', text, headers,
		};
	} catch (error) {
		const answer = answerOf(error);
		if (!answer || isPassingTrouble(error) || (error instanceof Failure && error.code === 'session-revoked')) {
			throw error;
		}

		const {status, id = '', headers = {}} = answer;
		return {
			status, exception: exceptionName.test(id) ? id : '', text: '', headers,
		};
	}
}

/* Nothing else of an answer gets into the report as it is: a name or a token could stand in it. */
const exceptionName = /^[A-Z][A-Za-z]{0,60}Exception$/v;

export const isDone = ({status}: Reply) => status >= 200 && status < 300;

/** `done`, or with what it was refused. */
export function outcome(reply: Reply): string {
	const {status, exception} = reply;
	return isDone(reply) ? 'done' : `refused (${[status, exception].filter(Boolean).join(' ')})`;
}

/** Those that are not empty, one behind the other. */
export function listed(words: readonly string[], otherwise: string): string {
	const text = words.filter(word => word !== '').join(', ');
	return text === '' ? otherwise : text;
}

/** Says what came of it where it was done, and else with what it was refused. */
export async function whenDone(reply: Reply, tell: () => string | Promise<string>): Promise<string> {
	return isDone(reply) ? tell() : outcome(reply);
}

/** The document of an answer. @throws Failure `corrupt` where a success is none */
export function documentIn(reply: Reply): AnswerDocument {
	const document = isDone(reply) ? parseDocument(reply.text) : {root: '', element: {}};
	if (!document) {
		throw notUnderstood();
	}

	return document;
}

/** The root of the document; empty after a refusal. */
export const elementOf = (reply: Reply): Element => documentIn(reply).element;

/** The fields of a JSON answer; none after a refusal. @throws Failure `corrupt` */
export function jsonIn(reply: Reply): Readonly<Record<string, unknown>> {
	const value = isDone(reply) ? parseJson(reply.text) : {};
	if (typeof value !== 'object' || value === null) {
		throw notUnderstood();
	}

	return value as Record<string, unknown>;
}

function notUnderstood(): Failure {
	return new Failure('corrupt', 'Jottacloud answered the doctor with something that is not understood.', {nextStep: 'Try again; a proxy in between may have answered.'});
}
