import {randomInt} from 'node:crypto';
import type {Clock} from '../../clock.ts';
import {answerOf, isTransient} from './failures.ts';
import type {Send} from './request.ts';

const attempts = 5;
const longest = 10_000; // ms between two tries, unless the service asks for more
const longestAsked = 120_000;

/** Repeats what may be repeated: network errors, 429 and 5xx, later each time. @see protocol.md 2.6 */
export function withRetry(send: Send, clock: Clock): Send {
	return async call => {
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await send(call);
			} catch (error) {
				if (!call.mayRepeat || attempt >= attempts || !isTransient(error)) {
					throw error;
				}

				await clock.sleep(pauseAfter(attempt, answerOf(error)?.retryAfter), call.signal);
			}
		}
	};
}

/** ms to wait after so many failed tries: doubled each time, and spread so that many clients do not come back at once. */
export function pauseAfter(attempt: number, asked?: number): number {
	if (asked !== undefined) {
		return Math.min(asked, longestAsked);
	}

	const most = Math.min(longest, 100 * (2 ** attempt));
	return randomInt(most / 2, most + 1);
}
