/** Background work, such as counting or fetching, that Esc cancels. One at a time: new work cancels the old. */
export type Work = {
	readonly run: (work: (signal: AbortSignal) => Promise<void>) => void;
	/** Cancels the current work; false when there was none. */
	readonly leave: () => boolean;
};

/** `attempt` runs work and shows its failures; work that was cancelled fails silently. */
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
