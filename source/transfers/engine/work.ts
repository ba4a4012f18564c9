import type {Entry} from '../../files/entry.ts';
import type {Policy} from '../conflicts.ts';
import type {Item, ItemSubject, Step} from '../item.ts';
import type {Md5Cache} from '../md5-cache.ts';
import type {Opener} from '../open-location.ts';
import type {ConflictFacts, ItemPhase} from '../snapshot.ts';
import type {Clock} from '../../clock.ts';
import type {Hasher} from './hash.ts';
import type {Throttle} from './throttle.ts';

/** Settings that decide how files in the cloud are written and removed; they are rclone's, with its defaults. */
export type CloudRules = {
	readonly resumeLimit: number; // bytes: uploads up to it begin anew after a break
	readonly noVersions: boolean;
	readonly hardDelete: boolean;
};

/** What working on one item needs. */
export type WorkTools = {
	readonly opener: Opener;
	readonly md5Cache: Md5Cache;
	readonly hasher: Hasher;
	readonly clock: Clock;
	readonly throttle: Throttle;
	readonly rules: CloudRules;
	readonly overwrite: Policy; // the job's
	readonly signal: AbortSignal;
	readonly onPhase: (phase: Extract<ItemPhase, 'hashing' | 'verifying'>) => void;
	/** Looks at what is there when it is this file's turn: never inside of itself, which could wait for ever. */
	readonly checking: <Result>(look: () => Promise<Result>) => Promise<Result>;
	/** Moves bytes when it is this file's turn; the same holds. */
	readonly transferring: <Result>(phase: Extract<ItemPhase, 'sending' | 'receiving' | 'copying'>, move: () => Promise<Result>) => Promise<Result>;
	/** Writes down at once what is about to be done: whoever is killed after it is gone on for by the next engine. */
	readonly onStep: (step: Step) => void;
	/** Over how many lines this file may be received by now. */
	readonly lines: () => number;
	readonly onProgress: (bytes: number) => void;
	readonly onCrossed: (bytes: number) => void;
};

/** How working on an item ended, when it did not fail. */
export type Outcome =
	| {readonly kind: 'done'; readonly sent: number; readonly entry: Entry}
	| {readonly kind: 'same'} // identical content is there already
	| {readonly kind: 'skipped'}
	| {readonly kind: 'asks'; readonly conflict: ConflictFacts};

export type Worker = (item: Item, tools: WorkTools) => Promise<Outcome>;

/** Counts what passes. */
export async function * counted(body: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
	for await (const chunk of body) {
		onBytes(chunk.length);
		yield chunk;
	}
}

/** The facts that a question shows; none of a target that is no longer there. */
export function conflictOf(source: ItemSubject['facts']['source'], target: ItemSubject['facts']['target']): ConflictFacts {
	return {source, target: target ?? {}};
}
