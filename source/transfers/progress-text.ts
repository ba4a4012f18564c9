import {duration, speed} from '../format.ts';
import type {QueueSnapshot, QueueTotals} from './snapshot.ts';

/*
How far the work is, for screens and commands alike. What the numbers mean is said in snapshot.ts.
*/

type Pace = Pick<QueueSnapshot, 'speed' | 'hashing' | 'secondsLeft' | 'totals'>;

/** `18.4 MB/s`, or `hashing 412 MB/s` while nothing is sent yet; empty when nothing runs. */
export function rateText({speed: rate, hashing, totals}: Pace): string {
	if (totals.running === 0) {
		return '';
	}

	return rate < 1 && hashing >= 1 ? `hashing ${speed(hashing)}` : speed(rate);
}

/** The time left, when it can be told: `52m`. */
export function leftText({secondsLeft, totals}: Pace): string | undefined {
	return secondsLeft === undefined || totals.running === 0 ? undefined : duration(secondsLeft);
}

/** Whole percent of the bytes that have arrived; 100 only when nothing is left, not even a question. */
export function percentDone({bytes, bytesDone, running, waiting, asks, failed, isCounting}: QueueTotals): number {
	const isAll = running + waiting + asks + failed === 0 && !isCounting;
	return isAll ? 100 : Math.min(99, Math.floor((bytesDone / Math.max(1, bytes)) * 100));
}

/** When an item that has failed is tried again; when its time has come, it waits for a slot. */
export function againText(retryAt: number, now: number): string {
	return retryAt > now ? `again in ${duration(Math.max(1, (retryAt - now) / 1000))}` : 'again when it is its turn';
}
