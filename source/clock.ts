/** The time, handed down from cli.tsx so that tests can set it. */
export type Clock = {
	/** ms since 1970 */
	readonly now: () => number;
	/** Waits; rejects with the signal's reason when it is aborted. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};
