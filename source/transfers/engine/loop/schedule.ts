import type {Item} from '../../item.ts';
import type {Items} from '../../store/items.ts';
import type {TransferStore} from '../../store/store.ts';
import {longestPause} from './try-item.ts';

/** What an engine that died has left: its items wait again. */
export function takeOver({items, facts}: Pick<TransferStore, 'items' | 'facts'>): void {
	items.takeOver();
	facts.write('blocks', undefined);
}

const claimedAtOnce = 50;

/** The next items in their order that nobody works on; those that wait for another try only when it is time. `except`: jobs that wait. */
export function claim(items: Pick<Items, 'claim'>, {running, now, except = []}: {readonly running: ReadonlyMap<number, unknown>; readonly now: number; readonly except?: readonly number[]}): Item[] {
	return items.claim({
		now, longestPause, most: claimedAtOnce + running.size, except,
	}).filter(item => !running.has(item.id));
}
