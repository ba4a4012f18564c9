import type {KeyEvent} from '../terminal/key-event.ts';
import {createStore, type Store} from './store.ts';

/** Keys typed before a question is on the screen: they are meant for the question, never for the panes. */
export type TypeAhead = {
	/**
	Holds keys back while the work runs, and presses them when it is done. When it fails there is no question: they are dropped.
	Esc cancels the work, unless it is `isUnasked`: then Esc goes to what is shown.
	*/
	readonly during: (work: (signal: AbortSignal) => Promise<void>, how?: {readonly isUnasked?: boolean}) => Promise<void>;
	/** Drops the held keys: they were typed for another program that had the terminal. */
	readonly forget: () => void;
	/** Whether the event was taken: held back or dropped. Esc and Ctrl-C are taken, too: they abort the work's signal. */
	readonly takes: (event: KeyEvent) => boolean;
	readonly isHolding: () => boolean;
	/** Calls the listener when keys begin to be held, and when they no longer are. */
	readonly subscribe: Store<boolean>['subscribe'];
};

const most = 100; // keys: nobody types further ahead, but something may lie on the keyboard

/** `press` handles a key as if it were typed now. */
export function createTypeAhead(press: (event: KeyEvent) => void): TypeAhead {
	let current: {readonly abort: AbortController; readonly isUnasked: boolean} | undefined;
	let held: KeyEvent[] = [];
	const holding = createStore(false);
	const end = (): readonly KeyEvent[] => {
		const keys = held;
		current = undefined;
		held = [];
		holding.set(false);
		return keys;
	};

	return {
		isHolding: holding.get,
		subscribe: holding.subscribe,
		async during(work, {isUnasked = false} = {}) {
			const mine = {abort: new AbortController(), isUnasked};
			current = mine; // keys held for earlier work wait for this one instead
			holding.set(true);
			try {
				await work(mine.abort.signal);
			} catch (error) {
				if (current === mine) {
					end();
				}

				throw error;
			}

			if (current === mine) {
				for (const event of end()) {
					press(event);
				}
			}
		},
		forget() {
			held = [];
		},
		takes(event) {
			if (!current || event.kind === 'focus') {
				return false;
			}

			if (event.kind === 'key' && (event.key === 'Esc' || event.key === 'Ctrl-C')) {
				if (current.isUnasked) {
					return false;
				}

				current.abort.abort();
				end();
			} else if (held.length < most && event.kind !== 'mouse') { // a click is meant for what is on the screen
				held.push(event);
			}

			return true;
		},
	};
}
