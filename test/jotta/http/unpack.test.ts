import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	constants,
	createGzip,
	deflateSync,
	gzipSync,
} from 'node:zlib';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {usualLimits, type AnswerLimits} from '../../../source/jotta/http/bodies.ts';
import {isTransient} from '../../../source/jotta/http/failures.ts';
import {openPool} from '../../../source/jotta/http/pool.ts';
import {sendThrough, type Call} from '../../../source/jotta/http/request.ts';
import {startAnswering} from '../../support/answering.ts';

type Packed = {readonly body: Uint8Array; readonly encoding?: string; readonly status?: number; readonly call?: Partial<Call>; readonly limits?: Partial<AnswerLimits>; readonly stopsAfter?: number};

/** Asks a server that answers with these bytes, and gives the text that is read, its length when it is long, or the failure. */
async function read({body: sent, encoding = 'gzip', status = 200, call, limits, stopsAfter = Infinity}: Packed): Promise<unknown> {
	const base = await startAnswering((_, response) => {
		response.writeHead(status, {'content-encoding': encoding}).end(sent);
	});
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	try {
		const {text, body} = await sendThrough(pool, {...usualLimits, ...limits})({
			method: 'GET', url: base, subject: 'a.txt', mayRepeat: false, ...call,
		});
		let whole = text;
		let length = 0;
		for await (const chunk of body) {
			length += chunk.length;
			whole = length < 1000 ? whole + new TextDecoder().decode(chunk) : String(length);
			if (length >= stopsAfter) {
				break;
			}
		}

		return whole;
	} catch (error) {
		return error;
	}
}

const ways = [['read whole', {}], ['that streams', {streams: true}], ['of which the beginning is wanted', {streams: true, isBrief: true}]] as const;

describe.each(ways)('a packed document %s', (_, call) => {
	const text = '<folder name="blå"/>';
	const packed = gzipSync(text);

	it.each(['gzip', 'GZIP ', 'x-gzip'])('is read: %s', async encoding => {
		expect(await read({body: packed, encoding, call})).toBe(text);
	});

	it('is read where it is not packed after all', async () => {
		expect(await read({body: Buffer.from(text), encoding: 'identity', call})).toBe(text);
		expect(await read({body: Buffer.alloc(0), call})).toBe('');
	});

	it.each([
		['is cut', packed.subarray(0, -9), 'gzip'],
		['is cut in its head', packed.subarray(0, 5), 'gzip'],
		['is damaged', Buffer.from(packed).fill(0xFF, 12, 20), 'gzip'],
		['has another checksum', Buffer.from(packed).fill(0, packed.length - 8, packed.length - 4), 'gzip'],
		['is not packed', Buffer.from(text), 'gzip'],
		['is packed in another way', deflateSync(text), 'deflate'],
		['is packed twice', gzipSync(packed), 'gzip, gzip'],
	])('that %s is a failure that can pass', async (_why, body, encoding) => {
		const ended = await read({body, encoding, call});

		expect(ended).toMatchObject({code: 'service', message: 'What Jottacloud answers about a.txt cannot be unpacked: it was damaged on the way.'});
		expect(isTransient(ended)).toBe(encoding === 'gzip');
	});
});

const zeros = (megabytes: number) => gzipSync(Buffer.alloc(megabytes * 1_048_576), {level: constants.Z_BEST_COMPRESSION});

describe('what unpacks to very much', () => {
	it('is no document', async () => {
		expect(await read({body: zeros(9)})).toMatchObject({code: 'service', message: expect.stringContaining('too long: more than 8 MiB') as string});
	});

	it('is no list', async () => {
		expect(await read({body: zeros(100), call: {streams: true}})).toMatchObject({code: 'service', message: expect.stringContaining('unpacks to far more') as string});
	});

	it.each(ways)('may not go on without content: %s', async (_, call) => {
		const head = gzipSync('').subarray(0, 10);
		const empty = Buffer.alloc(5_000_000, Buffer.from([0, 0, 0, 0xFF, 0xFF])); // stored blocks of no bytes
		const blocks = await read({body: Buffer.concat([head, empty]), call});
		const members = await read({body: Buffer.alloc(5_000_000, gzipSync('')), call});

		expect([blocks, members]).toMatchObject([1, 2].map(() => ({code: 'service', message: expect.stringContaining('does not come to an end') as string})));
	});

	it('may be a list of the usual kind', async () => {
		const list = Buffer.from(Array.from({length: 900_000}, (_, index) => `<file name="${index}" uuid="${(index * 2_654_435_761) % 4_294_967_296}">some text that is the same in each of them, as it is in lists</file>`).join(''));

		expect(list.length).toBeGreaterThan(67_108_864);
		expect(await read({body: gzipSync(list), call: {streams: true}})).toBe(String(list.length));
	});

	it('can be left at its beginning', async () => {
		expect(await read({body: zeros(50), call: {streams: true, isBrief: true}, stopsAfter: 10_000})).toMatch(/^\d+$/v);
	});
});

describe('what is left at its beginning', () => {
	it.each(['gzip', 'identity'])('ends its line, also where the rest is late: %s', async encoding => {
		let closed: Promise<unknown> | undefined;
		const base = await startAnswering((_, response) => {
			closed = once(response, 'close');
			response.writeHead(200, {'content-encoding': encoding});
			const gzip = createGzip({flush: constants.Z_SYNC_FLUSH});
			const sender = encoding === 'gzip' ? gzip : response;
			gzip.pipe(response);
			sender.write('<folder name="a">');
		});
		const pool = openPool();
		onTestFinished(async () => pool.destroy());
		const {body} = await sendThrough(pool)({
			method: 'GET', url: base, subject: 'a', mayRepeat: false, streams: true,
		});

		const chunks = body[Symbol.asyncIterator]();
		const {value} = await chunks.next() as {value: Uint8Array};
		await chunks.return?.();

		expect(new TextDecoder().decode(value)).toBe('<folder name="a">');
		await closed;
	});
});

describe('packed documents one after another', () => {
	it.each(ways)('come over one line: %s', async (_, call) => {
		const lines = new Set<unknown>();
		const base = await startAnswering(({socket}, response) => {
			lines.add(socket);
			response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync('<folder name="a"/>'));
		});
		const pool = openPool();
		onTestFinished(async () => pool.destroy());
		for (let count = 0; count < 5; count += 1) {
			const {text, body} = await sendThrough(pool)({
				method: 'GET', url: base, subject: 'a', mayRepeat: false, ...call,
			});
			const chunks = await Array.fromAsync(body);
			expect(text + Buffer.concat(chunks).toString()).toBe('<folder name="a"/>');
		}

		expect(lines.size).toBe(1);
	});
});

describe('a refusal', () => {
	it('is read where it is packed, and told where it cannot be unpacked', async () => {
		const words = '{"code":500,"message":"AllocationException"}';

		expect(await read({body: gzipSync('{"error_id":"QuotaExceededException"}'), status: 500})).toMatchObject({code: 'quota-full'});
		expect(await read({body: gzipSync(words).subarray(0, 20), status: 404})).toMatchObject({code: 'not-found'});
	});
});

describe('the bytes of a file', () => {
	it('stay as they are, whatever is said of them', async () => {
		expect(await read({body: gzipSync('a'), call: {streams: true, isContent: true}})).not.toBe('a');
	});
});
