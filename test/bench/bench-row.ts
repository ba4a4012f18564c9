/** One line of the table that `npm run bench` prints. */
export type BenchRow = {
	readonly what: string;
	readonly figure: string;
	readonly budget: string;
	readonly peer?: string; // the same work done by rclone or mc in the same run
};

/** What somebody at the command line wants of the benches that have several jobs. */
export type Wish = {
	/** Jobs whose name has this in it; nothing: all. */
	readonly only?: string | undefined;
	readonly rounds: number; // of which the median counts
	readonly gib: number; // size of the large file
};

export type Bench = {readonly measure: (wish: Wish) => Promise<readonly BenchRow[]>};

export function isWanted(what: string, {only}: Pick<Wish, 'only'>): boolean {
	return only === undefined || what.toLowerCase().includes(only.toLowerCase());
}

export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

/** The value that `percent` of all values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}
