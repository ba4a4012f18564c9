import {withoutStepsBack, type Clock} from '../../../clock.ts';

/** Lets bytes pass no faster than a limit that may change at any time. */
export type Throttle = {
	readonly isLimited: () => boolean;
	readonly pass: (body: AsyncIterable<Uint8Array>, signal?: AbortSignal) => AsyncGenerator<Uint8Array>;
};

const piece = 65_536; // bytes: small enough that a slow connection is used evenly
const readEvery = 200; // ms
const longestWait = 500; // ms until the limit is read again

/** `readLimit` gives bytes a second over all transfers together; 0: none. */
export function createThrottle(clock: Clock, readLimit: () => number): Throttle {
	const now = withoutStepsBack(clock);
	let free = 0; // when the next piece may pass
	let unlimitedAt = -Infinity; // when there was no limit last

	// Each chunk asks, and the answer is in the settings file: where nothing is limited it is read now and then only.
	const limit = () => {
		const time = now();
		if (time - unlimitedAt < readEvery) {
			return 0;
		}

		const most = readLimit();
		unlimitedAt = most > 0 ? -Infinity : time;
		return most;
	};

	const wait = async (bytes: number, signal?: AbortSignal) => {
		const most = limit();
		const start = Math.max(free, now());
		free = start + bytes / most * 1000;
		for (let left = start - now(); left > 0; left = start - now()) {
			await clock.sleep(Math.min(longestWait, left), signal);
			if (limit() !== most) {
				free = now(); // what was computed with the old limit no longer holds
				return;
			}
		}
	};

	async function * passChunk(chunk: Uint8Array, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
		for (let at = 0; at < chunk.length; at += piece) {
			if (limit() <= 0) {
				free = 0;
				yield chunk.subarray(at);
				return;
			}

			const part = chunk.subarray(at, at + piece);
			await wait(part.length, signal);
			yield part;
		}
	}

	return {
		isLimited: () => readLimit() > 0,
		async * pass(body, signal) {
			for await (const chunk of body) {
				yield * passChunk(chunk, signal);
			}
		},
	};
}
