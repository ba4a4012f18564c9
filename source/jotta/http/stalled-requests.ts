import type {Clock} from '../../clock.ts';
import type {Send} from './request.ts';

const patience = 5000; // ms

/** Told what is waited for when an answer or the next piece of it takes long: a try, the pauses between tries, or a sign-in that is renewed. */
export type OnWaiting = (subject: string) => void;

/** The outermost layer: somebody who waits is told for what. Nothing is changed for the call. */
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

/** The same pieces; whoever wants to know for how long each is awaited wraps it in `until`. */
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
