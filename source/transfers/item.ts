import type {FailureFacts} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {SeenFile} from '../files/take-away.ts';
import type {Location} from '../files/location.ts';
import type {ConflictFacts, Direction, ItemPhase} from './snapshot.ts';

export type Overwrite = 'ask' | 'newer' | 'always' | 'never' | 'rename';
export type Decision = 'overwrite' | 'skip' | 'keep-both' | 'newer';

/** What was known of the source and of the target when the item was made. */
export type ItemFacts = {
	readonly source: Pick<Entry, 'size' | 'modified' | 'created' | 'md5'>;
	readonly target?: Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>; // empty for a folder that was there
	readonly agreed?: Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>; // what a person saw who let it be overwritten; empty: that nothing was there
};

/** Why something was passed over: what it is, or what the rule says of what is there. */
export type SkipReason = 'symlink' | 'socket' | 'pipe' | 'device' | 'not-newer' | 'taken' | 'gone';

export type SkipFacts = FailureFacts & {readonly reason?: SkipReason}; // reason: unknown where an older version has skipped it

/** The facts of a source that are known. */
export function sourceFacts({size, modified, created, md5}: ItemFacts['source']): ItemFacts['source'] {
	return {
		...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(created !== undefined && {created}), ...(md5 !== undefined && {md5}),
	};
}

/** What an item is about: fixed when it is made. */
export type ItemSubject = {
	readonly job: number;
	readonly kind: 'file' | 'folder' | 'source'; // source: stands for a folder that could not be counted, and is counted again
	readonly direction: Direction;
	readonly name: string; // path below the job's target, as a person reads it
	readonly source: Location;
	readonly target: Location;
	readonly facts: ItemFacts;
	readonly size: number; // bytes
	readonly decision?: Decision; // a person's answer, or what a save begins with
};

/** Where it is in its life. */
export type ItemState =
	| {readonly phase: 'waiting'; readonly retryAt?: number; readonly failure?: FailureFacts}
	| {readonly phase: 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying'}
	| {readonly phase: 'asks'; readonly conflict: ConflictFacts}
	| {readonly phase: 'paused'}
	| {readonly phase: 'done'; readonly sent: number; readonly arrived?: Entry; readonly failure?: FailureFacts} // sent 0: the content was there already; arrived: what was put there; failure: what a person should know all the same
	| {readonly phase: 'skipped'; readonly failure?: SkipFacts}
	| {readonly phase: 'failed'; readonly failure: FailureFacts}
	| {readonly phase: 'cancelled'};

/**
What an engine is about to do, or has done but not finished: written before, since it can be killed at any moment.
All that is named here belongs to this item alone, and is removed when nobody wants the item any more.
*/
export type WorkStep = {
	readonly part?: string; // on the disk: the hidden file next to the target that becomes the target
	readonly owner?: number; // the process that writes it, where that is no engine
	readonly staged?: string; // in the cloud: where the new content waits for its name
	readonly announced?: {readonly path: string; readonly md5: string}; // in the cloud: what was announced under a numbered name
	readonly sending?: {readonly md5: string; readonly from: number; readonly to?: number}; // to the cloud: what is sent, from which byte on, and up to which it is known to have arrived
	readonly aside?: string; // in the cloud: where a file that is replaced permanently waits to be deleted
	readonly seen?: ItemFacts['target']; // what is replaced, as it was seen
	readonly to?: string; // the final path
	readonly source?: Pick<Entry, 'size' | 'modified' | 'md5'> & {readonly inode?: string}; // as it was at this step
	readonly taking?: {readonly path: string; readonly hidden: string; readonly seen: SeenFile}; // of a move: the original that is being removed
	readonly copied?: Entry; // of a move: what is at the target, verified; only the original is left to remove
};

export type Item = ItemSubject & {
	readonly id: number;
	readonly state: ItemState;
	readonly attempts: number; // failed tries so far
	readonly step?: WorkStep;
};

export const runningPhases: readonly ItemPhase[] = ['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying'];
