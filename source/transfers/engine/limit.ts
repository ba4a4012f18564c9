/** Lets so many pieces of work run at once; the rest waits in order. */
export type Limit = {
	readonly run: <Result>(work: () => Promise<Result>) => Promise<Result>;
	readonly isFull: () => boolean;
};

export function createLimit(most: number): Limit {
	let running = 0;
	const waiting: Array<() => void> = [];
	return {
		async run(work) {
			if (running >= most) {
				await new Promise<void>(resolve => {
					waiting.push(resolve);
				});
			} else {
				running += 1;
			}

			try {
				return await work();
			} finally {
				const following = waiting.shift();
				if (following) {
					following(); // takes this place
				} else {
					running -= 1;
				}
			}
		},
		isFull: () => running >= most && waiting.length > 0,
	};
}
