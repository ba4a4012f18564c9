import {pause} from './pause.ts';

/** A line that carries so many bytes a second (asked for at each piece), shared by everything that goes over it. */
export type ThrottledLine = (body: AsyncIterable<unknown>) => AsyncIterable<unknown>;

const pieceSize = 16_384; // bytes: small, so that a slow line trickles

export function createThrottledLine(bytesPerSecond: () => number, closing?: AbortSignal): ThrottledLine {
	let freeAt = 0; // when the line has carried all that was given to it
	return async function * (body) {
		for await (const chunk of body) {
			const bytes = chunk as Uint8Array;
			if (bytesPerSecond() === 0) {
				yield bytes;
				continue;
			}

			for (let from = 0; from < bytes.length; from += pieceSize) {
				const piece = bytes.subarray(from, from + pieceSize);
				const rate = bytesPerSecond();
				freeAt = Math.max(freeAt, performance.now()) + (rate === 0 ? 0 : (piece.length / rate) * 1000); // 0: it was lifted in the middle
				await pause(Math.max(0, freeAt - performance.now()), closing);
				yield piece;
			}
		}
	};
}
