import {randomInt} from 'node:crypto';
import type {Clock} from '../../clock.ts';
import {duration} from '../../format.ts';
import {answerOf, isSilence, isTransient} from './failures.ts';
import type {Send} from './request.ts';

const attempts = 5;
const longest = 10_000; // ms between two tries, unless the service asks for more
const longestAsked = 120_000; // ms: nobody waits longer for one request
const worthSaying = 1000; // ms

/** The service has asked to be left alone for so long. */
export type Pause = {
	readonly milliseconds: number;
	readonly isWaited: boolean; // else it is a failure at once
	readonly account?: string;
};

export type OnPause = (pause: Pause) => void;

/** For whoever waits. */
export function pauseText({milliseconds}: Pick<Pause, 'milliseconds'>): string {
	return `Jottacloud asks to wait ${duration(milliseconds / 1000)}.`;
}

/**
Repeats what may be repeated: network errors but for silence, 429 and 5xx, later each time. A pause that the service asks for is told at once, and
kept as long as somebody may wait for it; a longer one is a failure that names it. @see protocol.md 2.6
*/
export function withRetry(send: Send, {clock, onPause}: {readonly clock: Clock; readonly onPause?: OnPause | undefined}): Send {
	return async call => {
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await send(call);
			} catch (error) {
				const asked = isTransient(error) ? answerOf(error)?.retryAfter : undefined;
				const isRepeated = call.mayRepeat && attempt < attempts && isTransient(error) && !isSilence(error) && (asked ?? 0) <= longestAsked;
				if (asked !== undefined && asked >= worthSaying) {
					onPause?.({milliseconds: asked, isWaited: isRepeated});
				}

				if (!isRepeated) {
					throw error;
				}

				await clock.sleep(pauseAfter(attempt, asked), call.signal);
			}
		}
	};
}

/** ms to wait after so many failed tries: doubled each time, and spread so that many clients do not come back at once. */
export function pauseAfter(attempt: number, asked?: number): number {
	if (asked !== undefined) {
		return asked;
	}

	const most = Math.min(longest, 100 * (2 ** attempt));
	return randomInt(most / 2, most + 1);
}
