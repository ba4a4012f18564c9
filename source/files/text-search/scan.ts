import {Buffer} from 'node:buffer';
import {setImmediate} from 'node:timers/promises';
import {
	textPattern,
	type Encoding,
	type Match,
	type TextPattern,
} from './text-pattern.ts';

/** Where in a file to look for a text. */
export type ScanOrder = {
	readonly query: string;
	readonly encoding?: Encoding | undefined;
	readonly at: number; // position: looked for from here on, or before it
	readonly isBackward: boolean;
};

export type ReadFrom = (from: number) => AsyncIterable<Uint8Array>;

type Progress = (scanned: number) => void;

const firstBlock = 1_048_576; // bytes that are read at first on the way back: what is looked for is mostly near
const mostBlock = 67_108_864;
const pause = 1_048_576; // bytes after which keys and signals are looked at

/** The next place with a text, or the last one before. Each byte is read once, and no more than a piece of the file is held. */
export async function scan({query, encoding, at, isBackward}: ScanOrder, read: ReadFrom, onProgress: Progress): Promise<Match | undefined> {
	const pattern = textPattern(query, encoding);
	if (!isBackward) {
		return firstOf(withOverlap(read(at), {at, overlap: pattern.longest - 1, onProgress}), pattern.first);
	}

	let end = at;
	for (let size = firstBlock; end > 0; size = Math.min(mostBlock, size * 2)) {
		const block = {start: even(Math.max(0, end - size)), end};
		const found = await lastInBlock(pattern, block, {read, onProgress: behind(onProgress, at - end)});
		if (found) {
			return found;
		}

		end = block.start;
	}

	return undefined;
}

type Block = {readonly start: number; readonly end: number};

async function lastInBlock({last, longest}: TextPattern, {start, end}: Block, {read, onProgress}: {readonly read: ReadFrom; readonly onProgress: Progress}): Promise<Match | undefined> {
	const overlap = longest - 1;
	const pieces = withOverlap(read(start), {
		at: start, overlap, until: end + overlap, onProgress,
	});
	return lastOf(pieces, (bytes, from) => last(bytes, end - from));
}

const behind = (onProgress: Progress, before: number) => (scanned: number) => {
	onProgress(before + scanned);
};

/** Where a character of UTF-16 can begin. */
export const even = (at: number): number => at - (at % 2);

/** Where a text stands in bytes that are held, as in `scan`. */
export function scanHeld({query, encoding, at, isBackward}: ScanOrder, {from, bytes}: {readonly from: number; readonly bytes: Buffer}): Match | undefined {
	const pattern = textPattern(query, encoding);
	return isBackward ? placed(from, pattern.last(bytes, at - from)) : placed(at, pattern.first(bytes.subarray(at - from)));
}

type Piece = {readonly from: number; readonly bytes: Buffer};
type Reading = {readonly at: number; readonly overlap: number; readonly until?: number; readonly onProgress: Progress};

/** Pieces of a file, each with the last bytes of the one before: what crosses their border is seen. */
async function * withOverlap(pieces: AsyncIterable<Uint8Array>, {at, overlap, until = Infinity, onProgress}: Reading): AsyncGenerator<Piece> {
	let [from, kept] = [at, Buffer.alloc(0)];
	let read = 0;
	let unpaused = 0;
	for await (const piece of pieces) {
		const bytes = Buffer.concat([kept, piece]).subarray(0, until - from);
		read += piece.length;
		unpaused += piece.length;
		yield {from, bytes};
		onProgress(read);
		if (at + read >= until) {
			return;
		}

		const passed = even(Math.max(0, bytes.length - overlap));
		kept = Buffer.from(bytes.subarray(passed));
		from += passed;
		if (unpaused >= pause) {
			unpaused = 0;
			await setImmediate();
		}
	}
}

async function firstOf(pieces: AsyncIterable<Piece>, find: (bytes: Buffer, from: number) => Match | undefined): Promise<Match | undefined> {
	for await (const {from, bytes} of pieces) {
		const found = placed(from, find(bytes, from));
		if (found) {
			return found;
		}
	}

	return undefined;
}

async function lastOf(pieces: AsyncIterable<Piece>, find: (bytes: Buffer, from: number) => Match | undefined): Promise<Match | undefined> {
	let last: Match | undefined;
	for await (const {from, bytes} of pieces) {
		last = placed(from, find(bytes, from)) ?? last;
	}

	return last;
}

function placed(from: number, match: Match | undefined): Match | undefined {
	return match && {...match, at: from + match.at};
}
