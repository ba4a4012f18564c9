import type {Clock} from '../../../clock.ts';
import {Failure} from '../../../failure.ts';

/*
A large file over several connections at once, where that pays and slots are free: the service, or the network, may limit each
connection. A very fast one needs no help, and a slow network is mostly full with one. Bytes are handed on in order, so that
all else is as with one connection: what has arrived is one piece from the start, and after a break the rest is received.
*/

export type LargeFile = {
	readonly name: string;
	readonly from: number; // bytes that are there already
	readonly size: number; // bytes
	/** From a position to the end, or up to, but not including, another; what comes beyond that is ignored. */
	readonly open: (range: {readonly from: number; readonly to?: number; readonly signal: AbortSignal}) => Promise<AsyncIterable<Uint8Array>>;
	/** How many connections it may have now. */
	readonly connections: () => number;
	readonly signal: AbortSignal;
};

const pieceSize = 8_388_608; // bytes; this much of each connection but the first is kept in memory, and lost in a break
const worthwhile = 67_108_864; // bytes: below, one connection is done before others have begun
const paysFrom = 125; // ms for a piece, which is 64 MiB a second
const paysTo = 4000; // 2 MiB a second: what a break loses takes too long to receive again

/** @throws Failure `offline` when a connection breaks, and whatever opening it throws */
export function receiveOverConnections(file: LargeFile, clock: Pick<Clock, 'now'>): AsyncIterable<Uint8Array> {
	return file.size - file.from < worthwhile || file.connections() < 2 ? restOf(file) : inPieces(file, clock);
}

async function * restOf({open, from, signal}: LargeFile): AsyncGenerator<Uint8Array> {
	yield * await open({from, signal});
}

/** One piece alone, to measure the speed of one connection; then several at once, or the rest over one. */
async function * inPieces(file: LargeFile, {now}: Pick<Clock, 'now'>): AsyncGenerator<Uint8Array> {
	const {name, from, size, open, connections, signal} = file;
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	const ahead: Piece[] = [];
	let next = from;
	const fill = (count: number) => {
		for (let left = count; left > 0 && next < size; left -= 1) {
			const [start, end] = [next, Math.min(size, next + pieceSize)];
			next = end;
			ahead.push(receive(async () => open({from: start, to: end, signal: stopped}), {length: end - start, name}));
		}
	};

	const begin = now();
	fill(1);
	try {
		while (ahead.length > 0) {
			const piece = ahead[0]!;
			for (let chunks = await piece.take(); chunks; chunks = await piece.take()) {
				yield * chunks;
			}

			ahead.shift();
			if (next === from + pieceSize && (piece.goesOn() || !isBetween(Math.abs(now() - begin), paysFrom, paysTo))) {
				yield * restOf({...file, from: next});
				return;
			}

			fill(Math.max(1, connections()) - ahead.length);
		}
	} finally {
		stop.abort(new Failure('cancelled', `The other connections of ${name} are closed.`, {nextStep: ''}));
	}
}

const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;

type Piece = {
	/** What has arrived since; nothing when that was all. Rejects where it broke off. */
	readonly take: () => Promise<readonly Uint8Array[] | undefined>;
	/** More has arrived than was asked for: a proxy has dropped the Range. */
	readonly goesOn: () => boolean;
};

/** Begins to read a piece at once, whenever it is taken; exactly `length` bytes, since others follow them. */
function receive(open: () => Promise<AsyncIterable<Uint8Array>>, {length, name}: {readonly length: number; readonly name: string}): Piece {
	const chunks: Uint8Array[] = [];
	let change = Promise.withResolvers<void>();
	let left = length;
	let isAll = false;
	let goesOn = false;
	const read = async () => {
		for await (const chunk of await open()) {
			const part = chunk.subarray(0, left);
			left -= part.length;
			chunks.push(part);
			change.resolve();
			if (part.length < chunk.length) {
				goesOn = true;
				return;
			}
		}

		if (left > 0) {
			throw new Failure('offline', `The line broke while ${name} was received.`, {nextStep: 'It goes on where it stopped.'});
		}
	};

	const reading = read().finally(() => {
		isAll = true;
		change.resolve();
	});
	reading.catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- thrown when it is taken
	return {
		async take() {
			for (;;) {
				if (chunks.length > 0) {
					return chunks.splice(0);
				}

				if (isAll) {
					await reading;
					return undefined;
				}

				await change.promise;
				change = Promise.withResolvers();
			}
		},
		goesOn: () => goesOn,
	};
}
