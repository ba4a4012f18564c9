import type {FailureFacts} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {
	Decision,
	Item,
	ItemState,
	SkipFacts,
} from './item.ts';
import type {ConflictFacts} from './snapshot.ts';

/** What can happen to an item. */
export type ItemEvent =
	| {readonly event: 'began'; readonly phase: 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying'}
	| {readonly event: 'conflicted'; readonly conflict: ConflictFacts}
	| {readonly event: 'answered'; readonly decision: Decision}
	| {readonly event: 'ruled'} // its job has another rule now, which decides
	| {readonly event: 'finished'; readonly sent: number; readonly arrived?: Entry; readonly failure?: FailureFacts} // failure: of a part of it, which a person should know
	| {readonly event: 'skipped'; readonly failure?: SkipFacts}
	| {readonly event: 'stumbled'; readonly failure: FailureFacts; readonly retryAt: number} // transient: tried again
	| {readonly event: 'failed'; readonly failure: FailureFacts} // lasting
	| {readonly event: 'interrupted'} // the engine stops, or the account has to sign in again
	| {readonly event: 'retried'}
	| {readonly event: 'paused'}
	| {readonly event: 'resumed'}
	| {readonly event: 'cancelled'};

/** The whole life of an item. Pure; an event that makes no sense in a state changes nothing. */
export function next(item: Item, event: ItemEvent): Item {
	if (isFinal(item.state) && event.event !== 'retried') {
		return item;
	}

	switch (event.event) {
		case 'began': {
			return withState(item, {phase: event.phase});
		}

		case 'conflicted': {
			return withState(item, {phase: 'asks', conflict: event.conflict});
		}

		case 'answered': {
			return item.state.phase === 'asks'
				? {...withState(item, {phase: 'waiting'}), decision: event.decision, facts: {...item.facts, agreed: item.state.conflict.target}}
				: item;
		}

		case 'ruled': {
			return item.state.phase === 'asks' ? withState(item, {phase: 'waiting'}) : item;
		}

		case 'finished': {
			return withState(item, {
				phase: 'done', sent: event.sent, ...(event.arrived && {arrived: event.arrived}), ...(event.failure && {failure: event.failure}),
			});
		}

		case 'skipped': {
			return withState(item, {phase: 'skipped', ...(event.failure && {failure: event.failure})});
		}

		case 'stumbled': {
			return {...withState(item, {phase: 'waiting', failure: event.failure, retryAt: event.retryAt}), attempts: item.attempts + 1};
		}

		case 'failed': {
			return withState(item, {phase: 'failed', failure: event.failure});
		}

		case 'interrupted': {
			return item.state.phase === 'asks' || item.state.phase === 'paused' ? item : withState(item, {phase: 'waiting'});
		}

		case 'retried': {
			const {phase} = item.state;
			return phase === 'failed' || phase === 'cancelled' || phase === 'waiting' ? {...withState(item, {phase: 'waiting'}), attempts: 0} : item;
		}

		case 'paused': {
			return item.state.phase === 'asks' ? item : withState(item, {phase: 'paused'}); // what has arrived of one under way stays
		}

		case 'resumed': {
			return item.state.phase === 'paused' ? withState(item, {phase: 'waiting'}) : item;
		}

		case 'cancelled': {
			return withState(item, {phase: 'cancelled'});
		}

		default: {
			throw new TypeError(`unknown event ${String(event satisfies never)}`);
		}
	}
}

export function isFinal({phase}: ItemState): boolean {
	return phase === 'done' || phase === 'skipped' || phase === 'failed' || phase === 'cancelled';
}

function withState(item: Item, state: ItemState): Item {
	return {...item, state};
}
