import type {DatabaseSync} from 'node:sqlite';
import {Failure} from '../../../failure.ts';
import {prepared, readFact} from '../../store/database.ts';
import {readJob} from '../../job.ts';
import type {Counted} from '../count/counting.ts';

/** Somebody has cancelled an item or a job that is under way, or stopped the queue at once. */
export function obeyWishes(database: DatabaseSync, running: ReadonlyMap<number, {readonly abort: AbortController}>, counting: Counted | undefined): void {
	const wish = new Failure('cancelled', 'Cancelled.', {nextStep: ''});
	const phaseOf = prepared(database, 'SELECT phase FROM items WHERE id = ?');
	for (const [id, {abort}] of running) {
		const phase = phaseOf.get(id)?.phase;
		if (phase === 'cancelled' || phase === 'paused' || phase === undefined) {
			abort.abort(wish);
		}
	}

	if (readFact(database, 'paused') === 'now') {
		counting?.abort.abort(wish);
		for (const {abort} of running.values()) {
			abort.abort(wish);
		}
	}

	if (counting && readJob(database, counting.job)?.state === 'cancelled') {
		counting.abort.abort(wish);
	}
}
