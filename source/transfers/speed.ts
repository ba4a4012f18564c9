/** Bytes a second, smoothed so that the time left does not jump. */
export type SpeedMeter = {
	readonly add: (bytes: number) => void;
	/** Bytes a second over the last seconds. */
	readonly read: () => number;
};

const windowMilliseconds = 5000;

export function createSpeedMeter(now: () => number): SpeedMeter {
	const start = now();
	let samples: Array<{at: number; bytes: number}> = [];
	return {
		add(bytes) {
			const at = now();
			const last = samples.at(-1);
			if (last && at - last.at < 100) {
				last.bytes += bytes;
			} else {
				samples.push({at, bytes});
			}
		},
		read() {
			const at = now();
			samples = samples.filter(sample => at - sample.at <= windowMilliseconds);
			const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
			const seconds = Math.max(0.5, Math.min(windowMilliseconds, at - start) / 1000);
			return bytes / seconds;
		},
	};
}

const steadyMilliseconds = 15_000;

/** A speed that follows slowly: the time left that is reckoned from it does not jump. */
export function createSteadySpeed(now: () => number): (speed: number) => number {
	const start = now();
	let steady: {readonly at: number; readonly speed: number} | undefined;
	return speed => {
		const at = now();
		const age = Math.max(1, at - start); // the mean so far, at first: the first second of a transfer tells little
		const share = steady ? Math.max(1 - Math.exp((steady.at - at) / steadyMilliseconds), Math.min(1, (at - steady.at) / age)) : 1;
		steady = {at, speed: (steady?.speed ?? 0) + (speed - (steady?.speed ?? 0)) * share};
		return steady.speed;
	};
}

/** Seconds until the rest is done; nothing when it cannot be told. */
export function secondsLeft(bytesLeft: number, speed: number): number | undefined {
	return speed > 0 && bytesLeft > 0 ? bytesLeft / speed : undefined;
}
