import type {DatabaseSync} from 'node:sqlite';
import {readFact} from '../../store/database.ts';
import type {Item} from '../../item.ts';
import {readJob, type Job} from '../../job.ts';
import type {ItemTools} from './work-tools.ts';
import {claim, isWaiting} from './schedule.ts';
import {tryItem, type Trying} from './try-item.ts';

/** The items that are worked on, each until it has ended or is aborted. */
export type RunningItems = {
	readonly current: ReadonlyMap<number, {readonly abort: AbortController; readonly done: Promise<void>}>;
	/** Begins what is next, as far as there is room. */
	readonly fill: () => void;
	readonly allEnded: () => Promise<void>;
};

type RunningTools = Pick<Trying, 'recounting' | 'onSignIn' | 'onUnwritable'> & {
	readonly itemTools: () => ItemTools;
	readonly stopped: AbortSignal;
	readonly onEnded: () => void;
};

export function createRunningItems(database: DatabaseSync, {itemTools, stopped, onEnded, ...trying}: RunningTools): RunningItems {
	const {recorder, clock, turns} = itemTools();
	const current = new Map<number, {readonly abort: AbortController; readonly done: Promise<void>}>();
	let ready: Item[] = []; // claimed ahead: a flush and a search for many items instead of one each
	let order = readFact(database, 'order');

	const isReordered = () => {
		const before = order;
		order = readFact(database, 'order');
		return order !== before;
	};

	const start = (item: Item, job: Job) => {
		const abort = new AbortController();
		const work = async () => {
			const ended = await tryItem(item, {
				...trying, job, itemTools: itemTools(), signal: AbortSignal.any([stopped, abort.signal]), now: clock.now,
			});
			recorder.save(ended);
			recorder.ended(item.id);
			current.delete(item.id);
			onEnded();
		};

		current.set(item.id, {abort, done: work()});
	};

	return {
		current,
		fill() {
			ready = isReordered() ? [] : ready;
			while (turns.hasRoom(current.size)) {
				if (ready.length === 0) {
					recorder.flush(); // what has ended must not be claimed again
					ready = claim(database, {running: current, now: clock.now()});
				}

				const item = ready.shift();
				if (!item) {
					return;
				}

				const job = readJob(database, item.job);
				if (job && job.state !== 'cancelled' && isWaiting(database, item)) {
					start(item, job);
				}
			}
		},
		async allEnded() {
			await Promise.all([...current.values()].map(async each => each.done));
		},
	};
}
