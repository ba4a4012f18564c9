import {compareListings, type Comparison, type ComparisonVerdict} from '../../files/compare.ts';
import type {Entry} from '../../files/entry.ts';
import type {NameCodec} from '../../jotta/name-codec.ts';
import {foldName} from '../../jotta/names.ts';
import type {Pane} from './pane/pane.ts';
import {locationOf, type PaneState} from './pane/state.ts';
import {plainName} from './pane/plain-name.ts';
import {createStore, type Store} from './store.ts';

/** How the panes compare; no verdicts while comparing is off. */
type ComparisonState = {readonly verdicts?: Comparison | undefined};

export type ComparisonStore = Store<ComparisonState> & {
	readonly isOn: () => boolean;
	/** Turns comparing on or off. */
	readonly toggle: () => void;
	/** Turns comparing on, unless it is. */
	readonly begin: () => void;
	/** Resolves with the verdicts once both sides are read, or with nothing when comparing is turned off or left before. */
	readonly whenCompared: (signal: AbortSignal) => Promise<Comparison | undefined>;
	/** Adds MD5s that the listing lacks; each holds for as long as its row is the same object. */
	readonly addMd5s: (md5s: ReadonlyMap<Entry, string>) => void;
	/** Whether the verdict on a row depends on an MD5 that is not known yet. */
	readonly needsMd5: (side: number, entry: Entry) => boolean;
};

/** While comparing is on, compares whenever both panes are loaded and one has new entries. */
export function createComparison(panes: readonly [Pane, Pane], names: NameCodec): ComparisonStore {
	const store = createStore<ComparisonState>({});
	let isOn = false;
	let compared: readonly unknown[] = [];
	const addedMd5s = new WeakMap<Entry, string>();
	const md5Of = (entry: Entry) => entry.md5 ?? addedMd5s.get(entry);
	const compare = () => {
		const [left, right] = [panes[0].get(), panes[1].get()];
		const now = [left.entries, right.entries];
		if (!isOn || isUnread(left) || isUnread(right) || now.every((entries, side) => entries === compared[side])) {
			return;
		}

		compared = now;
		store.set({
			verdicts: compareListings(left.entries, right.entries, {
				fold: foldOf(left, right), plainOf: (entry, side) => plainName(entry.segment, [left, right][side]!.location, names), md5Of,
			}),
		});
	};

	const toggle = () => {
		isOn = !isOn;
		compared = [];
		store.set({});
		compare();
	};

	for (const pane of panes) {
		pane.subscribe(compare);
	}

	return {
		...store,
		isOn: () => isOn,
		toggle,
		begin() {
			if (!isOn) {
				toggle();
			}
		},
		async whenCompared(signal) {
			const isKnown = () => store.get().verdicts !== undefined || !isOn || signal.aborted;
			await new Promise<void>(resolve => {
				const check = () => {
					if (!isKnown()) {
						return;
					}

					stop();
					signal.removeEventListener('abort', check);
					resolve();
				};

				const stop = store.subscribe(check);
				signal.addEventListener('abort', check);
				check();
			});
			return signal.aborted ? undefined : store.get().verdicts;
		},
		addMd5s(md5s) {
			for (const [entry, md5] of md5s) {
				addedMd5s.set(entry, md5);
			}

			compared = [];
			compare();
		},
		needsMd5: (side, entry) => entry.kind === 'file' && store.get().verdicts?.[side]?.get(entry.segment) === 'unknown' && md5Of(entry) === undefined,
	};
}

/** A folder that could not be read is no empty one. */
const isUnread = ({isLoading, problem}: PaneState) => isLoading || problem !== undefined;

function foldOf(...panes: readonly PaneState[]): (name: string) => string {
	return panes.some(({location}) => location.kind === 'cloud') ? foldName : name => name;
}

/** Whether a row counts as different; rows that are the same or unknown do not. */
export function isDifference(verdict: ComparisonVerdict | undefined): boolean {
	return verdict === 'differs' || verdict === 'newer' || verdict === 'only-here';
}

/** A local file whose MD5 is needed for a verdict. */
export type UnhashedFile = {readonly entry: Entry; readonly path: string};

/** The local files, in both panes, whose MD5 would decide the comparison: local listings have no MD5. */
export function unhashedFiles(panes: readonly [Pane, Pane], comparison: ComparisonStore): readonly UnhashedFile[] {
	return panes.flatMap((pane, side) => {
		const state = pane.get();
		return state.location.kind === 'local'
			? state.entries.filter(entry => comparison.needsMd5(side, entry)).map(entry => ({entry, path: locationOf(state, entry).path}))
			: [];
	});
}
