import process from 'node:process';
import type {DatabaseSync} from 'node:sqlite';
import type {Clock} from '../clock.ts';
import {failureFacts, type FailureFacts} from '../failure.ts';
import type {Location} from '../files/location.ts';
import type {Directories} from '../settings/directories.ts';
import {followSettings} from '../settings/follow-settings.ts';
import type {Settings} from '../settings/settings.ts';
import {
	openDatabase,
	readFact,
	transact,
	writeFact,
} from './store/database.ts';
import {itemOfRow, type Decision, type Item} from './item.ts';
import {
	applyWhere,
	findAlike,
	moveItem,
	removeFinished,
} from './store/item-requests.ts';
import type {JobRequest} from './job.ts';
import {
	addJob,
	cancelJobs,
	hasLeftovers,
	hasWork,
	isOver,
	noteLeftover,
} from './store/job-rows.ts';
import type {ItemEvent} from './transitions.ts';
import {
	isHeldUp,
	isUnwritable,
	makeHoldLock,
	unwritable,
} from './unwritable.ts';

/**
What screens and commands wish for. Wishes are written into the database and nothing else is done here;
the engine, a process of its own, sees them. A wish that cannot be written down throws Failure `disk-full`.
*/
export type Queue = {
	readonly database: DatabaseSync;
	readonly clock: Clock;
	/** As they are now. */
	readonly settings: () => Settings;
	/** Grows with each wish of this process: what it wrote itself, `data_version` does not tell. */
	readonly writes: () => number;
	readonly add: (request: JobRequest) => number;
	/** `forAll`: also to the others of its kind. */
	readonly answer: (item: number, decision: Decision, options?: {readonly forAll?: boolean}) => void;
	/** How many others wait for the answer to the same question. */
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
	/** What a job has become, as far as it was not cleared from the list. */
	readonly itemsOf: (job: number) => readonly Item[];
	readonly cancelItem: (item: number) => void;
	readonly cancelAll: () => void;
	readonly retry: (item: number) => void;
	/** One item waits, where it is, until it is resumed. */
	readonly pauseItem: (item: number) => void;
	readonly resumeItem: (item: number) => void;
	/** Earlier or later among those that wait; false at the end of the list. */
	readonly moveItem: (item: number, step: -1 | 1) => boolean;
	/** Out of the list: what is over goes, what is not is cancelled first. */
	readonly removeItem: (item: number) => void;
	/** So many at once as long as there is work; nothing: as the settings say. */
	readonly limitTransfers: (most: number | undefined) => void;
	/** What of a job has failed. */
	readonly retryJob: (job: number) => void;
	readonly retryAll: () => void;
	readonly clearFinished: () => void;
	/**
	Notes a hidden file that this process is about to write beside a target: should it be killed, an engine clears that away.
	Gives back what takes the note out again.
	*/
	readonly noteLeftover: (target: Location, part: string) => () => void;
	/** Whether an engine should look, though nothing is left to do: what was cancelled or taken away has left something. */
	readonly hasLeftovers: () => boolean;
	/** Whether something is left to do by itself: counting, waiting or running. */
	readonly hasWork: () => boolean;
	/** Set while the engine waits because it cannot write down what it does. */
	readonly heldUp: () => FailureFacts | undefined;
	readonly close: () => void;
};

export function openQueue({directories, clock}: {readonly directories: Directories; readonly clock: Clock}): Queue {
	const database = openDatabase(directories.database);
	makeHoldLock(directories);
	let writes = 0;
	const wish = <Result>(work: () => Result) => {
		writes += 1;
		try {
			return transact(database, work);
		} catch (error) {
			throw isUnwritable(error) ? unwritable(directories.database, error) : error;
		}
	};

	const wishTransfers = (most: number | undefined) => {
		writeFact(database, 'transfers', most === undefined ? undefined : String(most));
	};

	const apply = (where: string, values: ReadonlyArray<string | number>, event: ItemEvent) => {
		wish(() => {
			applyWhere(database, {where, values}, event);
		});
	};

	return {
		database,
		clock,
		settings: followSettings(directories, clock),
		writes: () => writes,
		add: request => wish(() => {
			if (request.transfers !== undefined) {
				wishTransfers(request.transfers);
			}

			if (readFact(database, 'paused') === 'now') {
				writeFact(database, 'paused', 'yes'); // all has stopped; what is new is counted and waits
			}

			return addJob(database, request, clock.now());
		}),
		answer(item, decision, {forAll = false} = {}) {
			wish(() => {
				for (const id of [item, ...(forAll ? findAlike(database, item) : [])]) {
					applyWhere(database, {where: 'id = ?', values: [id]}, {event: 'answered', decision});
				}
			});
		},
		countAlike: item => findAlike(database, item).length,
		pause() {
			wish(() => {
				writeFact(database, 'paused', 'yes');
			});
		},
		stopNow() {
			wish(() => {
				writeFact(database, 'paused', 'now');
			});
		},
		resume() {
			wish(() => {
				writeFact(database, 'paused', undefined);
			});
		},
		cancelJob(job) {
			wish(() => {
				cancelJobs(database, 'id = ?', [job]);
			});
		},
		isOver: job => isOver(database, job),
		tell(job) {
			wish(() => {
				database.prepare('UPDATE jobs SET told = 1 WHERE id = ?').run(job);
			});
		},
		itemsOf: job => database.prepare('SELECT * FROM items WHERE job = ? ORDER BY id').all(job).map(row => itemOfRow(row)),
		cancelItem(item) {
			apply('id = ?', [item], {event: 'cancelled'});
		},
		cancelAll() {
			wish(() => {
				cancelJobs(database, 'state <> \'over\'', []);
			});
		},
		retry(item) {
			apply('id = ?', [item], {event: 'retried'});
		},
		retryJob(job) {
			apply('phase = \'failed\' AND job = ?', [job], {event: 'retried'});
		},
		pauseItem(item) {
			apply('id = ?', [item], {event: 'paused'});
		},
		resumeItem(item) {
			apply('id = ?', [item], {event: 'resumed'});
		},
		moveItem: (item, step) => wish(() => moveItem(database, item, step)),
		removeItem(item) {
			apply('id = ?', [item], {event: 'cancelled'});
			wish(() => {
				removeFinished(database, item);
			});
		},
		limitTransfers(most) {
			wish(() => {
				wishTransfers(most);
			});
		},
		retryAll() {
			apply('phase = \'failed\'', [], {event: 'retried'});
		},
		clearFinished() {
			wish(() => {
				removeFinished(database);
			});
		},
		noteLeftover: (target, part) => wish(() => noteLeftover(database, target, {part, owner: process.pid})),
		hasLeftovers: () => hasLeftovers(database),
		hasWork: () => hasWork(database),
		heldUp: () => isHeldUp(directories) ? failureFacts(unwritable(directories.database)) : undefined,
		close() {
			database.close();
		},
	};
}
