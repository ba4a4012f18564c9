import {failureFacts, toFailure, type FailureFacts} from '../../failure.ts';
import {notReadAgain} from './not-read-again.ts';
import {createStore, type Store} from './store.ts';

/** A list that fills the screen: places, trash, versions, links. */
export type ListState<Row> = {
	readonly rows: readonly Row[];
	readonly cursor: number;
	readonly marks: ReadonlySet<Row>;
	readonly isLoading: boolean;
	readonly problem?: FailureFacts | undefined;
};

export type List<Row> = Store<ListState<Row>> & {
	readonly moveTo: (row: number) => void;
	readonly current: () => Row | undefined;
	/** The marked rows, or else the one under the cursor. */
	readonly chosen: () => readonly Row[];
	/** Marks or unmarks the row under the cursor, then moves down. */
	readonly toggle: () => void;
	/** Marks all rows, or unmarks them when all are marked. */
	readonly toggleAll: () => void;
	readonly focusOn: (isWanted: (row: Row) => boolean) => void;
	/** Empties the list: another one will be loaded into it. */
	readonly clear: () => void;
	/**
	Loads the rows again. An empty list shows rows as they arrive; otherwise the old rows stay until all new ones are there,
	and for good when loading fails. Never rejects: problems are part of the state. The cursor goes to the row that
	`isFirst` picks, unless it has been moved meanwhile; else it follows its row. Marks stay on their rows.
	*/
	readonly load: (source: (signal: AbortSignal) => AsyncIterable<readonly Row[]>, isFirst?: (row: Row) => boolean) => Promise<void>;
	/** Removes rows that no longer exist. */
	readonly drop: (isGone: (row: Row) => boolean) => void;
	readonly stop: () => void;
};

const mostWaiting = 4000; // rows: the list is drawn each time its size doubles, but at the latest after so many

/** An empty list. `idOf`: what a row is known by when it is read again. */
export function createList<Row>({idOf}: {readonly idOf: (row: Row) => string | number}): List<Row> {
	const store = createStore<ListState<Row>>({
		rows: [], cursor: 0, marks: new Set(), isLoading: false,
	});
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
		chosen() {
			const {rows, marks, cursor} = store.get();
			return marks.size > 0 ? rows.filter(row => marks.has(row)) : rows.slice(cursor, cursor + 1);
		},
		toggle() {
			const {rows, cursor, marks} = store.get();
			const row = rows[cursor];
			if (row !== undefined) {
				set({marks: marks.symmetricDifference(new Set([row])), cursor: cursor + 1});
			}
		},
		toggleAll() {
			const {rows, marks} = store.get();
			set({marks: marks.size === rows.length ? new Set() : new Set(rows)});
		},
		focusOn(isWanted) {
			const row = store.get().rows.findIndex(each => isWanted(each));
			if (row !== -1) {
				set({cursor: row});
			}
		},
		clear() {
			loading.abort();
			set({
				rows: [], marks: new Set(), isLoading: true, problem: undefined,
			});
		},
		async load(source, isFirst = () => false) {
			loading.abort();
			loading = new AbortController();
			const {signal} = loading;
			const before = store.get();
			const keepsRows = before.rows.length > 0;
			set({isLoading: true, problem: undefined});
			let waiting: Row[] = [];
			const show = () => {
				if (!signal.aborted) {
					const {rows: shown, cursor, marks} = store.get();
					const rows = keepsRows ? waiting : [...shown, ...waiting];
					const first = cursor === before.cursor ? rows.findIndex(row => isFirst(row)) : -1;
					const under = shown[cursor];
					const same = keepsRows && under !== undefined ? rows.findIndex(row => idOf(row) === idOf(under)) : -1;
					const marked = new Set(Array.from(marks, row => idOf(row)));
					set({
						rows,
						marks: keepsRows && marks.size > 0 ? new Set(rows.filter(row => marked.has(idOf(row)))) : marks,
						cursor: first === -1 ? (same === -1 ? cursor : same) : first,
					});
				}

				waiting = [];
			};

			try {
				for await (const batch of source(signal)) {
					if (signal.aborted) {
						return;
					}

					waiting.push(...batch);
					if (!keepsRows && waiting.length >= Math.min(mostWaiting, Math.max(1, store.get().rows.length))) {
						show();
					}
				}

				show();
			} catch (error) {
				if (!signal.aborted) {
					set({problem: failureFacts(keepsRows ? notReadAgain(error) : toFailure(error))});
				}
			}

			if (!signal.aborted) {
				set({isLoading: false});
			}
		},
		drop(isGone) {
			const {rows, marks, cursor} = store.get();
			const left = rows.filter(row => !isGone(row));
			const above = rows.slice(0, cursor).filter(row => !isGone(row)).length;
			set({rows: left, marks: marks.size === 0 ? marks : marks.intersection(new Set(left)), cursor: above});
		},
		stop() {
			loading.abort();
			set({isLoading: false});
		},
	};
}
