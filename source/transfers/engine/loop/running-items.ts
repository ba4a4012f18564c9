import type {Item} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {TransferStore} from '../../store/store.ts';
import type {ItemTools} from './work-tools.ts';
import {claim} from './schedule.ts';
import {tryItem, type TryOptions} from './try-item.ts';

/** The items that are being worked on, each until it has ended or is aborted. */
export type RunningItems = {
	readonly current: ReadonlyMap<number, {readonly abort: AbortController; readonly done: Promise<void>}>;
	/** Begins the next ones, as far as there are slots. `except`: jobs that wait. */
	readonly fill: (except: readonly number[]) => void;
	readonly allEnded: () => Promise<void>;
};

type RunningTools = Pick<TryOptions, 'recounting' | 'onSignIn' | 'onUnwritable'> & {
	readonly itemTools: () => ItemTools;
	readonly stopped: AbortSignal;
	readonly onEnded: () => void;
};

export function createRunningItems(store: Pick<TransferStore, 'facts' | 'items' | 'jobs'>, {itemTools, stopped, onEnded, ...trying}: RunningTools): RunningItems {
	const {recorder, clock, slots} = itemTools();
	const current = new Map<number, {readonly abort: AbortController; readonly done: Promise<void>}>();
	let ready: Item[] = []; // claimed ahead: a flush and a search for many items instead of one each
	let order = store.facts.read('order');

	const isReordered = () => {
		const before = order;
		order = store.facts.read('order');
		return order !== before;
	};

	const start = (item: Item, job: Job) => {
		const abort = new AbortController();
		const work = async () => {
			const ended = await tryItem(item, {
				...trying, job, itemTools: itemTools(), signal: AbortSignal.any([stopped, abort.signal]), now: clock.now,
			});
			recorder.save(ended, job);
			recorder.ended(item.id);
			current.delete(item.id);
			onEnded();
		};

		current.set(item.id, {abort, done: work()});
	};

	return {
		current,
		fill(except) {
			ready = isReordered() ? [] : ready.filter(item => !except.includes(item.job));
			while (slots.mayBegin(current.size)) {
				if (ready.length === 0) {
					recorder.flush(); // what has ended must not be claimed again
					ready = claim(store.items, {running: current, now: clock.now(), except});
				}

				const item = ready.shift();
				if (!item) {
					return;
				}

				const job = store.jobs.read(item.job);
				// Somebody may have cancelled it since it was claimed.
				if (job && job.state !== 'cancelled' && store.items.phaseOf(item.id) === 'waiting') {
					start(item, job);
				}
			}
		},
		async allEnded() {
			await Promise.all([...current.values()].map(async each => each.done));
		},
	};
}
