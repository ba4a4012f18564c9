import type {DatabaseSync} from 'node:sqlite';
import type {Clock} from '../clock.ts';
import type {Location} from '../files/location.ts';
import type {Directories} from '../settings/directories.ts';
import {
	openDatabase,
	readFact,
	transact,
	writeFact,
} from './database.ts';
import {
	itemOfRow,
	type Decision,
	type Item,
	type Overwrite,
} from './item.ts';
import {saveState} from './item-rows.ts';
import {next, type ItemEvent} from './transitions.ts';

export type JobRequest = {
	readonly kind: 'copy' | 'move';
	readonly sources: readonly Location[];
	readonly target: Location; // a folder
	readonly targetName?: string | undefined; // one source under another name
	readonly overwrite: Overwrite;
	readonly checksum?: boolean; // compare content, not time
	readonly transfers?: number | undefined; // so many at once until the queue is empty
};

/**
What screens and commands wish for. Wishes are written into the database and nothing else is done here;
the engine, a process of its own, sees them.
*/
export type Queue = {
	readonly database: DatabaseSync;
	readonly clock: Clock;
	/** Grows with each wish of this process: what it wrote itself, `data_version` does not tell. */
	readonly writes: () => number;
	readonly add: (request: JobRequest) => number;
	readonly answer: (item: number, decision: Decision, options?: {readonly forAll?: boolean}) => void;
	readonly pause: () => void;
	/** Interrupts what is under way, too; it waits where it is. */
	readonly stopNow: () => void;
	readonly resume: () => void;
	readonly cancelJob: (job: number) => void;
	readonly cancelItem: (item: number) => void;
	readonly cancelAll: () => void;
	readonly retry: (item: number) => void;
	/** What of a job has failed. */
	readonly retryJob: (job: number) => void;
	readonly retryAll: () => void;
	readonly clearFinished: () => void;
	/** Whether something is left to do by itself: counting, waiting or running. */
	readonly hasWork: () => boolean;
	readonly close: () => void;
};

export function openQueue({directories, clock}: {readonly directories: Directories; readonly clock: Clock}): Queue {
	const database = openDatabase(directories.database);
	let writes = 0;
	const wish = <Result>(work: () => Result) => {
		writes += 1;
		return transact(database, work);
	};

	const apply = (where: string, values: ReadonlyArray<string | number>, event: ItemEvent) => {
		wish(() => {
			for (const row of database.prepare(`SELECT * FROM items WHERE ${where}`).all(...values)) {
				applyTo(database, itemOfRow(row), event);
			}
		});
	};

	return {
		database,
		clock,
		writes: () => writes,
		add: request => wish(() => {
			if (request.transfers !== undefined) {
				writeFact(database, 'transfers', String(request.transfers));
			}

			return addJob(database, request, clock.now());
		}),
		answer(item, decision, {forAll = false} = {}) {
			apply(forAll ? 'phase = \'asks\'' : 'phase = \'asks\' AND id = ?', forAll ? [] : [item], {event: 'answered', decision});
		},
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
		retryAll() {
			apply('phase = \'failed\'', [], {event: 'retried'});
		},
		clearFinished() {
			wish(() => {
				database.exec('DELETE FROM items WHERE phase IN (\'done\', \'skipped\', \'cancelled\', \'failed\') AND job IN (SELECT id FROM jobs WHERE state <> \'counting\')');
			});
		},
		hasWork: () => hasWork(database),
		close() {
			database.close();
		},
	};
}

export function addJob(database: DatabaseSync, {kind, sources, target, targetName, overwrite, checksum = false}: JobRequest, now: number): number {
	const {lastInsertRowid} = database.prepare('INSERT INTO jobs (kind, sources, target, target_name, overwrite, checksum, created) VALUES (?, ?, ?, ?, ?, ?, ?)')
		.run(kind, JSON.stringify(sources), JSON.stringify(target), targetName ?? null, overwrite, checksum ? 1 : 0, now);
	return Number(lastInsertRowid);
}

function cancelJobs(database: DatabaseSync, where: string, values: readonly number[]): void {
	const jobs = database.prepare(`UPDATE jobs SET state = 'cancelled' WHERE ${where} AND state <> 'over' RETURNING id`).all(...values);
	for (const {id} of jobs) {
		database.prepare('UPDATE items SET phase = \'cancelled\' WHERE job = ? AND phase NOT IN (\'done\', \'skipped\', \'failed\', \'cancelled\')').run(id!);
	}
}

function applyTo(database: DatabaseSync, item: Item, event: ItemEvent): void {
	const changed = next(item, event);
	if (changed === item) {
		return;
	}

	saveState(database, changed);
	if (event.event === 'retried' || event.event === 'answered') {
		// A job that was over has something to do again: moves remove their sources at its end.
		database.prepare('UPDATE jobs SET state = \'counted\' WHERE id = ? AND state IN (\'over\', \'cancelled\')').run(item.job);
	}
}

export function hasWork(database: DatabaseSync): boolean {
	if (readFact(database, 'paused') !== undefined) {
		return false;
	}

	return database.prepare(`
		SELECT 1 FROM jobs WHERE state = 'counting'
		UNION ALL SELECT 1 FROM totals WHERE count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled', 'asks', 'paused')
		LIMIT 1
	`).get() !== undefined;
}
