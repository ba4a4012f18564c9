/** One piece of work in the background that a person can leave with Esc: counting, fetching. A new one takes its place. */
export type Work = {
	readonly run: (work: (signal: AbortSignal) => Promise<void>) => void;
	/** Leaves what is under way; false: there was nothing. */
	readonly leave: () => boolean;
};

export function createWork(attempt: (work: () => Promise<void>) => void): Work {
	let current: AbortController | undefined;
	return {
		run(work) {
			current?.abort();
			const mine = new AbortController();
			current = mine;
			attempt(async () => {
				try {
					await work(mine.signal);
				} catch (error) {
					if (!mine.signal.aborted) {
						throw error;
					}
				} finally {
					if (current === mine) {
						current = undefined;
					}
				}
			});
		},
		leave() {
			const wasBusy = current !== undefined;
			current?.abort();
			current = undefined;
			return wasBusy;
		},
	};
}
