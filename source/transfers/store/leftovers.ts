import type {DatabaseSync} from 'node:sqlite';
import {isAlive} from '../../files/leftovers.ts';
import type {Location} from '../../files/location.ts';
import type {WorkStep} from '../item.ts';
import {prepared} from './database.ts';
import {parse} from './item-rows.ts';

export type Leftover = {readonly item: number; readonly target: Location; readonly step: WorkStep};

/**
What lies about that nobody waits for: triggers note the step of an item that was cancelled, skipped, taken out of the list or
has failed for good; a process notes what it is about to write. An engine clears it away.
*/
export type Leftovers = {
	/** Notes something that belongs to no item; gives back what takes the note out again. */
	readonly note: (target: Location, step: WorkStep) => () => void;
	/** Whether there is something that was not tried yet, and that no living process still writes. */
	readonly has: () => boolean;
	/** Those that were tried less often. */
	readonly list: (mostTries: number) => readonly Leftover[];
	readonly cleared: (item: number) => void;
	readonly failed: (item: number) => void;
};

export function createLeftovers(database: DatabaseSync): Leftovers {
	return {
		note(target, step) {
			// A note that is no item's has a number below all of those.
			const {item} = database.prepare('INSERT INTO leftovers (item, target, step) VALUES ((SELECT coalesce(min(min(item), 0), 0) - 1 FROM leftovers), ?, ?) RETURNING item').get(JSON.stringify(target), JSON.stringify(step))!;
			return () => {
				database.prepare('DELETE FROM leftovers WHERE item = ?').run(item!);
			};
		},
		has: () => database.prepare('SELECT DISTINCT json_extract(step, \'$.owner\') AS owner FROM leftovers WHERE tries = 0').all().some(({owner}) => owner === null || !isAlive(Number(owner))),
		list: mostTries => prepared(database, 'SELECT * FROM leftovers WHERE tries < ?').all(mostTries).map(({item, target, step}) => ({
			item: Number(item), target: parse(target) as Location, step: parse(step) as WorkStep,
		})),
		cleared(item) {
			database.prepare('UPDATE items SET step = NULL WHERE id = ?').run(item);
			database.prepare('DELETE FROM leftovers WHERE item = ?').run(item);
		},
		failed(item) {
			database.prepare('UPDATE leftovers SET tries = tries + 1 WHERE item = ?').run(item);
		},
	};
}
