import {STATUS_CODES, type IncomingMessage, type ServerResponse} from 'node:http';
import {Buffer} from 'node:buffer';
import {complain} from './complain.ts';
import {ServiceError} from './errors.ts';
import {errorDocument} from './xml-text.ts';

/*
How answers go out: documents piece by piece, errors in the form of the address they belong to (protocol.md E4).
*/

let trace = 118_273_640_000; // x-id grows with every error

export function sendJson(response: ServerResponse, status: number, value: object): void {
	const text = JSON.stringify(value);
	response.writeHead(status, {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)});
	response.end(text);
}

export function sendXml(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, {'content-type': 'text/xml;charset=UTF-8', 'content-length': Buffer.byteLength(text)});
	response.end(text);
}

const pieceSize = 65_536; // characters

/** A document of any size with flat memory: waits whenever the other side is slow. `onTheWay` is what a fault does to it. */
export async function streamXml(response: ServerResponse, pieces: Iterator<string>, onTheWay = (body: AsyncIterable<unknown>) => body): Promise<void> {
	const first = pieces.next(); // a refusal comes before the head is out
	response.writeHead(200, {'content-type': 'text/xml;charset=UTF-8'});
	await streamBody(response, onTheWay(gathered(first, pieces)));
}

async function * gathered(first: IteratorResult<string>, pieces: Iterator<string>): AsyncGenerator<Uint8Array> {
	try {
		let text = '';
		for (let piece = first; piece.done !== true; piece = pieces.next()) {
			text += piece.value;
			if (text.length >= pieceSize) {
				yield Buffer.from(text);
				text = '';
			}
		}

		yield Buffer.from(text);
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
		sendJson(response, status, {
			code: status, message: text, cause: '', error_id: exception.split('.').at(-1), 'x-id': String(trace),
		});
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
