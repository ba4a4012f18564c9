import {useSyncExternalStore} from 'react';

/** State that outlives a screen: plain data outside React, created by a function and passed down. */
export type Store<State> = {
	readonly get: () => State;
	readonly set: (state: State) => void;
	/** Calls the listener after each change; returns how to unsubscribe. */
	readonly subscribe: (listener: () => void) => () => void;
};

/** Listeners are called at once, in order, unless the state is the same object. */
export function createStore<State>(start: State): Store<State> {
	const listeners = new Set<() => void>();
	let state = start;
	return {
		get: () => state,
		set(next) {
			if (next === state) {
				return;
			}

			state = next;
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

/** The state of a store, for a component. There are no selectors: one that builds a new value each time would render forever. */
export function useStore<State>({get, subscribe}: Store<State>): State {
	return useSyncExternalStore(subscribe, get);
}
