import {Buffer} from 'node:buffer';
import {
	readdir,
	readFile,
	truncate,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Failure} from '../../../../source/failure.ts';
import {openContent} from '../../../../source/jotta/download.ts';
import {receiveOverConnections} from '../../../../source/transfers/engine/items/connections.ts';
import {
	cloud,
	disk,
	openEngine,
	runJob,
} from '../../../support/engine.ts';

const MiB = 1_048_576;
const pieceSize = 8 * MiB;
const size = (80 * MiB) + 17;
const content = Buffer.alloc(size, Uint8Array.from({length: 4099}, (_, index) => index % 251));

type Line = {
	readonly connections?: () => number;
	readonly pieceTakes?: number; // ms by the clock
	readonly from?: number;
	readonly chunk?: number; // bytes
	readonly give?: (start: number, end: number) => Uint8Array; // what a proxy makes of a wish
	readonly delay?: (start: number) => number; // ms, real ones
};

/** A service that is asked for `content`; what was asked for, and how much at once. */
function openService({connections = () => 4, pieceTakes = 1000, from = 0, chunk = 65_536, give = (start, end) => content.subarray(start, end), delay = () => 0}: Line = {}) {
	const asked: Array<{readonly kind: 'piece' | 'rest'; readonly from: number; readonly to: number; readonly signal: AbortSignal}> = [];
	let time = 0;
	let [open, most] = [0, 0];
	async function * body(start: number, bytes: Uint8Array) {
		open += 1;
		most = Math.max(most, open);
		try {
			await sleep(delay(start));
			for (let at = 0; at < bytes.length; at += chunk) {
				yield bytes.subarray(at, at + chunk);
			}

			time += pieceTakes;
		} finally {
			open -= 1;
		}
	}

	const signal = new AbortController();
	const received = receiveOverConnections({
		name: 'film.mkv', from, size, connections, signal: signal.signal,
		async open({from: start, to, signal: stop}) {
			asked.push({
				kind: to === undefined ? 'rest' : 'piece', from: start, to: to ?? size, signal: stop,
			});
			return body(start, to === undefined ? content.subarray(start) : give(start, to));
		},
	}, {now: () => time});
	return {asked, readAll: async () => Buffer.concat(await Array.fromAsync(received)), most: () => most};
}

const kinds = (asked: ReadonlyArray<{readonly kind: string}>) => asked.map(({kind}) => kind);

describe('a large file over several connections', () => {
	it('comes in order and whole, however the connections take turns, and each byte is asked for once', async () => {
		const [starts, chunks] = [fc.integer({min: 0, max: 3 * MiB}), fc.integer({min: 30_000, max: 9 * MiB})];
		const [numbers, pauses] = [fc.integer({min: 2, max: 6}), fc.infiniteStream(fc.integer({min: 0, max: 6}))];
		await fc.assert(fc.asyncProperty(starts, numbers, chunks, pauses, async (from, most, chunk, delays: Iterator<number>) => {
			const service = openService({
				from, connections: () => most, chunk, delay: () => Number(delays.next().value),
			});

			expect((await service.readAll()).equals(content.subarray(from))).toBe(true);
			expect(service.asked.map(each => each.from)).toEqual([from, ...service.asked.slice(0, -1).map(({to}) => to)]);
			expect(service.asked.at(-1)!.to).toBe(size);
			expect(service.most()).toBeLessThanOrEqual(most);
		}), {numRuns: 5});
	});

	it('uses all it may have, and no more once others need them', async () => {
		let asked = 0;
		const service = openService({
			connections() {
				asked += 1;
				return asked < 4 ? 3 : 1;
			}, delay: () => 5,
		});

		await service.readAll();

		expect(service.most()).toBe(3);
		expect(kinds(service.asked)).toEqual(Array.from({length: 11}, () => 'piece'));
	});

	it.each([
		['is small', {from: size - (60 * MiB)}, ['rest']],
		['may have one only', {connections: () => 1}, ['rest']],
		['comes very quickly over one', {pieceTakes: 100}, ['piece', 'rest']],
		['comes slowly', {pieceTakes: 5000}, ['piece', 'rest']],
		['comes through a proxy that drops the Range', {give: (start: number) => content.subarray(start)}, ['piece', 'rest']],
	] satisfies ReadonlyArray<readonly [string, Line, readonly string[]]>)('is left to one where it %s', async (_, line, expected) => {
		const service = openService(line);

		expect((await service.readAll()).equals(content.subarray('from' in line ? line.from : 0))).toBe(true);
		expect(kinds(service.asked)).toEqual(expected);
		expect(service.most()).toBe(1);
	});

	it('breaks off where a line does, with all before it, and closes the others', async () => {
		const service = openService({give: (start, end) => content.subarray(start, start === 2 * pieceSize ? end - 1 : end)});

		await expect(service.readAll()).rejects.toMatchObject({code: 'offline'} satisfies Partial<Failure>);
		expect(service.asked.every(({signal}) => signal.aborted)).toBe(true);
	});

	it('is what the service has, by ranges that meet', async () => {
		const {tools, client, sandbox, folder} = await openEngine();
		const film = path.join(folder, 'film.mkv');
		await writeFile(film, content.subarray(0, 9 * MiB));
		await truncate(film, size);
		await runJob(tools, {sources: [disk(film)], target: cloud()});
		let time = 0;
		const before = sandbox.log.length;

		const received = Buffer.concat(await Array.fromAsync(receiveOverConnections({
			name: 'film.mkv', from: 1000, size, connections: () => 4, signal: new AbortController().signal,
			open: async range => openContent(cloud('/film.mkv').path, {client, ...range}),
		}, {
			now() {
				time += 1000;
				return time;
			},
		})));

		expect(received.equals(Buffer.concat([content.subarray(1000, 9 * MiB), Buffer.alloc(size - (9 * MiB))]))).toBe(true);
		const answers = () => sandbox.log.slice(before);
		await expect.poll(() => answers().map(({status}) => status)).toEqual(Array.from({length: 10}, () => 206)); // noted when the answer is out
		expect(answers().reduce((sum, {sent}) => sum + sent, 0)).toBeLessThan(size - 1000 + (10 * 1000)); // with their heads
	});

	it('arrives whole where its connections break, are damaged or refused', async () => {
		const {tools: {clock, ...rest}, sandbox, folder} = await openEngine({bandwidthEach: 8_000_000});
		const tools = {...rest, clock: {...clock, now: () => clock.now() / 8}}; // a piece takes a second, and 32 would not be too slow: a busy machine uses several connections, too
		const film = path.join(folder, 'film.mkv');
		await writeFile(film, content);
		await runJob(tools, {sources: [disk(film)], target: cloud()});
		const before = sandbox.log.length;
		const get = 'GET *mode=bin*';
		sandbox.setFaults(`${get} cut-after=3000000 times=2 after=2; ${get} flip times=1 after=6; ${get} status=503 retry-after=0 times=1 after=3; ${get} stall=50 stall-at=100000 times=2 after=5`);

		const {failures} = await runJob(tools, {sources: [cloud('/film.mkv')], target: disk(path.join(folder, 'back'))});

		expect(failures).toEqual([]);
		expect((await readFile(path.join(folder, 'back', 'film.mkv'))).equals(content)).toBe(true);
		expect(await readdir(path.join(folder, 'back'))).toEqual(['film.mkv']);
		expect(sandbox.log.slice(before).filter(({path: address}) => address.includes('mode=bin')).length).toBeGreaterThan(4);
	});
});
