import type {RequestListener, ServerResponse} from 'node:http';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {usualLimits, type AnswerLimits} from '../../../source/jotta/http/bodies.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Call} from '../../../source/jotta/http/request.ts';
import {startAnswering} from '../../support/answering.ts';

/** Asks a server, reads all of its answer, and gives its length or the failure. */
async function read(answer: RequestListener, limits: Partial<AnswerLimits> = {}, call: Partial<Call> = {}): Promise<unknown> {
	const base = await startAnswering(answer);
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	try {
		const {text, body} = await sendThrough(pool, {...usualLimits, ...limits})({
			method: 'GET', url: base, subject: 'a.txt', mayRepeat: false, ...call,
		});
		let {length} = text;
		for await (const chunk of body) {
			length += chunk.length;
		}

		return length;
	} catch (error) {
		return error;
	}
}

const piece = new Uint8Array(65_536).fill(0x61);

/** Writes for as long as somebody reads. Returns how much that was. */
const endless = (sent: {bytes: number}, status = 200): RequestListener => (_, response) => {
	const more = () => {
		sent.bytes += piece.length;
		if (response.write(piece)) {
			setImmediate(more);
		}
	};

	response.writeHead(status).on('drain', more);
	more();
};

const sized = (length: number): RequestListener => (_, response) => {
	response.end(new Uint8Array(length));
};

/** A byte now and then, for ever. */
const drip = (status = 200): RequestListener => (_, response: ServerResponse) => {
	response.writeHead(status).write('<');
	const timer = setInterval(() => {
		response.write('a');
	}, 5);
	response.on('close', () => {
		clearInterval(timer);
	});
};

describe('a document', () => {
	it('of 8 MiB is read, and not a byte more', async () => {
		const limit = usualLimits.document;

		expect(await read(sized(limit))).toBe(limit);
		expect(await read(sized(limit + 1))).toMatchObject({
			code: 'service', message: 'What Jottacloud answers about a.txt is too long: more than 8 MiB. It was not read.',
		});
	});

	it('without an end is left', async () => {
		const sent = {bytes: 0};

		expect(await read(endless(sent))).toMatchObject({code: 'service', message: expect.stringContaining('too long') as string});
		expect(sent.bytes).toBeLessThan(4 * usualLimits.document);
	});

	it('that trickles is left, read whole or only at its beginning', async () => {
		const failure = {code: 'service', message: 'What Jottacloud answers about a.txt does not come to an end.'};

		expect(await read(drip(), {patience: 100})).toMatchObject(failure);
		expect(await read(drip(), {patience: 100}, {streams: true, isBrief: true})).toMatchObject(failure);
	});

	it('shorter than it was announced is a broken line', async () => {
		expect(await read((_, response) => {
			response.writeHead(200, {'content-length': '100'}).write('<folder/>');
			setImmediate(() => {
				response.destroy();
			});
		})).toMatchObject({code: 'offline'});
	});
});

describe('a refusal', () => {
	it('is told though its words have no end, trickle, or break off', async () => {
		const sent = {bytes: 0};

		expect(await read(endless(sent, 404))).toMatchObject({code: 'not-found'});
		expect(await read(drip(404), {patience: 100})).toMatchObject({code: 'not-found'});
		expect(await read((_, response) => {
			response.writeHead(404, {'content-length': '100'}).write('<error>');
			setImmediate(() => {
				response.destroy();
			});
		})).toMatchObject({code: 'not-found'});
		expect(sent.bytes).toBeLessThan(usualLimits.document);
	});
});

describe('a body of any length', () => {
	it('ends where it brings nearly nothing for long', async () => {
		expect(await read(drip(), {streamPatience: 100}, {streams: true})).toMatchObject({code: 'service', message: 'What Jottacloud answers about a.txt does not come to an end.'});
	});

	it('goes on where it brings little, but enough', async () => {
		let left = 40;
		const trickle: RequestListener = (_, response) => {
			const timer = setInterval(() => {
				left -= 1;
				response.write('twenty bytes of text');
				if (left !== 0) {
					return;
				}

				clearInterval(timer);
				response.end();
			}, 5);
		};

		expect(await read(trickle, {streamPatience: 100, leastProgress: 20}, {streams: true})).toBe(800);
	});
});
