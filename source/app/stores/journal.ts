import type {Entry} from '../../files/entry.ts';
import type {Location} from '../../files/location.ts';

/** Something that was done and can be undone. */
export type UndoEntry =
	| {readonly kind: 'trash'; readonly trashed: readonly Trashed[]}
	| {readonly kind: 'rename'; readonly pairs: readonly Renamed[]}
	| {readonly kind: 'move'; readonly jobs: readonly number[]}; // the queue knows what was done

export type Trashed = {
	readonly location: Location;
	/** Identifies its tombstone among others of the same name: ms since 1970. Undefined: the service could not be asked. */
	readonly deletedAt?: number | undefined;
	/** Restoring was started but not finished: a live folder in its place is the restored one. */
	readonly isBegun?: boolean;
};

export type Renamed = {
	readonly from: Location;
	readonly to: Location;
	readonly entry: Entry; // what was renamed: if something else has the name by now, it is left alone
};

/** The undo entries of this session. */
export type Journal = {
	readonly add: (entry: UndoEntry) => void;
	/** Removes and returns the newest. */
	readonly take: () => UndoEntry | undefined;
};

const maxEntries = 50;

/** An empty journal; keeps the newest 50 entries. */
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
