/** One line of the table that `npm run bench` prints. */
export type BenchRow = {
	readonly what: string;
	readonly figure: string;
	readonly budget: string;
	readonly peer?: string; // the same work done by rclone or mc in the same run
};

/** Options of the command line, for benches with several jobs. */
export type BenchOptions = {
	/** Only jobs with this in their name. */
	readonly only?: string | undefined;
	readonly rounds: number; // the median of these is printed
	readonly gib: number; // size of the large file
};

export type Bench = {readonly measure: (options: BenchOptions) => Promise<readonly BenchRow[]>};

export function isWanted(what: string, {only}: Pick<BenchOptions, 'only'>): boolean {
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
