/** Lets the engine's loop sleep until something happens. */
export type Wake = {
	readonly now: () => void;
	/** Waits until it is woken or the wait is over. */
	readonly orAfter: (wait: (signal: AbortSignal) => Promise<void>) => Promise<void>;
};

export function createWake(): Wake {
	let isDue = false;
	let woken = Promise.withResolvers<void>();
	return {
		now() {
			isDue = true;
			woken.resolve();
		},
		async orAfter(wait) {
			if (!isDue) {
				const abort = new AbortController();
				await Promise.race([
					wait(abort.signal).catch(() => {}), // eslint-disable-line @typescript-eslint/no-empty-function -- woken earlier
					woken.promise,
				]);
				abort.abort();
			}

			isDue = false;
			woken = Promise.withResolvers<void>();
		},
	};
}
