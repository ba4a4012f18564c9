import type {Entry} from '../files/entry.ts';
import type {Location} from '../files/location.ts';
import type {FailureFacts} from '../failure.ts';

/** The words of ux.md 1.7; the same on screens, in `--json` and in logs. */
export type ItemPhase = 'waiting' | 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying' | 'done' | 'skipped' | 'failed' | 'paused' | 'asks' | 'cancelled';

export type Direction = 'up' | 'down' | 'cloud' | 'local';

/** One item of the queue as a screen or a command sees it. */
export type QueueRow = {
	readonly id: number;
	readonly jobId: number;
	readonly name: string; // path below the job's target, as a person reads it
	readonly source: Location;
	readonly target: Location;
	readonly direction: Direction;
	readonly isFolder?: true; // nothing but the folder itself
	readonly phase: ItemPhase;
	readonly size: number; // bytes
	readonly progressed: number; // bytes of the current phase
	readonly speed: number; // bytes a second; 0 when not running
	readonly sent: number; // bytes that were transferred
	readonly failure?: FailureFacts;
	readonly movedAt?: number; // ms since 1970: its last progress, or when its phase began
	readonly retryAt?: number; // ms since 1970: a countdown is shown until then
	readonly conflict?: ConflictFacts;
};

/** What a person needs to decide about a target that is taken. */
export type ConflictFacts = {
	readonly source: Pick<Entry, 'size' | 'modified' | 'md5'>;
	readonly target: Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>; // without facts: it is no longer there
};

export type QueueTotals = {
	readonly running: number;
	readonly waiting: number; // with paused
	readonly paused: number; // by itself, not with the whole queue
	readonly asks: number;
	readonly failed: number;
	readonly done: number; // with skipped
	readonly skipped: number;
	readonly cancelled: number;
	/*
	Bytes of one job; or of the session: it begins with the first job that is added while nothing runs or waits, and holds what was
	unfinished then. What is cancelled leaves it, and what had failed when it was removed or cleared.
	*/
	readonly bytes: number;
	readonly bytesDone: number; // what has arrived, also of what is paused or tried again
	readonly bytesLeft: number; // what is still to arrive without anybody's help: nothing paused, asked or failed
	readonly isCounting: boolean; // folders are still being expanded: totals grow
};

/** Why nothing is begun for an account; other work goes on. */
export type AccountBlock = FailureFacts & {
	readonly account: string;
	readonly since: number; // ms since 1970; of two engines never the same
};

/** So many rows of each kind a snapshot holds, however many there are. */
export const rowsOfEachKind = 100;

/** The queue at one moment. Kept until something changes: two equal versions are the same object. */
export type QueueSnapshot = {
	readonly version: number;
	readonly totals: QueueTotals;
	readonly speed: number; // bytes a second, of all transfers
	readonly secondsLeft?: number; // of what goes on by itself
	readonly hashing: number; // bytes a second that are hashed
	readonly bandwidth?: number; // bytes a second, where somebody has limited it
	readonly isPaused: boolean;
	readonly isEngineRunning: boolean;
	/** Set while the queue waits until it can be written, or what is of one account until somebody has signed in again. */
	readonly blocked?: FailureFacts | AccountBlock;
	/** Set while there is a copy that does not fit the account. */
	readonly short?: FailureFacts;
	/** The most telling rows first: running, asks, failed, waiting, newest done; at most `rowsOfEachKind` of each. */
	readonly rows: readonly QueueRow[];
};

/** What happened in folders: panes patch themselves with it instead of listing again. */
export type QueueEvent =
	| {readonly id: number; readonly kind: 'placed'; readonly folder: Location; readonly entry: Entry}
	| {readonly id: number; readonly kind: 'removed'; readonly folder: Location; readonly segment: string};
