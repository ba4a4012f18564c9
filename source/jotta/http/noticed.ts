import type {Clock} from '../../clock.ts';
import type {Send} from './request.ts';

const patience = 5000; // ms

/** Told what is waited for when an answer takes long: a try, the pauses between tries, or a sign-in that is renewed. */
export type OnWaiting = (subject: string) => void;

/** The outermost layer: somebody who waits is told for what. Nothing is changed for the call. */
export function withNotice(send: Send, {clock, onWaiting}: {readonly clock: Clock; readonly onWaiting?: OnWaiting | undefined}): Send {
	if (onWaiting === undefined) {
		return send;
	}

	return async call => {
		const answered = new AbortController();
		tellLater(call.subject, {clock, onWaiting, signal: answered.signal});
		try {
			return await send(call);
		} finally {
			answered.abort();
		}
	};
}

function tellLater(subject: string, {clock, onWaiting, signal}: {readonly clock: Clock; readonly onWaiting: OnWaiting; readonly signal: AbortSignal}): void {
	(async () => {
		await clock.sleep(patience, signal);
		onWaiting(subject);
	})().catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- answered in time
}
