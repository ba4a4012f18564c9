import {toFailure} from '../failure.ts';

/** Lets a number of tasks run at once; the others wait in order. */
export type Limit = {
	/** A task that is aborted while it waits never begins. @throws Failure `cancelled` */
	readonly run: <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
	readonly isFull: () => boolean;
	/** How many more may run now. */
	readonly free: () => number;
	/** Begins waiting tasks where the limit was raised. */
	readonly admit: () => void;
};

/** `most` is called whenever a task may begin: it may change. */
export function createLimit(most: () => number): Limit {
	let running = 0;
	const waiting = new Set<() => void>();

	const admit = () => {
		for (const resolve of waiting) {
			if (running >= most()) {
				return;
			}

			running += 1;
			waiting.delete(resolve);
			resolve();
		}
	};

	const enter = async (signal: AbortSignal | undefined) => {
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
				await enter(signal);
			} else {
				running += 1;
			}

			try {
				return await work();
			} finally {
				running -= 1;
				admit();
			}
		},
		isFull: () => running >= most(),
		free: () => Math.max(0, most() - running),
		admit,
	};
}
