import type {Clock} from '../../clock.ts';
import type {Send} from './request.ts';

const patience = 5000; // ms

/** Called with what a request is about when its answer, or the next piece of it, takes long: because of a try, a pause between tries, or the renewal of the sign-in. */
export type OnWaiting = (subject: string) => void;

/** The outermost layer: tells what is waited for, and changes nothing about the call. */
export function withNotice(send: Send, {clock, onWaiting}: {readonly clock: Clock; readonly onWaiting?: OnWaiting | undefined}): Send {
	if (onWaiting === undefined) {
		return send;
	}

	return async call => {
		const until = async <Awaited>(awaited: Promise<Awaited>): Promise<Awaited> => {
			const arrived = new AbortController();
			tellLater(call.subject, {clock, onWaiting, signal: arrived.signal});
			try {
				return await awaited;
			} finally {
				arrived.abort();
			}
		};

		const answer = await until(send(call));
		return call.streams === true ? {...answer, body: eachUntil(answer.body, until)} : answer;
	};
}

/** The same pieces; `until` is called around the wait for each of them. */
export async function * eachUntil<Piece>(pieces: AsyncIterable<Piece>, until: <Answer>(awaited: Promise<Answer>) => Promise<Answer>): AsyncGenerator<Piece> {
	const iterator = pieces[Symbol.asyncIterator]();
	try {
		for (let next = await until(iterator.next()); next.done !== true; next = await until(iterator.next())) {
			yield next.value;
		}
	} finally {
		await iterator.return?.();
	}
}

function tellLater(subject: string, {clock, onWaiting, signal}: {readonly clock: Clock; readonly onWaiting: OnWaiting; readonly signal: AbortSignal}): void {
	(async () => {
		await clock.sleep(patience, signal);
		onWaiting(subject);
	})().catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- answered in time
}
