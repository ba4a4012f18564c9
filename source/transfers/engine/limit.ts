/** Lets so many pieces of work run at once; the rest waits in order. */
export type Limit = {
	readonly run: <Result>(work: () => Promise<Result>) => Promise<Result>;
	readonly isFull: () => boolean;
};

/** `most` is asked for at each turn, so that it may change meanwhile. */
export function createLimit(most: () => number): Limit {
	let running = 0;
	const waiting: Array<() => void> = [];
	return {
		async run(work) {
			if (running >= most()) {
				await new Promise<void>(resolve => {
					waiting.push(resolve);
				});
			} else {
				running += 1;
			}

			try {
				return await work();
			} finally {
				running -= 1;
				while (running < most() && waiting.length > 0) {
					running += 1;
					waiting.shift()!();
				}
			}
		},
		isFull: () => running >= most() && waiting.length > 0,
	};
}
