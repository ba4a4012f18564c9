import type {Clock} from '../../clock.ts';
import {toFailure} from '../../failure.ts';
import type {Log} from '../../log.ts';
import {answerOf} from './failures.ts';
import type {Send} from './request.ts';

/** Writes one line a request; secrets are blanked by the log itself. */
export function withLog(send: Send, {clock, log}: {readonly clock: Clock; readonly log: Log}): Send {
	return async call => {
		const start = clock.now();
		const {method, url: address} = call;
		try {
			const answer = await send(call);
			log({
				method, address, status: answer.status, milliseconds: clock.now() - start,
			});
			return answer;
		} catch (error) {
			const {status, trace} = answerOf(error) ?? {};
			log({
				method, address, milliseconds: clock.now() - start, message: toFailure(error).message, ...(status !== undefined && {status}), ...(trace !== undefined && {trace}),
			});
			throw error;
		}
	};
}
