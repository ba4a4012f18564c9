import type {FailureFacts} from '../failure.ts';
import type {Entry} from './entry.ts';

export type CallOptions = {
	readonly signal?: AbortSignal | undefined;
	/** Called with a sentence for the person when an answer is less than was asked for. */
	readonly onNotice?: ((sentence: string) => void) | undefined;
};

/** An entry of a tree walk: `path` is the full path of the entry itself. */
export type TreeEntry = {readonly path: string; readonly entry: Entry};

/** Bytes used and, where it is limited, available in all. */
type Space = {readonly used?: number; readonly capacity?: number; readonly free?: number};

/**
What both panes rely on. A path is absolute, begins with `/`, and joins `Entry.segment`s with `/`:
on the disk `/home/per/a.txt`, in the cloud `/Device/Mountpoint/folder/a.txt`.

Every call ends in a Failure or does what it says. After an abort it rejects with Failure `cancelled`
and has either done all of its work or none of it.
*/
export type FileSystem = {
	readonly kind: 'local' | 'cloud';
	readonly hasTrash: boolean; // without one, what is removed is gone

	/** Children in batches as they arrive, unsorted, without tombstones. `break` stops the request. @throws Failure `not-found` */
	readonly list: (path: string, options?: CallOptions) => AsyncIterable<readonly Entry[]>;

	/**
	Everything below a folder, in batches, a folder before what is in it; symbolic links are not followed. `onUnread`: told of each
	folder below that cannot be read, and of each entry that cannot be looked at, and the others go on. Without it the walk ends there.
	*/
	readonly walk: (path: string, options?: CallOptions & {readonly onUnread?: (failure: FailureFacts) => void}) => AsyncIterable<readonly TreeEntry[]>;

	/** One entry. A tombstone is given back with `deletedAt`. @throws Failure `not-found` */
	readonly stat: (path: string, options?: CallOptions) => Promise<Entry>;

	/** Asks whether anything can be made in a folder that is there, where that is known before it is tried; a full disk is not. @throws Failure `permission` */
	readonly checkTakes?: (folder: string) => Promise<void>;

	/** Makes a folder and its parents; succeeds when it is there. @throws Failure `already-exists` when a file is in the way */
	readonly mkdir: (path: string, options?: CallOptions) => Promise<void>;

	/** Moves within this file system; never replaces. @throws Failure `already-exists`, `not-found` */
	readonly rename: (from: string, to: string, options?: CallOptions) => Promise<void>;

	/** Copies one file within this file system; never replaces. Folders are walked by the caller. @throws Failure `already-exists`, `not-found` */
	readonly copy: (from: string, to: string, options?: CallOptions) => Promise<void>;

	/**
	Removes a file, or a folder with all below. Without `permanent` it goes to the trash;
	a file system without a trash refuses that with Failure `permission`.
	*/
	readonly remove: (path: string, options: CallOptions & {readonly kind: 'file' | 'folder'; readonly permanent?: boolean}) => Promise<void>;

	/** Sets a file's modification time; returns the time that was stored: the cloud keeps whole seconds. @throws Failure `not-found`, `permission` for folders that have no times */
	readonly setModified: (path: string, modified: number, options?: CallOptions) => Promise<number>;

	/** Content from a byte position on. */
	readonly read: (path: string, options?: CallOptions & {readonly from?: number}) => Promise<AsyncIterable<Uint8Array>>;

	/** Space on the disk that holds `path`, or in the account. */
	readonly space: (path: string, options?: CallOptions) => Promise<Space>;
};
