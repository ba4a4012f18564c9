import type {Entry} from '../../files/entry.ts';
import type {Location} from '../../files/location.ts';

/** Something that was done and can be taken back. */
export type UndoEntry =
	| {readonly kind: 'trash'; readonly trashed: readonly Trashed[]}
	| {readonly kind: 'rename'; readonly pairs: readonly Renamed[]}
	| {readonly kind: 'move'; readonly jobs: readonly number[]}; // the queue knows what of it was done

export type Trashed = {
	readonly location: Location;
	/** Its tombstone, ms since 1970: tells it from others of the same name. Nothing: the service could not be asked. */
	readonly deletedAt?: number | undefined;
	/** Bringing it back was begun and broke off: a living folder at its place is its own. */
	readonly isBegun?: boolean;
};

export type Renamed = {
	readonly from: Location;
	readonly to: Location;
	readonly entry: Entry; // what got the name: another thing that has it by now is left alone
};

/** What was done last, the newest first. Kept while the app runs. */
export type Journal = {
	readonly add: (entry: UndoEntry) => void;
	/** Takes the newest out. */
	readonly take: () => UndoEntry | undefined;
};

const maxEntries = 50;

export function createJournal(): Journal {
	let entries: readonly UndoEntry[] = [];
	return {
		add(entry) {
			entries = [entry, ...entries].slice(0, maxEntries);
		},
		take() {
			const [newest, ...older] = entries;
			entries = older;
			return newest;
		},
	};
}
