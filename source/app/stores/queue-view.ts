import {createStore, type Store} from './store.ts';

export type QueueTab = 'active' | 'queued' | 'waiting' | 'failed' | 'done';

/** What happens once the transfers are over. */
export type WhenFinished = 'nothing' | 'bell' | 'leave';

/** Where one is on the screen of transfers, and what is to happen at their end. */
type QueueViewState = {
	readonly tab: QueueTab;
	readonly cursor: number;
	readonly whenFinished: WhenFinished;
};

export type QueueView = Store<QueueViewState> & {
	/** Another tab, with the cursor on its first row. */
	readonly showTab: (tab: QueueTab) => void;
	readonly moveTo: (cursor: number) => void;
	readonly setWhenFinished: (whenFinished: WhenFinished) => void;
};

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
