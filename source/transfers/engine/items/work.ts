import type {FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import type {Step} from '../../item.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';
import type {Opener} from '../../open-location.ts';
import type {ConflictFacts, ItemPhase} from '../../snapshot.ts';
import type {Clock} from '../../../clock.ts';
import type {Hasher} from '../../hash/hasher.ts';
import type {Policy} from './decide-target.ts';
import type {OneAtATime} from './one-at-a-time.ts';

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
	/** Lets bytes pass no faster than is allowed by now. */
	readonly throttle: {readonly pass: (body: AsyncIterable<Uint8Array>, signal?: AbortSignal) => AsyncGenerator<Uint8Array>};
	/** Whoever works at a name has it alone. */
	readonly names: OneAtATime;
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
	/** What was written down last, by this engine or one before it. */
	readonly step: () => Step;
	/** Over how many lines this file may be received by now. */
	readonly lines: () => number;
	readonly onProgress: (bytes: number) => void;
	readonly onCrossed: (bytes: number) => void;
	readonly onPlaced: (folder: Location, entry: Entry) => void;
	readonly onRemoved: (folder: Location, segment: string) => void;
};

/** How working on an item ended, when it did not fail. */
export type Outcome =
	| {
		readonly kind: 'done';
		readonly sent: number;
		readonly entry: Entry;
		readonly isMoved?: boolean; // a move that has taken the original along
		readonly notice?: FailureFacts; // what a person should know of it all the same
	}
	| {readonly kind: 'same'} // identical content is there already
	| {readonly kind: 'skipped'}
	| {readonly kind: 'asks'; readonly conflict: ConflictFacts};

/** Counts what passes. */
export async function * counted(body: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
	for await (const chunk of body) {
		onBytes(chunk.length);
		yield chunk;
	}
}
