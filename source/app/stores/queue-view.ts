import {createStore, type Store} from './store.ts';

export type QueueTab = 'active' | 'queued' | 'waiting' | 'failed' | 'done';

/** What to do when all transfers have finished. */
export type WhenFinished = 'nothing' | 'bell' | 'leave';

/** The tab and row of the transfers screen, and what to do when the transfers have finished. */
type QueueViewState = {
	readonly tab: QueueTab;
	readonly cursor: number;
	readonly whenFinished: WhenFinished;
};

export type QueueView = Store<QueueViewState> & {
	/** Shows a tab with the cursor on its first row. */
	readonly showTab: (tab: QueueTab) => void;
	readonly moveTo: (cursor: number) => void;
	readonly setWhenFinished: (whenFinished: WhenFinished) => void;
};

/** Starts on the active transfers. */
export function createQueueView(): QueueView {
	const store = createStore<QueueViewState>({tab: 'active', cursor: 0, whenFinished: 'nothing'});
	return {
		...store,
		showTab(tab) {
			store.set({...store.get(), tab, cursor: 0});
		},
		moveTo(cursor) {
			store.set({...store.get(), cursor});
		},
		setWhenFinished(whenFinished) {
			store.set({...store.get(), whenFinished});
		},
	};
}
