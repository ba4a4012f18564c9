import process from 'node:process';
import type {Clock} from '../clock.ts';
import {Failure, failureFacts, type FailureFacts} from '../failure.ts';
import type {Location} from '../files/location.ts';
import type {Directories} from '../settings/directories.ts';
import {followSettings} from '../settings/follow-settings.ts';
import type {Settings} from '../settings/setting-table.ts';
import {findEarlierJob, type CommandPlaces, type EarlierJob} from './earlier-job.ts';
import {createMd5Cache, type Md5Cache} from './hash/md5-cache.ts';
import type {Decision, Item} from './item.ts';
import type {JobRequest} from './job.ts';
import {findSave, neededBelow, type Save} from './kept-copies.ts';
import {damagedQueue} from './store/damaged-queue.ts';
import type {ChosenItems} from './store/item-requests.ts';
import {openTransferStore, type StoreReader} from './store/store.ts';
import type {ItemEvent} from './item-transitions.ts';
import {
	isWriteBlocked,
	isUnwritable,
	makeWriteBlockLock,
	unwritable,
} from './unwritable-queue.ts';

/**
What screens and commands ask for. Requests are written into the database and nothing else is done here;
the engine, a process of its own, sees them. A request that cannot be written throws Failure `disk-full`.
*/
export type Queue = {
	/** For the watch of this queue (watch.ts). */
	readonly reader: StoreReader;
	readonly clock: Clock;
	/** As they are now. */
	readonly settings: () => Settings;
	/** Grows with each request of this process: the reader's version does not tell its own writes. */
	readonly writes: () => number;
	readonly add: (request: JobRequest) => number;
	/** `forAll`: answers the other items that ask the same, too. */
	readonly answer: (item: number, decision: Decision, options?: {readonly forAll?: boolean}) => void;
	/**
	A job that is not over goes on by other rules, and takes in what its sources hold by now: what asks, was passed over or has
	failed is decided anew. False where it is over.
	*/
	readonly goOn: (job: number, rules: Pick<JobRequest, 'overwrite' | 'checksum' | 'transfers'>) => boolean;
	/** How many other items ask the same question. */
	readonly countAlike: (item: number) => number;
	readonly pause: () => void;
	/** Interrupts what is under way, too; it waits where it is. */
	readonly stopNow: () => void;
	readonly resume: () => void;
	readonly cancelJob: (job: number) => void;
	/** Whether nothing of a job is left to do, or to be asked. */
	readonly isOver: (job: number) => boolean;
	/** A command has said what came of a job. */
	readonly tell: (job: number) => void;
	/** The items of a job that were not cleared from the list. */
	readonly itemsOf: (job: number) => readonly Item[];
	readonly hasItem: (item: number) => boolean;
	readonly hasJob: (job: number) => boolean;
	/** The newest job that the same command has added before. */
	readonly findEarlierJob: (places: CommandPlaces) => EarlierJob | undefined;
	/** The newest save to a place that was not sent yet, or is being sent. */
	readonly findSave: (place: Location) => Save | undefined;
	/** What the queue still needs of a folder: what is sent, waits, asks or has failed. */
	readonly neededBelow: (folder: string) => readonly string[];
	/** MD5s of files of the disk; what is found out is remembered for the engine, too. */
	readonly md5Cache: Md5Cache;
	readonly cancelItem: (item: number) => void;
	readonly cancelAll: () => void;
	readonly retry: (item: number) => void;
	/** One item waits, where it is, until it is resumed. */
	readonly pauseItem: (item: number) => void;
	readonly resumeItem: (item: number) => void;
	/** To an earlier or later place among those that wait; false at the end of the list. */
	readonly moveItem: (item: number, step: -1 | 1) => boolean;
	/** Removes an item from the list; what is not over is cancelled first. */
	readonly removeItem: (item: number) => void;
	/** How many at once as long as there is work; without a number: as the settings say. */
	readonly limitTransfers: (most: number | undefined) => void;
	/** Those of a job that have failed. */
	readonly retryJob: (job: number) => void;
	readonly retryAll: () => void;
	/** Takes what is over out of the list; with `keepsFailed` only what needs nobody any more. */
	readonly clearFinished: (how?: {readonly keepsFailed?: boolean}) => void;
	/**
	Notes a part file that this process is about to write next to a target: should it be killed, an engine removes that.
	Gives back a function that takes the note out again.
	*/
	readonly noteLeftover: (target: Location, part: string) => () => void;
	/** Whether an engine should start although nothing is left to do: what was cancelled or removed has left something. */
	readonly hasLeftovers: () => boolean;
	/** Whether something is left to do by itself: counting, waiting or running. */
	readonly hasWork: () => boolean;
	/** Set while the engine waits because it cannot write the queue, and once its file is gone. */
	readonly writeBlock: () => FailureFacts | undefined;
	/** Set once somebody has removed the file, or set it aside: nothing of it goes on, and no engine is of use. */
	readonly removal: () => Failure | undefined;
	/** What a person is to be told of the queue before this one; once. */
	readonly takeNotice: () => Failure | undefined;
	readonly close: () => void;
};

export function openQueue({directories, clock}: {readonly directories: Directories; readonly clock: Clock}): Queue {
	const store = openTransferStore(directories.database);
	const {facts, jobs, items, requests, leftovers} = store;
	makeWriteBlockLock(directories);
	const removal = () => store.isRemoved() ? removed(directories.database) : undefined;
	const writeBlock = () => removal() ?? (isWriteBlocked(directories) ? unwritable(directories.database) : undefined);
	let writes = 0;
	const write = <Result>(work: () => Result) => {
		writes += 1;
		if (store.isRemoved()) {
			throw removed(directories.database); // nobody would ever read it
		}

		try {
			return store.transact(work);
		} catch (error) {
			throw isUnwritable(error) ? unwritable(directories.database, error) : error;
		}
	};

	const apply = (chosen: ChosenItems, event: ItemEvent) => {
		write(() => {
			requests.apply(chosen, event);
		});
	};

	return {
		reader: store,
		clock,
		settings: followSettings(directories, clock),
		writes: () => writes,
		add: job => write(() => {
			if (job.transfers !== undefined) {
				facts.write('transfers', job.transfers);
			}

			if (facts.read('paused') === 'now') {
				facts.write('paused', 'yes'); // all has stopped; what is new is counted and waits
			}

			return jobs.add(job, clock.now());
		}),
		answer(item, decision, {forAll = false} = {}) {
			write(() => {
				for (const id of [item, ...(forAll ? requests.findAlike(item) : [])]) {
					requests.apply({item: id}, {event: 'answered', decision});
				}
			});
		},
		goOn: (job, {overwrite, checksum = false, transfers}) => write(() => {
			if (!jobs.countAnew(job, {overwrite, checksum})) {
				return false;
			}

			requests.removeLeft(job);
			if (transfers !== undefined) {
				facts.write('transfers', transfers);
			}

			if (overwrite !== 'ask') {
				requests.apply({askingOf: job}, {event: 'ruled'});
			}

			return true;
		}),
		countAlike: item => requests.findAlike(item).length,
		pause() {
			write(() => {
				facts.write('paused', 'yes');
			});
		},
		stopNow() {
			write(() => {
				facts.write('paused', 'now');
			});
		},
		resume() {
			write(() => {
				facts.write('paused', undefined);
			});
		},
		cancelJob(job) {
			write(() => {
				jobs.cancel(job);
			});
		},
		isOver: jobs.isOver,
		tell(job) {
			write(() => {
				jobs.tell(job);
			});
		},
		itemsOf: items.ofJob,
		hasItem: items.has,
		hasJob: job => jobs.stateOf(job) !== undefined,
		findEarlierJob: places => findEarlierJob(places, jobs),
		findSave: place => findSave(place, store),
		neededBelow: folder => neededBelow(folder, store),
		md5Cache: createMd5Cache(store.md5s),
		cancelItem(item) {
			apply({item}, {event: 'cancelled'});
		},
		cancelAll() {
			write(() => {
				jobs.cancelAll();
			});
		},
		retry(item) {
			apply({item}, {event: 'retried'});
		},
		retryJob(job) {
			apply({failedOf: job}, {event: 'retried'});
		},
		pauseItem(item) {
			apply({item}, {event: 'paused'});
		},
		resumeItem(item) {
			apply({item}, {event: 'resumed'});
		},
		moveItem: (item, step) => write(() => requests.move(item, step)),
		removeItem(item) {
			apply({item}, {event: 'cancelled'});
			write(() => {
				requests.removeFinished({id: item});
			});
		},
		limitTransfers(most) {
			write(() => {
				facts.write('transfers', most);
			});
		},
		retryAll() {
			apply({failedOf: 'all'}, {event: 'retried'});
		},
		clearFinished({keepsFailed = false} = {}) {
			write(() => {
				requests.removeFinished({keepsFailed});
			});
		},
		noteLeftover: (target, part) => write(() => leftovers.note(target, {part, owner: process.pid})),
		hasLeftovers: leftovers.has,
		hasWork: () => !store.isRemoved() && jobs.hasWork(),
		writeBlock() {
			const blocked = writeBlock();
			return blocked && failureFacts(blocked);
		},
		removal,
		takeNotice() {
			const aside = facts.read('set_aside');
			if (!aside) {
				return undefined;
			}

			write(() => {
				facts.write('set_aside', undefined);
			});
			return damagedQueue(directories.database, aside.kept);
		},
		close() {
			store.close();
		},
	};
}

function removed(file: string): Failure {
	return new Failure('service', `The transfer queue was removed while it was in use: ${file}.`, {nextStep: 'Start the program again: a new queue is begun, and what was not copied yet has to be copied again.'});
}
