import type {QueueEvent, QueueSnapshot} from '../../transfers/snapshot.ts';
import type {Watch} from '../../transfers/watch.ts';
import {createStore, type Store} from './store.ts';

/** The queue as the screen sees it. Looked at often: it costs one pragma while nothing changes. */
export type QueueStore = Store<QueueSnapshot> & {
	/** Looks now, instead of at the next turn. */
	readonly look: () => void;
	readonly stop: () => void;
};

const pause = 150; // ms between two looks

export function createQueueStore(watch: Watch, onEvent: (event: QueueEvent) => void): QueueStore {
	const store = createStore(watch.snapshot());
	let last = watch.lastEvent();
	const look = () => {
		const before = store.get();
		const snapshot = watch.snapshot();
		if (snapshot === before) {
			return;
		}

		store.set(snapshot);
		for (const event of watch.eventsSince(last)) {
			last = event.id;
			onEvent(event);
		}
	};

	const timer = setInterval(look, pause);
	return {
		...store,
		look,
		stop() {
			clearInterval(timer);
		},
	};
}

/** Whether anything is to be shown of it. */
export function isBusy({totals: {running, waiting, asks, failed, isCounting}, blocked}: QueueSnapshot): boolean {
	return running + waiting + asks + failed > 0 || isCounting || blocked !== undefined;
}
