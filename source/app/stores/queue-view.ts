import type {Clock} from '../../clock.ts';
import {runningPhases} from '../../transfers/item.ts';
import {
	rowsOfEachKind,
	type ItemPhase,
	type QueueRow,
	type QueueSnapshot,
	type QueueTotals,
} from '../../transfers/snapshot.ts';
import type {Watch} from '../../transfers/watch.ts';
import {createJustLeft} from './just-left.ts';
import {createStore, type Store} from './store.ts';

export type QueueTab = 'active' | 'queued' | 'waiting' | 'failed' | 'done';

/** What to do when all transfers have finished. */
export type WhenFinished = 'nothing' | 'bell' | 'leave';

type HeldItem = Pick<QueueRow, 'id' | 'name'>;

/** The tab and row of the transfers screen, and what to do when the transfers have finished. */
type QueueViewState = {
	readonly tab: QueueTab;
	readonly cursor: number; // position
	readonly item?: HeldItem | undefined; // what is under the cursor, which follows it while it is on the tab
	readonly whenFinished: WhenFinished;
};

export type QueueView = Store<QueueViewState> & {
	/** Shows a tab with the cursor on its first row. */
	readonly showTab: (tab: QueueTab) => void;
	readonly moveBy: (rows: number) => void;
	/** The item that a key is meant for: the one under the cursor, or the one that has just left the tab; undefined where none can be meant. */
	readonly meant: () => HeldItem | undefined;
	/** What has left the tab did so by a key just now: the next key is meant for its neighbour. */
	readonly tookAway: () => void;
	readonly setWhenFinished: (whenFinished: WhenFinished) => void;
};

type QueueViewTools = {
	readonly transfers: Pick<Store<QueueSnapshot>, 'get' | 'subscribe'>;
	readonly watch: Pick<Watch, 'rowsOf' | 'placeOf'>;
	readonly clock: Pick<Clock, 'now'>;
};

/** Starts on the active transfers. */
export function createQueueView({transfers, watch, clock}: QueueViewTools): QueueView {
	const store = createStore<QueueViewState>({tab: 'active', cursor: 0, whenFinished: 'nothing'});
	const justLeft = createJustLeft<HeldItem>(clock);

	/** Puts the cursor on a position, or the nearest there is. */
	const holding = (state: QueueViewState, position: number): QueueViewState => {
		const rows = tabRows(transfers.get(), state.tab, watch);
		const cursor = Math.max(0, Math.min(position, rows.count - 1));
		const [row] = rows.from(cursor, 1);
		return {...state, cursor, item: row && {id: row.id, name: row.name}};
	};

	/** After each change of the queue. */
	const follow = () => {
		const state = store.get();
		const place = state.item && tabRows(transfers.get(), state.tab, watch).placeOf(state.item.id);
		if (place === undefined) {
			const next = holding(state, state.cursor);
			if (next.item?.id !== state.item?.id) {
				justLeft.note(state.item);
				store.set(next);
			}
		} else if (place !== state.cursor) {
			store.set({...state, cursor: place});
		}
	};

	store.set(holding(store.get(), 0));
	transfers.subscribe(follow);
	return {
		...store,
		showTab(tab) {
			justLeft.forget();
			store.set(holding({...store.get(), tab}, 0));
		},
		moveBy(rows) {
			justLeft.moved();
			store.set(holding(store.get(), store.get().cursor + rows));
		},
		meant: () => (justLeft.get() ?? store.get()).item,
		tookAway: justLeft.forget,
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

/** All transfers on a tab; `from` gives some of them, from a position on; `placeOf` the position of one. */
export type TabRows = {
	readonly count: number;
	readonly from: (position: number, most: number) => readonly QueueRow[];
	readonly placeOf: (id: number) => number | undefined;
};

/** The first ones of a tab are in the snapshot, but for what was cancelled; those behind them are read when they come into view. */
export function tabRows({rows, totals}: QueueSnapshot, tab: QueueTab, {rowsOf, placeOf}: Pick<Watch, 'rowsOf' | 'placeOf'>): TabRows {
	if (tab === 'done' && totals.cancelled > 0) {
		return {
			count: countOnTab(totals, tab),
			from: (position, most) => rowsOf(phasesOfTab.done, {from: position, count: most}),
			placeOf: id => placeOf(phasesOfTab.done, id),
		};
	}

	const first = rows.filter(({phase}) => phasesOfTab[tab].includes(phase));
	const count = first.length < rowsOfEachKind ? first.length : Math.max(first.length, countOnTab(totals, tab));
	return {
		count,
		from: (position, most) => position + most <= first.length || count === first.length
			? first.slice(position, position + most)
			: rowsOf(phasesOfTab[tab], {from: position, count: most}),
		placeOf(id) {
			const place = first.findIndex(row => row.id === id);
			return place === -1 ? (count === first.length ? undefined : placeOf(phasesOfTab[tab], id)) : place;
		},
	};
}
