import {failureFacts, toFailure} from '../../../failure.ts';
import {isSameLocation, nearestParent, type Location} from '../../../files/location.ts';
import {createCursors} from '../cursors.ts';
import {notReadAgain} from '../not-read-again.ts';
import {comparator, sortInSlices} from '../sorting.ts';
import type {Store} from '../store.ts';
import type {PreviousFolder} from './previous-folder.ts';
import {listAll, listInto, type PaneTools} from './listing.ts';
import {withoutEntries} from './marks.ts';
import {withEntries, withFresh} from './rows.ts';
import type {PaneState} from './state.ts';

type Reading = {
	/** Lists a folder and shows rows as they arrive. A later call cancels an earlier one. */
	readonly load: (location: Location, focus?: string) => Promise<void>;
	readonly refresh: () => Promise<void>;
	readonly stop: () => void;
};

type Tools = {
	readonly store: Store<PaneState>;
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	readonly previousFolder: PreviousFolder;
	readonly tools: PaneTools;
	readonly onRead: () => void; // called before a folder is listed
};

const rounds = 3; // a folder that changes during each of them is kept up to date by those changes

/** Lists folders into a pane. */
export function createReading({store, change, previousFolder, tools, onRead}: Tools): Reading {
	const cursors = createCursors();
	let loading = new AbortController();

	const load = async (location: Location, wanted?: string, isAsked = true) => {
		loading.abort();
		onRead();
		loading = new AbortController();
		const {signal} = loading;
		const isSame = isSameLocation(store.get().location, location);
		const keepsRows = isSame && store.get().entries.length > 0;
		if (!isSame) {
			cursors.keep(store.get());
		}

		if (keepsRows) {
			previousFolder.keep(store.get());
		}

		const focus = wanted ?? (isSame ? undefined : cursors.of(location));
		change(pane => ({
			...(isSame ? pane : withEntries({...withoutEntries(pane), location}, [])), location, isLoading: true, problem: undefined,
		}));
		try {
			await listInto({
				location, focus, keepsRows, signal, change, store, tools,
			});
			if (!signal.aborted) {
				previousFolder.drop();
			}

			tools.onReached(location);
		} catch (error) {
			if (!signal.aborted) {
				await fail(error, location, {isAsked, wasShown: isSame, keepsRows});
			}
		}
	};

	const fail = async (error: unknown, location: Location, {isAsked, wasShown, keepsRows}: {readonly isAsked: boolean; readonly wasShown: boolean; readonly keepsRows: boolean}) => {
		const failure = keepsRows ? notReadAgain(error) : toFailure(error);
		const parent = failure.code === 'not-found' ? nearestParent(location) : undefined;
		if (parent) {
			if (isAsked) {
				tools.onGone(location, wasShown);
			}

			await load(parent.location, parent.from, false);
			return;
		}

		previousFolder.drop();
		change(pane => ({...(keepsRows ? pane : withEntries(pane, [])), isLoading: false, problem: failureFacts(failure)}));
		tools.onProblem(failure, location);
	};

	const refresh = async () => {
		const {location, isLoading, problem} = store.get();
		const {signal} = loading;
		if (isLoading || problem) {
			return;
		}

		try {
			for (let round = 1; round <= rounds; round += 1) {
				const {entries} = store.get();
				const fresh = await listAll(location, signal, tools);
				const sorted = await sortInSlices(fresh, comparator(store.get().sort), signal);
				if (!sorted || signal.aborted) {
					return;
				}

				// A change that arrived meanwhile may be newer than this listing: a row would vanish, and come back without its mark.
				if (store.get().entries === entries) {
					change(pane => withFresh(pane, sorted));
					return;
				}
			}
		} catch (error) {
			if (!signal.aborted && toFailure(error).code === 'not-found') {
				await fail(error, location, {isAsked: true, wasShown: true, keepsRows: true});
			}
		}
	};

	return {
		load,
		refresh,
		stop() {
			loading.abort();
			loading = new AbortController();
			change(previousFolder.stop);
		},
	};
}
