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

/** The speed that the time left is reckoned from. */
export type SteadySpeed = {
	/** Bytes that were transferred since the last call, and whether anything was being transferred. */
	readonly pass: (bytes: number, isTransferring: boolean) => void;
	/** Bytes a second; nothing until it can be told. */
	readonly read: () => number | undefined;
};

const steadyMilliseconds = 20_000;
const firstMilliseconds = 1000; // what fills the buffers of the connection tells nothing
const leastMilliseconds = 1000; // of transferring: less tells little
const stalledAfter = 3000; // ms: longer than from one piece to the next
const forgottenAfter = 30_000; // ms without any transfer

/**
Bytes by the time in which something was transferred: while files are only hashed or counted, it stands still. At first the mean
so far, then one that follows slowly: at a steady rate the time left falls steadily.
*/
export function createSteadySpeed(now: () => number): SteadySpeed {
	let last = now();
	let wasTransferring = false;
	let [bytes, time, skipped, idle, since] = [0, 0, 0, 0, 0];
	return {
		pass(passed, isTransferring) {
			const at = now();
			const elapsed = at - last;
			since += wasTransferring ? elapsed : 0;
			idle = wasTransferring ? 0 : idle + elapsed;
			[last, wasTransferring] = [at, isTransferring];
			if (idle > forgottenAfter) {
				[bytes, time, skipped, since] = [0, 0, 0, 0];
			}

			if (passed === 0 && since < stalledAfter) {
				return; // from one piece to the next: between them the mean would fall
			}

			if (skipped < firstMilliseconds) {
				skipped += since;
			} else {
				const kept = Math.exp(-since / steadyMilliseconds);
				bytes = (bytes * kept) + passed;
				time = (time * kept) + since;
			}

			since = 0;
		},
		read: () => time < leastMilliseconds ? undefined : bytes / time * 1000,
	};
}

/** Seconds until the rest is done; nothing when it cannot be told. */
export function secondsLeft(bytesLeft: number, speed: number | undefined): number | undefined {
	return speed !== undefined && speed >= 1 && bytesLeft > 0 ? bytesLeft / speed : undefined;
}
