import type {Clock} from '../../../clock.ts';
import {policyOf} from '../items/decide-target.ts';
import type {Hasher} from '../../hash/hasher.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';
import type {Item} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {Opener} from '../../open-location.ts';
import type {OneAtATime} from '../items/one-at-a-time.ts';
import type {CloudRules, WorkTools} from '../items/work.ts';
import {phasesOf} from './phases.ts';
import type {Recorder} from './record-progress.ts';
import type {Slots} from './slots.ts';
import type {Throttle} from './throttle.ts';

/** What all items of an engine share. */
export type ItemTools = {
	readonly opener: Opener;
	readonly md5Cache: Md5Cache;
	readonly hasher: Hasher;
	readonly clock: Clock;
	readonly recorder: Recorder;
	readonly throttle: Throttle;
	readonly slots: Slots;
	readonly rules: CloudRules;
	readonly oneAtATime: OneAtATime;
};

const mostConnections = 4; // for one file; more do not pay, and the service may mind

/** The tools for one item: what it reports is recorded under its number, and it waits for its slots. */
export function workToolsOf(item: Item, {job, tools, signal}: {readonly job: Job; readonly tools: ItemTools; readonly signal: AbortSignal}): WorkTools {
	const {recorder, throttle, slots, ...shared} = tools;
	let step = item.step ?? {};
	return {
		...shared,
		...phasesOf(item, {recorder, slots, signal}),
		throttle,
		overwrite: policyOf(job),
		signal,
		step: () => step,
		onStep(taken) {
			step = taken;
			recorder.step(item.id, taken);
		},
		connections: () => throttle.isLimited() ? 1 : Math.min(mostConnections, 1 + slots.transferring.free()),
		onProgress(bytes) {
			recorder.progress(item.id, bytes);
		},
		onTransferred(bytes) {
			recorder.transferred(item.id, bytes);
		},
		onPlaced: recorder.placed,
		onRemoved: recorder.removed,
	};
}
