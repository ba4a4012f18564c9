import {counted} from '../../format.ts';
import type {QueueEvent, QueueSnapshot} from '../../transfers/snapshot.ts';
import type {Watch} from '../../transfers/watch.ts';
import type {Session} from './session.ts';
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

/** Says what a person should know without looking: that all is done, what failed, what waits for an answer. */
export function tellChanges(transfers: QueueStore, session: Session, onRest: () => void): void {
	let before = transfers.get();
	transfers.subscribe(() => {
		const {totals, rows, blocked} = transfers.get();
		const old = before;
		before = transfers.get();
		for (const {name, phase, failure} of rows.slice(0, Math.max(0, totals.failed - old.totals.failed))) {
			if (phase === 'failed' && failure) {
				session.note(`failed ${name}: ${failure.sentence}`);
			}
		}

		if (blocked && !old.blocked) {
			session.change({message: {text: `${blocked.sentence} ${blocked.nextStep} The queue goes on after that.`, isProblem: true}});
		} else if (totals.asks > old.totals.asks) {
			session.say(`${totals.asks === 1 ? 'A file waits' : `${totals.asks} files wait`} for your answer: press t, then Enter.`);
		} else if (totals.failed > old.totals.failed) {
			session.say(`${counted(totals.failed, 'transfer')} failed: t shows why, R there tries again.`);
		}

		const isAtRest = totals.running + totals.waiting === 0 && !totals.isCounting;
		if (!(isAtRest && old.totals.done < totals.done)) {
			return;
		}

		session.note(`${counted(totals.done, 'item')} done`);
		onRest();
	});
}
