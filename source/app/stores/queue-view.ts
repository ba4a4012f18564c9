import {runningPhases} from '../../transfers/item.ts';
import {
	rowsOfEachKind,
	type ItemPhase,
	type QueueRow,
	type QueueSnapshot,
	type QueueTotals,
} from '../../transfers/snapshot.ts';
import type {Watch} from '../../transfers/watch.ts';
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

export const phasesOfTab: Readonly<Record<QueueTab, readonly ItemPhase[]>> = {
	active: runningPhases, queued: ['waiting', 'paused'], waiting: ['asks'], failed: ['failed'], done: ['done', 'skipped', 'cancelled'], // what is over and has not failed
};

export function countOnTab({running, waiting, asks, failed, done, cancelled}: QueueTotals, tab: QueueTab): number {
	return {
		active: running, queued: waiting, waiting: asks, failed, done: done + cancelled,
	}[tab];
}

/** All transfers on a tab; `from` gives some of them, from a position on. */
export type TabRows = {readonly count: number; readonly from: (position: number, most: number) => readonly QueueRow[]};

/** The first ones of a tab are in the snapshot, but for what was cancelled; those behind them are read when they come into view. */
export function tabRows({rows, totals}: QueueSnapshot, tab: QueueTab, {rowsOf}: Pick<Watch, 'rowsOf'>): TabRows {
	if (tab === 'done' && totals.cancelled > 0) {
		return {count: countOnTab(totals, tab), from: (position, most) => rowsOf(phasesOfTab.done, {from: position, count: most})};
	}

	const first = rows.filter(({phase}) => phasesOfTab[tab].includes(phase));
	const count = first.length < rowsOfEachKind ? first.length : Math.max(first.length, countOnTab(totals, tab));
	return {
		count,
		from: (position, most) => position + most <= first.length || count === first.length
			? first.slice(position, position + most)
			: rowsOf(phasesOfTab[tab], {from: position, count: most}),
	};
}
