import type {Entry} from '../../../files/entry.ts';
import type {FileSystem} from '../../../files/file-system.ts';
import type {Location} from '../../../files/location.ts';
import {comparator, mergeInSlices, sortInSlices} from '../sorting.ts';
import type {Store} from '../store.ts';
import {withEntries} from './rows.ts';
import type {PaneState} from './state.ts';

export type PaneTools = {
	readonly openFileSystem: (location: Location) => Promise<FileSystem>;
	/** Called once when a folder does not exist (any more) and its nearest existing parent is shown instead. */
	readonly onGone: (location: Location, wasShown: boolean) => void;
	readonly onProblem: (error: unknown, location: Location) => void;
	readonly onReached: (location: Location) => void;
	/** Called with what a person should know about an incomplete listing. */
	readonly onNotice: (sentence: string) => void;
};

type Listing = {
	readonly location: Location;
	readonly focus: string | undefined;
	readonly keepsRows: boolean; // the old rows stay until the new listing is complete
	readonly signal: AbortSignal;
	readonly change: (step: (pane: PaneState) => PaneState) => void;
	readonly store: Store<PaneState>;
	readonly tools: PaneTools;
};

/** Lists a folder into the pane. The first rows are shown at once, then the list doubles before each update: so sorting stays cheap for any number of entries. */
export async function listInto({location, focus, keepsRows, signal, change, store, tools}: Listing): Promise<void> {
	const files = await tools.openFileSystem(location);
	let sorted: readonly Entry[] = [];
	let waiting: Entry[] = [];
	const flush = async () => {
		const compare = comparator(store.get().sort);
		const run = await sortInSlices(waiting, compare, signal);
		const merged = run && await mergeInSlices(sorted, run, compare, signal);
		if (!merged) {
			return;
		}

		sorted = merged;
		waiting = [];
	};

	const show = () => {
		if (!signal.aborted) {
			change(pane => withEntries(pane, sorted, pane.cursor === 0 ? focus : undefined));
		}
	};

	for await (const batch of files.list(location.path, {signal, onNotice: tools.onNotice})) {
		waiting.push(...batch);
		if (!keepsRows && waiting.length >= Math.max(1, sorted.length)) {
			await flush();
			show();
		}
	}

	const {sort} = store.get();
	await flush();
	show();
	change(pane => signal.aborted ? pane : {...pane, isLoading: false});
	if (store.get().sort !== sort && !signal.aborted) {
		const again = await sortInSlices(sorted, comparator(store.get().sort), signal);
		change(pane => again && !signal.aborted ? withEntries(pane, again) : pane);
	}

	await readSpace(files, location, signal, change);
}

/** The whole listing at once, unsorted. */
export async function listAll(location: Location, signal: AbortSignal, {openFileSystem}: PaneTools): Promise<readonly Entry[]> {
	const files = await openFileSystem(location);
	const batches = await Array.fromAsync(files.list(location.path, {signal}));
	return batches.flat();
}

async function readSpace(files: FileSystem, {kind, path}: Location, signal: AbortSignal, change: Listing['change']): Promise<void> {
	if (kind !== 'local') {
		return;
	}

	const space = await files.space(path, {signal}).catch(() => undefined);
	change(pane => signal.aborted ? pane : {...pane, free: space?.free});
}
