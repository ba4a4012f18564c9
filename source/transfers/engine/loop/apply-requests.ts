import {Failure} from '../../../failure.ts';
import type {TransferStore} from '../../store/store.ts';
import type {Counted} from '../count/counting.ts';

/** Stops what somebody has cancelled, paused or taken out of the list; all of it, where the queue is to stop at once. */
export function applyRequests({facts, items, jobs}: Pick<TransferStore, 'facts' | 'items' | 'jobs'>, running: ReadonlyMap<number, {readonly abort: AbortController}>, counting: Counted | undefined): void {
	const reason = new Failure('cancelled', 'Cancelled.', {nextStep: ''});
	for (const [id, {abort}] of running) {
		const phase = items.phaseOf(id);
		if (phase === 'cancelled' || phase === 'paused' || phase === undefined) {
			abort.abort(reason);
		}
	}

	if (facts.read('paused') === 'now') {
		counting?.abort.abort(reason);
		for (const {abort} of running.values()) {
			abort.abort(reason);
		}
	}

	if (counting && jobs.stateOf(counting.job) === 'cancelled') {
		counting.abort.abort(reason);
	}
}
