import type {Item} from '../../item.ts';
import type {ItemPhase} from '../../snapshot.ts';
import {next} from '../../item-transitions.ts';
import type {WorkTools} from '../items/work.ts';
import type {Limit} from '../../concurrency-limit.ts';
import type {Recorder} from './record-progress.ts';
import type {Slots} from './slots.ts';

type RunningPhase = Extract<ItemPhase, 'hashing' | 'checking' | 'sending' | 'receiving' | 'copying' | 'verifying'>;

type PhaseTools = {readonly recorder: Recorder; readonly slots: Slots; readonly signal: AbortSignal};

/** The phases of an item, each in its slot, as they are recorded. */
export function phasesOf(item: Item, {recorder, slots, signal}: PhaseTools): Pick<WorkTools, 'onPhase' | 'checking' | 'transferring'> {
	const begin = (phase: RunningPhase) => {
		recorder.save(next(item, {event: 'began', phase}));
		recorder.began(item.id, phase);
	};

	const inSlot = async <Result>(limit: Limit, phase: RunningPhase, work: () => Promise<Result>) => {
		if (limit.isFull()) {
			recorder.save(next(item, {event: 'interrupted'})); // it waits again, for a slot
			recorder.progress(item.id, 0);
		}

		return limit.run(async () => {
			begin(phase);
			return work();
		}, signal);
	};

	return {
		onPhase: begin,
		checking: async look => inSlot(slots.checking, 'checking', look),
		transferring: async (phase, move) => inSlot(slots.transferring, phase, move),
	};
}
