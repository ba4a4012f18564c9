import {toFailure, type Failure, needsSignIn} from '../../../failure.ts';
import {accountsOf} from '../../../files/location.ts';
import type {Item} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {TransferStore} from '../../store/store.ts';
import {isUnwritable} from '../../unwritable-queue.ts';
import {createLimit} from '../../concurrency-limit.ts';
import {checkQuota} from './check-quota.ts';
import {expandJob, recount, type ExpandTools} from './expand.ts';

export type Counted = {readonly job: number; readonly abort: AbortController};

/** Turns jobs into items while others are worked on, one job after the other. */
export type Counting = {
	readonly current: () => Counted | undefined;
	readonly start: (job: Job) => void;
	/** Counts the folder again that an item stands for. */
	readonly again: (item: Item, job: Job, signal: AbortSignal) => Promise<void>;
};

type CountingTools = Omit<ExpandTools, 'signal' | 'store'> & {
	readonly store: Pick<TransferStore, 'facts' | 'items' | 'jobs' | 'transact'>;
	readonly stopped: AbortSignal;
	readonly onSignIn: (failure: Failure, accounts: readonly string[]) => void;
	readonly onUnwritable: (error: unknown) => void;
};

export function createCounting({stopped, onSignIn, onUnwritable, ...tools}: CountingTools): Counting {
	const {store, opener, onItems} = tools;
	const oneByOne = createLimit(() => 1); // two counts of one job would not see each other's names
	let current: Counted | undefined;

	const count = async (job: Job, signal: AbortSignal) => {
		try {
			await expandJob(job, {...tools, signal});
			await checkQuota(job, {store, opener, signal});
		} catch (error) {
			const failure = toFailure(error);
			if (needsSignIn(failure)) {
				onSignIn(failure, accountsOf([...job.sources, job.target]));
			} else if (isUnwritable(error)) {
				onUnwritable(error); // counted again later: what is there already is not added twice
			}
		}

		current = undefined;
		onItems();
	};

	return {
		current: () => current,
		start(job) {
			const abort = new AbortController();
			current = {job: job.id, abort};
			void count(job, AbortSignal.any([stopped, abort.signal]));
		},
		again: async (item, job, signal) => oneByOne.run(async () => recount(item, {job, tools: {...tools, signal}})),
	};
}
