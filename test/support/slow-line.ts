import {setTimeout as sleep} from 'node:timers/promises';
import {createRandom} from '../../source/sandbox/faults/random.ts';

export type SlowLine = {
	readonly bytesPerSecond: number;
	readonly delay: number; // ms, each way
	readonly seed: number; // where the bytes are cut
};

const longestPiece = 7; // bytes: within most sequences, and within characters
const longestGap = 8; // ms between two pieces, now and then

/** One direction of a slow line: bytes arrive late, in order, in pieces that are cut anywhere. */
export function openLine({bytesPerSecond, delay, seed}: SlowLine, deliver: (piece: Uint8Array) => void): (bytes: Uint8Array) => void {
	const random = createRandom(seed);
	let free = 0; // time at which the line is free again
	let delivered = Promise.resolve();
	const bring = async (piece: Uint8Array, at: number) => {
		const wait = at - performance.now();
		if (wait > 0) {
			await sleep(wait);
		}

		deliver(piece);
	};

	return bytes => {
		free = Math.max(free, performance.now());
		for (let start = 0; start < bytes.length;) {
			const piece = bytes.slice(start, start + 1 + Math.floor(random() * longestPiece));
			free += (piece.length * 1000 / bytesPerSecond) + (random() < 0.1 ? random() * longestGap : 0);
			const at = free + delay;
			delivered = delivered.then(async () => bring(piece, at));
			start += piece.length;
		}
	};
}
