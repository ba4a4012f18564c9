import type {DatabaseSync} from 'node:sqlite';
import {isAlive} from '../../../files/leftovers.ts';
import type {Location} from '../../../files/location.ts';
import {endTaking} from '../../../files/take-away.ts';
import {prepared} from '../../store/database.ts';
import type {Step} from '../../item.ts';
import type {Opener} from '../../open-location.ts';
import {dropAnnounced} from '../items/announced.ts';
import {dropOwnPart} from '../items/own-part.ts';
import {dropStaged, putRight} from '../items/replace-permanently.ts';

/**
Clears away what items have left that nobody waits for any more: half-written files on the disk, staged and announced ones in the cloud. The
database notes them: cancelled, failed for good, skipped, or taken out of the list before they were done.
*/
export type Clearing = {
	/** Begins, unless it is under way; never what an item still works with. */
	readonly look: (running: ReadonlyMap<number, unknown>) => void;
	/** All that could be cleared by now is. Never rejects. */
	readonly ended: () => Promise<void>;
};

type ClearTools = {readonly opener: Opener; readonly signal: AbortSignal};

const mostTries = 20; // engines: an account that was signed out, or a disk that was taken away, comes back some day, or never

export function createClearing(database: DatabaseSync, tools: ClearTools): Clearing {
	const failed = new Set<number>(); // not again by this engine
	let current: Promise<void> | undefined;

	const clearOne = async (item: number, target: Location, step: Step) => {
		if (step.owner !== undefined && isAlive(step.owner)) {
			failed.add(item);
			return; // still written
		}

		try {
			await clear(target, step, tools);
			database.prepare('UPDATE items SET step = NULL WHERE id = ?').run(item);
			database.prepare('DELETE FROM leftovers WHERE item = ?').run(item);
		} catch {
			failed.add(item);
			database.prepare('UPDATE leftovers SET tries = tries + 1 WHERE item = ?').run(item);
		}
	};

	const clearAll = async (rows: ReadonlyArray<Record<string, unknown>>) => {
		for (const row of rows) {
			await clearOne(Number(row.item), JSON.parse(String(row.target)) as Location, JSON.parse(String(row.step)) as Step);
		}
	};

	return {
		look(running) {
			if (current) {
				return;
			}

			const rows = prepared(database, 'SELECT * FROM leftovers WHERE tries < ?').all(mostTries).filter(({item}) => !running.has(Number(item)) && !failed.has(Number(item)));
			if (rows.length > 0) {
				current = clearAll(rows).catch(() => {}).finally(() => { // eslint-disable-line @typescript-eslint/no-empty-function -- the queue cannot be written: the next engine does it
					current = undefined;
				});
			}
		},
		async ended() {
			await current;
		},
	};
}

async function clear(target: Location, step: Step, {opener, signal}: ClearTools): Promise<void> {
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

	await putRight({target}, tools);
	await dropStaged({target}, tools);
	await dropAnnounced({target}, tools);
}
