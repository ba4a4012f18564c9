import type {Item} from '../../item.ts';
import type {ItemPhase} from '../../snapshot.ts';
import {next} from '../../transitions.ts';
import type {WorkTools} from '../items/work.ts';
import type {Limit} from '../../limit.ts';
import type {Recorder} from './recorder.ts';
import type {Turns} from './slots.ts';

type RunningPhase = Extract<ItemPhase, 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying'>;

type PhaseTools = {readonly recorder: Recorder; readonly turns: Turns; readonly signal: AbortSignal};

/** The phases of an item, each in its turn, as they are written down. */
export function phasesOf(item: Item, {recorder, turns, signal}: PhaseTools): Pick<WorkTools, 'onPhase' | 'checking' | 'transferring'> {
	const begin = (phase: RunningPhase) => {
		recorder.save(next(item, {event: 'began', phase}));
		recorder.began(item.id);
	};

	const inTurn = async <Result>(limit: Limit, phase: RunningPhase, work: () => Promise<Result>) => {
		if (limit.isFull()) {
			recorder.save(next(item, {event: 'interrupted'})); // it waits again, for its turn
			recorder.progress(item.id, 0);
		}

		return limit.run(async () => {
			begin(phase);
			return work();
		}, signal);
	};

	return {
		onPhase: begin,
		checking: async look => inTurn(turns.checking, 'checking', look),
		transferring: async (phase, move) => inTurn(turns.transferring, phase, move),
	};
}
