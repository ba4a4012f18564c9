import type {FailureFacts} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {SeenFile} from '../files/take-away.ts';
import type {Location} from '../files/location.ts';
import type {ConflictFacts, Direction, ItemPhase} from './snapshot.ts';

export type Overwrite = 'ask' | 'newer' | 'always' | 'never' | 'rename';
export type Decision = 'overwrite' | 'skip' | 'keep-both' | 'newer';

/** What was known of the source, and of the target, when the item was made. */
export type ItemFacts = {
	readonly source: Pick<Entry, 'size' | 'modified' | 'created' | 'md5'>;
	readonly target?: Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>; // of a folder: without facts, and only that it was there
	readonly agreed?: Pick<Entry, 'size' | 'modified' | 'md5' | 'revision'>; // what a person saw who let it be overwritten; without facts: that nothing was there
};

/** What is kept of a source, without what is not known. */
export function sourceFacts({size, modified, created, md5}: ItemFacts['source']): ItemFacts['source'] {
	return {
		...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(created !== undefined && {created}), ...(md5 !== undefined && {md5}),
	};
}

/** What an item is about: fixed when it is made. */
export type ItemSubject = {
	readonly job: number;
	readonly kind: 'file' | 'folder' | 'source'; // source: what could not be counted, and is counted again
	readonly direction: Direction;
	readonly name: string; // path below the job's target, as a person reads it
	readonly source: Location;
	readonly target: Location;
	readonly facts: ItemFacts;
	readonly size: number; // bytes
	readonly decision?: Decision; // a person's answer, or what a save begins with
};

/** Where it is in its life. What cannot be, cannot be written. */
export type ItemState =
	| {readonly phase: 'waiting'; readonly retryAt?: number; readonly failure?: FailureFacts}
	| {readonly phase: 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying'}
	| {readonly phase: 'asks'; readonly conflict: ConflictFacts}
	| {readonly phase: 'paused'}
	| {readonly phase: 'done'; readonly sent: number; readonly arrived?: Entry; readonly failure?: FailureFacts} // sent 0: the content was there already; arrived: what was put there; failure: what a person should know all the same
	| {readonly phase: 'skipped'; readonly failure?: FailureFacts}
	| {readonly phase: 'failed'; readonly failure: FailureFacts}
	| {readonly phase: 'cancelled'};

/**
What an engine is about to do, or has done and not finished: written down before, since it can be killed at any moment.
What is named here belongs to this item alone, and is cleared away when nobody wants the item any more.
*/
export type Step = {
	readonly part?: string; // on the disk: the hidden file beside the target that becomes the target
	readonly owner?: number; // the process that writes it, where that is no engine
	readonly staged?: string; // in the cloud: where the new content waits for its name
	readonly announced?: {readonly path: string; readonly md5: string}; // in the cloud: what was announced under a numbered name
	readonly aside?: string; // in the cloud: where what is replaced for good waits for its end
	readonly seen?: ItemFacts['target']; // what is replaced
	readonly to?: string; // where it is to be at the end
	readonly source?: Pick<Entry, 'size' | 'modified' | 'md5'> & {readonly inode?: string}; // as it is then
	readonly taking?: {readonly path: string; readonly hidden: string; readonly seen: SeenFile}; // of a move: the original on its way out
	readonly copied?: Entry; // what is at the target, whole and verified: of a move, the original is yet to go
};

export type Item = ItemSubject & {
	readonly id: number;
	readonly state: ItemState;
	readonly attempts: number; // failed tries so far
	readonly step?: Step;
};

export const runningPhases: readonly ItemPhase[] = ['hashing', 'checking', 'sending', 'receiving', 'copying', 'verifying'];
export const finalPhases: readonly ItemPhase[] = ['done', 'skipped', 'failed', 'cancelled'];
