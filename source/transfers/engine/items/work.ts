import type {FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import type {WorkStep} from '../../item.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';
import type {Opener} from '../../open-location.ts';
import type {ConflictFacts, ItemPhase} from '../../snapshot.ts';
import type {Clock} from '../../../clock.ts';
import type {Hasher} from '../../hash/hasher.ts';
import type {Policy} from './decide-target.ts';
import type {OneAtATime} from './one-at-a-time.ts';

/** Settings that decide how files in the cloud are written and removed; they are rclone's, with its defaults. */
export type CloudRules = {
	readonly noVersions: boolean;
	readonly hardDelete: boolean;
};

/** What working on one item needs. */
export type WorkTools = {
	readonly opener: Opener;
	readonly md5Cache: Md5Cache;
	readonly hasher: Hasher;
	readonly clock: Clock;
	/** Lets bytes pass no faster than the limit of now. */
	readonly throttle: {readonly pass: (body: AsyncIterable<Uint8Array>, signal?: AbortSignal) => AsyncGenerator<Uint8Array>};
	/** One item at a time for each name. */
	readonly oneAtATime: OneAtATime;
	readonly rules: CloudRules;
	readonly overwrite: Policy; // the job's
	readonly signal: AbortSignal;
	readonly onPhase: (phase: Extract<ItemPhase, 'hashing' | 'verifying'>) => void;
	/** Checks something when there is a slot. Never nested: that could wait for ever. */
	readonly checking: <Result>(look: () => Promise<Result>) => Promise<Result>;
	/** Moves bytes when there is a slot. Never nested, either. */
	readonly transferring: <Result>(phase: Extract<ItemPhase, 'sending' | 'receiving' | 'copying'>, move: () => Promise<Result>) => Promise<Result>;
	/** Records at once what is about to be done: the next engine goes on from there when this one is killed. */
	readonly onStep: (step: WorkStep) => void;
	/** What was recorded last, by this engine or an earlier one. */
	readonly step: () => WorkStep;
	/** Over how many connections this file may be received now. */
	readonly connections: () => number;
	readonly onProgress: (bytes: number) => void;
	readonly onTransferred: (bytes: number) => void;
	readonly onPlaced: (folder: Location, entry: Entry) => void;
	readonly onRemoved: (folder: Location, segment: string) => void;
};

/** How working on an item ended, when it did not fail. */
export type Outcome =
	| {
		readonly kind: 'done';
		readonly sent: number;
		readonly entry: Entry;
		readonly isMoved?: boolean; // the original is gone: moved as a whole
		readonly notice?: FailureFacts; // a warning for the person
	}
	| {readonly kind: 'same'; readonly sent: number} // identical content is there already; sent: of that, by an earlier try
	| {readonly kind: 'skipped'}
	| {readonly kind: 'asks'; readonly conflict: ConflictFacts};

/** Passes bytes on, and counts them. */
export async function * countBytes(body: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
	for await (const chunk of body) {
		onBytes(chunk.length);
		yield chunk;
	}
}
