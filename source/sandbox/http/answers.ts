import {STATUS_CODES, type IncomingMessage, type ServerResponse} from 'node:http';
import {Buffer} from 'node:buffer';
import {pipeline, Readable} from 'node:stream';
import {constants, createGzip, gzipSync} from 'node:zlib';
import {dressXml, endOfXml, formOf} from './answer-form.ts';
import {complain} from './complain.ts';
import {ServiceError} from './errors.ts';
import {errorDocument} from './xml-text.ts';

/*
How answers go out: documents piece by piece, errors in the form of the address they belong to (protocol.md E4).
*/

let trace = 118_273_640_000; // x-id grows with every error

export function sendJson(response: ServerResponse, status: number, value: object): void {
	sendDocument(response, status, {type: 'application/json', text: JSON.stringify(value)});
}

export function sendXml(response: ServerResponse, status: number, text: string): void {
	const form = formOf(response);
	sendDocument(response, status, {type: xmlType, text: dressXml(text, form) + endOfXml(form)});
}

const xmlType = 'text/xml;charset=UTF-8';
const squeezed = {'content-encoding': 'gzip', vary: 'accept-encoding'};

function sendDocument(response: ServerResponse, status: number, {type, text}: {readonly type: string; readonly text: string}): void {
	const plain = Buffer.from(text);
	const body = isSqueezed(response) ? gzipSync(plain) : plain;
	response.writeHead(status, {'content-type': type, 'content-length': body.length, ...(body !== plain && squeezed)});
	response.end(body);
}

/** Only who asks for gzip gets it. */
function isSqueezed(response: ServerResponse): boolean {
	return formOf(response)?.compresses === true && /\bgzip\b/v.test(response.req.headers['accept-encoding'] ?? '');
}

const pieceSize = 65_536; // characters

/** A document of any size with flat memory: waits whenever the other side is slow. `onTheWay` is what a fault does to it. */
export async function streamXml(response: ServerResponse, pieces: Iterator<string>, onTheWay = (body: AsyncIterable<unknown>) => body): Promise<void> {
	const first = pieces.next(); // a refusal comes before the head is out
	const body = onTheWay(gathered(response, first, pieces));
	if (!isSqueezed(response)) {
		response.writeHead(200, {'content-type': xmlType});
		await streamBody(response, body);
		return;
	}

	response.writeHead(200, {'content-type': xmlType, ...squeezed});
	const gzip = createGzip({flush: constants.Z_SYNC_FLUSH}); // what is written can be read, also while the rest is late
	pipeline(Readable.from(body), gzip, () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- whoever reads gets the error
	await streamBody(response, gzip);
}

async function * gathered(response: ServerResponse, first: IteratorResult<string>, pieces: Iterator<string>): AsyncGenerator<Uint8Array> {
	const form = formOf(response);
	try {
		let text = '';
		for (let piece = first; piece.done !== true; piece = pieces.next()) {
			text += piece.value;
			if (text.length >= pieceSize) {
				yield Buffer.from(dressXml(text, form));
				text = '';
			}
		}

		yield Buffer.from(dressXml(text, form) + endOfXml(form));
	} finally {
		pieces.return?.(); // nobody reads on
	}
}

/** Until the other side has taken what was written, or is gone. */
async function untilDrained(response: ServerResponse): Promise<void> {
	if (response.destroyed) {
		return; // it was gone before the first piece: nothing would wake us
	}

	await new Promise<void>(resolve => {
		const done = () => {
			response.off('drain', done);
			response.off('close', done);
			resolve();
		};

		response.on('drain', done);
		response.on('close', done);
	});
}

export async function streamBody(response: ServerResponse, body: AsyncIterable<unknown>): Promise<void> {
	for await (const chunk of body) {
		if (response.destroyed) {
			break;
		}

		if (!response.write(chunk)) {
			await untilDrained(response);
		}
	}

	response.end();
}

export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}

	const known = error instanceof ServiceError ? error : new ServiceError(500, 'java.lang.RuntimeException', String(error));
	if (!(error instanceof ServiceError)) {
		complain(error instanceof Error ? error.stack ?? error.message : String(error));
	}

	trace += 1;
	const {status, exception, text} = known;
	const path = request.url ?? '';
	if (exception === '') {
		response.writeHead(status, {'content-type': 'text/plain'});
		response.end(text);
	} else if (path.startsWith('/jfs') || path.startsWith('/rest/')) {
		sendXml(response, status, errorDocument(status, text === '' ? exception : `${exception}: ${text}`, {reason: STATUS_CODES[status] ?? '', trace}));
	} else if (path.startsWith('/auth/')) {
		sendJson(response, status, {error: exception, error_description: text});
	} else {
		const name = exception.split('.').at(-1);
		const form = formOf(response);
		const told = {
			code: status, message: text, cause: form?.nullsInJson ? null : '', error_id: name, 'x-id': String(trace),
		};
		sendJson(response, status, form?.errorIds === false ? {code: status, message: name} : told);
	}
}

const bodyLimit = 1_048_576; // bytes of a form or a JSON request

export async function readText(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) {
		text += String(chunk);
		if (text.length > bodyLimit) {
			throw new ServiceError(400, 'InvalidArgumentException', 'Request too large');
		}
	}

	return text;
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
	try {
		return JSON.parse(await readText(request)) as unknown;
	} catch {
		throw new ServiceError(400, 'InvalidArgumentException', 'Not JSON');
	}
}
