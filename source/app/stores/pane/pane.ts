import {failureFacts, toFailure} from '../../../failure.ts';
import {isSameLocation, nearestParent, type Location} from '../../../files/location.ts';
import type {QueueEvent} from '../../../transfers/snapshot.ts';
import {createCursors} from '../cursors.ts';
import {comparator, sortInSlices, type Sort} from '../sorting.ts';
import {createStore, type Store} from '../store.ts';
import {createFormer, patched} from './former.ts';
import {listAll, listInto, type PaneTools} from './listing.ts';
import {leaving} from './marks.ts';
import {withEntries, withFresh} from './rows.ts';
import {
	currentRow,
	emptyPane,
	locationOf,
	parentRow,
	type PaneState,
} from './state.ts';

/** A pane that lists folders: what it shows, and how it gets there. All promises resolve; problems are part of the state. */
export type Pane = Store<PaneState> & {
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	/** Shows another place; remembers this one. */
	readonly goTo: (location: Location, focus?: string) => Promise<void>;
	readonly enter: () => Promise<void>;
	readonly goUp: () => Promise<void>;
	readonly goBack: () => Promise<void>;
	readonly goForward: () => Promise<void>;
	readonly reload: () => Promise<void>;
	/** Reads the same folder again without a word: only what differs changes, and the rows stay where it cannot be read. */
	readonly refresh: () => Promise<void>;
	/** Stops a listing that is under way; what has arrived stays. When nothing has, the folder before it is shown again. */
	readonly stop: () => void;
	readonly sortBy: (sort: Sort) => Promise<void>;
	/** Patches what a transfer has changed, if it is shown here. */
	readonly apply: (event: QueueEvent) => void;
};

export function createPane(start: Location, tools: PaneTools): Pane {
	const store = createStore(emptyPane(start));
	const cursors = createCursors();
	const former = createFormer();
	let loading = new AbortController();
	let sorting = new AbortController();
	const change = (step: (pane: PaneState) => PaneState) => {
		store.set(step(store.get()));
	};

	const stop = () => {
		loading.abort();
		loading = new AbortController();
		change(former.stop);
	};

	const load = async (location: Location, wanted?: string, isAsked = true) => {
		loading.abort();
		sorting.abort(); // what is read now is sorted as it arrives
		loading = new AbortController();
		const {signal} = loading;
		const isSame = isSameLocation(store.get().location, location);
		if (!isSame) {
			cursors.keep(store.get());
		}

		const focus = wanted ?? (isSame ? undefined : cursors.of(location));
		change(pane => ({
			...(isSame ? pane : withEntries({...leaving(pane), location}, [])), location, isLoading: true, problem: undefined,
		}));
		try {
			await listInto({
				location, focus, keepsRows: isSame && store.get().entries.length > 0, signal, change, store, tools,
			});
			if (!signal.aborted) {
				former.drop();
			}

			tools.onReached(location);
		} catch (error) {
			if (!signal.aborted) {
				await fail(error, location, {isAsked, wasShown: isSame});
			}
		}
	};

	const fail = async (error: unknown, location: Location, {isAsked, wasShown}: {readonly isAsked: boolean; readonly wasShown: boolean}) => {
		const failure = toFailure(error);
		const parent = failure.code === 'not-found' ? nearestParent(location) : undefined;
		if (parent) {
			if (isAsked) {
				tools.onGone(location, wasShown);
			}

			await load(parent.location, parent.from, false);
			return;
		}

		former.drop();
		change(pane => ({...withEntries(pane, []), isLoading: false, problem: failureFacts(failure)}));
		tools.onProblem(error, location);
	};

	const goTo = async (location: Location, focus?: string) => {
		former.keep(store.get());
		change(pane => isSameLocation(pane.location, location) ? pane : {...pane, back: [...pane.back, pane.location].slice(-100), forward: []});
		await load(location, focus);
	};

	return {
		...store,
		change,
		goTo,
		stop,
		async enter() {
			const pane = store.get();
			const row = currentRow(pane);
			if (row === parentRow) {
				await goUpFrom(pane, goTo);
			} else if (row?.kind === 'folder') {
				await goTo(locationOf(pane, row));
			}
		},
		goUp: async () => goUpFrom(store.get(), goTo),
		async goBack() {
			const {back, location, forward} = store.get();
			const last = back.at(-1);
			if (!last) {
				return;
			}

			former.keep(store.get());
			change(pane => ({...pane, back: back.slice(0, -1), forward: [...forward, location]}));
			await load(last);
		},
		async goForward() {
			const {back, location, forward} = store.get();
			const next = forward.at(-1);
			if (!next) {
				return;
			}

			former.keep(store.get());
			change(pane => ({...pane, back: [...back, location], forward: forward.slice(0, -1)}));
			await load(next);
		},
		reload: async () => load(store.get().location),
		async refresh() {
			const {location, isLoading, problem} = store.get();
			const {signal} = loading;
			if (isLoading || problem) {
				return;
			}

			try {
				const fresh = await listAll(location, signal, tools);
				const sorted = await sortInSlices(fresh, comparator(store.get().sort), signal);
				change(pane => sorted && !signal.aborted ? withFresh(pane, sorted) : pane);
			} catch (error) {
				if (!signal.aborted && toFailure(error).code === 'not-found') {
					await fail(error, location, {isAsked: true, wasShown: true});
				}
			}
		},
		async sortBy(sort) {
			sorting.abort();
			sorting = new AbortController();
			const {signal} = sorting;
			change(pane => ({...pane, sort}));
			let entries;
			let sorted;
			do {
				entries = store.get().entries;
				sorted = await sortInSlices(entries, comparator(sort), signal);
			} while (sorted && store.get().entries !== entries); // a transfer has placed something meanwhile

			change(pane => sorted ? withEntries(pane, sorted) : pane);
		},
		apply(event) {
			const {location, isLoading} = store.get();
			if (isSameLocation(event.folder, location) && !isLoading) {
				change(pane => patched(pane, event));
			}

			former.apply(event);
		},
	};
}

async function goUpFrom({location}: PaneState, goTo: Pane['goTo']): Promise<void> {
	const parent = nearestParent(location);
	if (parent) {
		await goTo(parent.location, parent.from);
	}
}
