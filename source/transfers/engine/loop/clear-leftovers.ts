import {isAlive} from '../../../files/leftovers.ts';
import type {Location} from '../../../files/location.ts';
import {endTaking} from '../../../files/take-away.ts';
import type {Leftover, Leftovers} from '../../store/leftovers.ts';
import type {WorkStep} from '../../item.ts';
import type {Opener} from '../../open-location.ts';
import {dropAnnounced} from '../items/announced-names.ts';
import {dropOwnPart} from '../items/drop-part-file.ts';
import {dropStaged, recoverReplacement} from '../items/replace-permanently.ts';

/**
Removes what items have left that nobody wants any more: half-written files on the disk, staged and announced ones in the cloud.
The store notes such items: cancelled, failed, skipped, or taken out of the list before they were done.
*/
export type Clearing = {
	/** Begins, unless it is running already; never what an item still works with. */
	readonly start: (running: ReadonlyMap<number, unknown>) => void;
	/** Resolves when all that can be cleared now is cleared. Never rejects. */
	readonly ended: () => Promise<void>;
};

type ClearTools = {readonly opener: Opener; readonly signal: AbortSignal};

const mostTries = 20; // engines: a signed-out account or a removed disk comes back some day, or never

export function createClearing(leftovers: Pick<Leftovers, 'list' | 'cleared' | 'failed'>, tools: ClearTools): Clearing {
	const failed = new Set<number>(); // not again by this engine
	let current: Promise<void> | undefined;

	const clearOne = async ({item, target, step}: Leftover) => {
		if (step.owner !== undefined && isAlive(step.owner)) {
			failed.add(item);
			return; // still written
		}

		try {
			await clear(target, step, tools);
			leftovers.cleared(item);
		} catch {
			failed.add(item);
			leftovers.failed(item);
		}
	};

	const clearAll = async (all: readonly Leftover[]) => {
		for (const each of all) {
			await clearOne(each);
		}
	};

	return {
		start(running) {
			if (current) {
				return;
			}

			const waiting = leftovers.list(mostTries).filter(({item}) => !running.has(item) && !failed.has(item));
			if (waiting.length > 0) {
				current = clearAll(waiting).catch(() => {}).finally(() => { // eslint-disable-line @typescript-eslint/no-empty-function -- the queue cannot be written: the next engine does it
					current = undefined;
				});
			}
		},
		async ended() {
			await current;
		},
	};
}

async function clear(target: Location, step: WorkStep, {opener, signal}: ClearTools): Promise<void> {
	const tools = {
		opener, signal, step: () => step, onStep() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- the whole note goes
	};
	await dropOwnPart(tools);
	if (step.taking) {
		await endTaking(step.taking.path, step.taking.hidden, step.taking.seen);
	}

	if (target.kind === 'local') {
		return;
	}

	await recoverReplacement({target}, tools);
	await dropStaged({target}, tools);
	await dropAnnounced({target}, tools);
}
