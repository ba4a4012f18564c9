import {toFailure} from '../failure.ts';

/** Lets so many pieces of work run at once; the rest waits in order. */
export type Limit = {
	/** Who is aborted while it waits leaves the line. @throws Failure `cancelled` */
	readonly run: <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
	readonly isFull: () => boolean;
	/** How many more may run by now. */
	readonly free: () => number;
	/** Lets in who waits, where more may run by now. */
	readonly look: () => void;
};

/** `most` is asked for at each turn, so that it may change meanwhile. */
export function createLimit(most: () => number): Limit {
	let running = 0;
	const waiting = new Set<() => void>();

	const look = () => {
		for (const enter of waiting) {
			if (running >= most()) {
				return;
			}

			running += 1;
			waiting.delete(enter);
			enter();
		}
	};

	const turn = async (signal: AbortSignal | undefined) => {
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		const leave = () => {
			if (waiting.delete(resolve)) {
				reject(toFailure(signal?.reason));
			}
		};

		waiting.add(resolve);
		signal?.addEventListener('abort', leave, {once: true});
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', leave);
		}
	};

	return {
		async run(work, signal) {
			signal?.throwIfAborted();
			if (running >= most()) {
				await turn(signal);
			} else {
				running += 1;
			}

			try {
				return await work();
			} finally {
				running -= 1;
				look();
			}
		},
		isFull: () => running >= most(),
		free: () => Math.max(0, most() - running),
		look,
	};
}
