import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {onTestFinished} from 'vitest';
import type {Client} from '../../source/jotta/client.ts';
import {hostsOf} from '../../source/jotta/hosts.ts';
import {openPool} from '../../source/jotta/http/pool.ts';
import {sendThrough} from '../../source/jotta/http/request.ts';
import {startAnswering} from './answering.ts';
import {fastClock} from './engine.ts';
import {standardNames} from './names.ts';

/** What the service does with one request that brings content: takes so many bytes and breaks the line or answers 420, or refuses it with a status and these words. */
export type Reception = {readonly cutAfter: number} | {readonly takes: number} | {readonly status: number; readonly words: string};

/** Bytes and Range of each request that has brought content. */
type Received = {readonly range: string | undefined; readonly bytes: number};

/**
A service of one upload, over real HTTP: it keeps what has arrived, and refuses content that does not begin there, also content without
a Range while it holds some. `receptions`: what happens to the first requests with content; what comes after that is received whole.
*/
export async function uploadService({receptions = [], says = {}}: {readonly receptions?: readonly Reception[]; readonly says?: Readonly<Record<string, unknown>>} = {}) {
	const received: Received[] = [];
	const allocated: unknown[] = [];
	let held = Buffer.alloc(0);
	let announced = {bytes: 0, md5: ''};

	const store = async (request: IncomingMessage, response: ServerResponse) => {
		const place = received.length;
		const reception = receptions[place];
		const {range} = request.headers;
		received[place] = {range, bytes: 0};
		if (reception && 'status' in reception) {
			response.writeHead(reception.status, {connection: 'close'}).end(reception.words);
			return;
		}

		if (Number(/^bytes=(?<from>\d+)-/v.exec(range ?? '')?.groups?.from ?? 0) !== held.length) {
			response.writeHead(400, {connection: 'close'}).end('{"code":400,"message":"Range expected"}');
			return;
		}

		const most = reception && ('takes' in reception ? reception.takes : reception.cutAfter);
		let left = most ?? Infinity;
		for await (const chunk of request as AsyncIterable<Buffer>) {
			held = Buffer.concat([held, chunk.subarray(0, left)]);
			received[place] = {range, bytes: received[place].bytes + Math.min(chunk.length, left)};
			left -= Math.min(chunk.length, left);
			if (left === 0 && reception && 'cutAfter' in reception) {
				request.destroy();
				return;
			}
		}

		if (held.length < announced.bytes) {
			response.writeHead(420).end('{"code":420,"message":"The uploaded file is incomplete","cause":"","error_id":"IncompleteUploadOpenApiException","x-id":"123456789"}');
			return;
		}

		const md5 = createHash('md5').update(held).digest('hex');
		response.writeHead(200).end(JSON.stringify({md5, bytes: held.length}));
	};

	const base: string = await startAnswering((request, response) => {
		const answer = async () => {
			if (request.url === '/upload') {
				await store(request, response);
				return;
			}

			announced = JSON.parse(Buffer.concat(await request.toArray() as Buffer[]).toString()) as typeof announced;
			allocated.push(announced);
			const position = held.length;
			response.writeHead(201).end(JSON.stringify({
				state: 'INCOMPLETE', upload_url: `${base}/upload`, resume_pos: position === 0 ? null : position, ...says,
			}));
		};

		answer().catch(() => {
			response.destroy();
		});
	});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const client = {
		account: {server: base}, user: 'f3a1', hosts: hostsOf(base), names: standardNames, clock: fastClock(50), send: sendThrough(pool),
	} as unknown as Client;
	return {
		client, received, allocated, held: () => held,
	};
}
