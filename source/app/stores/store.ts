import {useSyncExternalStore} from 'react';

/** State that outlives a screen: plain, outside React, made by a function and handed down. */
export type Store<State> = {
	readonly get: () => State;
	readonly set: (state: State) => void;
	/** Calls back after each change; gives back how to stop that. */
	readonly subscribe: (listener: () => void) => () => void;
};

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

/** What a component shows of a store. Whole states only: they are kept, never built for the occasion. */
export function useStore<State>({get, subscribe}: Store<State>): State {
	return useSyncExternalStore(subscribe, get);
}
