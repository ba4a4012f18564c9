import {Failure, failureFacts} from '../../failure.ts';
import type {QueueEvent, QueueSnapshot} from '../../transfers/snapshot.ts';
import type {Watch} from '../../transfers/watch.ts';
import type {Clock} from '../../clock.ts';
import {createStore, type Store} from './store.ts';

/** The queue as the screen shows it. Polled often: while nothing changes, a poll costs one pragma. */
export type QueueStore = Store<QueueSnapshot> & {
	/** Reads the queue now instead of at the next interval. */
	readonly poll: () => void;
	readonly stop: () => void;
};

const pause = 150; // ms between two polls

/** Polls until stopped. `onEvent` is called once for each event, in order; a countdown in a row sets the store each second. */
export function createQueueStore({watch, clock, onEvent}: {readonly watch: Watch; readonly clock: Clock; readonly onEvent: (event: QueueEvent) => void}): QueueStore {
	let seen = watch.snapshot();
	const store = createStore(seen);
	let last = watch.lastEvent();
	let second = 0;
	const read = () => {
		const snapshot = watch.snapshot();
		const now = Math.floor(clock.now() / 1000);
		const isCountingDown = now !== second && snapshot.rows.some(({retryAt, movedAt}) => retryAt !== undefined || movedAt !== undefined);
		second = now;
		if (snapshot === seen && !isCountingDown) {
			return;
		}

		seen = snapshot;
		store.set({...snapshot});
		for (const event of watch.eventsSince(last)) {
			last = event.id;
			onEvent(event);
		}
	};

	/** What cannot be read any more stays as it was, with the reason. */
	const poll = () => {
		try {
			read();
		} catch (error) {
			if (!(error instanceof Failure)) {
				throw error;
			}

			if (seen.blocked?.sentence !== error.message) {
				seen = {...seen, blocked: failureFacts(error)};
				store.set(seen);
			}
		}
	};

	const timer = setInterval(poll, pause);
	return {
		...store,
		poll,
		stop() {
			clearInterval(timer);
		},
	};
}

/** Resolves when the queue has changed or the signal aborts. */
export async function nextChange({subscribe}: QueueStore, signal?: AbortSignal): Promise<void> {
	const changed = Promise.withResolvers<void>();
	const stop = subscribe(changed.resolve);
	signal?.addEventListener('abort', () => {
		changed.resolve();
	}, {once: true});
	await changed.promise;
	stop();
}

/** Whether there is more to show than finished transfers. */
export function isBusy({totals: {running, waiting, asks, failed, isCounting}, blocked}: QueueSnapshot): boolean {
	return running + waiting + asks + failed > 0 || isCounting || blocked !== undefined;
}
