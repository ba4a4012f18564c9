import {failureFacts, toFailure, type FailureFacts} from '../../failure.ts';
import {createStore, type Store} from './store.ts';

/** A list that fills a screen: the trash, versions, links. */
export type ListState<Row> = {
	readonly rows: readonly Row[];
	readonly cursor: number;
	readonly isLoading: boolean;
	readonly problem?: FailureFacts | undefined;
};

export type List<Row> = Store<ListState<Row>> & {
	readonly moveTo: (row: number) => void;
	readonly current: () => Row | undefined;
	/** Reads anew; rows are shown as they arrive. Problems are part of the state. */
	readonly load: (source: (signal: AbortSignal) => AsyncIterable<readonly Row[]>) => Promise<void>;
	/** Takes rows away that are no longer there. */
	readonly drop: (isGone: (row: Row) => boolean) => void;
	readonly stop: () => void;
};

export function createList<Row>(): List<Row> {
	const store = createStore<ListState<Row>>({rows: [], cursor: 0, isLoading: false});
	let loading = new AbortController();
	const set = (part: Partial<ListState<Row>>) => {
		const next = {...store.get(), ...part};
		store.set({...next, cursor: Math.max(0, Math.min(next.cursor, next.rows.length - 1))});
	};

	return {
		...store,
		moveTo(cursor) {
			set({cursor});
		},
		current: () => store.get().rows[store.get().cursor],
		async load(source) {
			loading.abort();
			loading = new AbortController();
			const {signal} = loading;
			set({rows: [], isLoading: true, problem: undefined});
			try {
				for await (const batch of source(signal)) {
					if (signal.aborted) {
						return;
					}

					set({rows: [...store.get().rows, ...batch]});
				}
			} catch (error) {
				if (!signal.aborted) {
					set({problem: failureFacts(toFailure(error))});
				}
			}

			if (!signal.aborted) {
				set({isLoading: false});
			}
		},
		drop(isGone) {
			set({rows: store.get().rows.filter(row => !isGone(row))});
		},
		stop() {
			loading.abort();
			set({isLoading: false});
		},
	};
}
