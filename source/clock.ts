/** The time, handed down from cli.tsx so that tests can set it. */
export type Clock = {
	/** ms since 1970 */
	readonly now: () => number;
	/** Waits; rejects with the signal's reason when it is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

/** A time that stands still where the clock is set back: what is waited for by it never takes longer than was reckoned. */
export function withoutStepsBack({now}: Pick<Clock, 'now'>): () => number {
	let last = now();
	let lost = 0; // ms by which the clock was set back
	return () => {
		const time = now();
		lost += Math.max(0, last - time);
		last = time;
		return time + lost;
	};
}
