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
	/** Also for what is under way. `transfers` holds as long as there is work, the others until they are set again; nothing: as the settings say. */
	readonly setLimit: (name: Limited, most: number | undefined) => void;
	/** What of a job has failed. */
	readonly retryJob: (job: number) => void;
	readonly retryAll: () => void;
	readonly clearFinished: () => void;
	/** Whether something is left to do by itself: counting, waiting or running. */
	readonly hasWork: () => boolean;
	readonly close: () => void;
};

/** What can be limited while the engine works: items and hashed files at once, bytes a second. */
export type Limited = 'transfers' | 'hashing' | 'bandwidth';

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
			const alike = forAll ? itemsAlike(database, item) : [];
			wish(() => {
				for (const id of [item, ...alike]) {
					applyTo(database, readItem(database, id), {event: 'answered', decision});
				}
			});
		},
		countAlike: item => itemsAlike(database, item).length,
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
		isOver: job => database.prepare(`
			SELECT 1 FROM jobs WHERE id = ? AND state = 'counting'
			UNION ALL SELECT 1 FROM totals WHERE job = ? AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
			LIMIT 1
		`).get(job, job) === undefined,
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
				database.prepare(`DELETE FROM items WHERE id = ? AND ${isCleared}`).run(item);
			});
		},
		setLimit(name, most) {
			wish(() => {
				writeFact(database, name, most === undefined ? undefined : String(most));
			});
		},
		retryAll() {
			apply('phase = \'failed\'', [], {event: 'retried'});
		},
		clearFinished() {
			wish(() => {
				database.exec(`DELETE FROM items WHERE ${isCleared}`);
			});
		},
		hasWork: () => hasWork(database),
		close() {
			database.close();
		},
	};
}

/** What may leave the list: while its job is still being counted, it would come back. */
const isCleared = 'phase IN (\'done\', \'skipped\', \'cancelled\', \'failed\') AND job IN (SELECT id FROM jobs WHERE state <> \'counting\')';

function readItem(database: DatabaseSync, id: number): Item {
	return itemOfRow(database.prepare('SELECT * FROM items WHERE id = ?').get(id)!);
}

/** Others that ask the same question: files on the same way, whose content differs (or does not) as this one's. */
function itemsAlike(database: DatabaseSync, id: number): readonly number[] {
	const kindOf = ({direction, state}: Item) => {
		const {source, target} = state.phase === 'asks' ? state.conflict : {};
		return `${direction} ${source?.md5 !== undefined && source.md5 === target?.md5}`;
	};

	const items = database.prepare('SELECT * FROM items WHERE phase = \'asks\'').all().map(row => itemOfRow(row));
	const own = items.find(item => item.id === id);
	return items.filter(item => item.id !== id && own && kindOf(item) === kindOf(own)).map(item => item.id);
}

/** Changes turns with the neighbour among those that wait. */
function moveItem(database: DatabaseSync, item: number, step: -1 | 1): boolean {
	const waiting = 'phase IN (\'waiting\', \'paused\')';
	const turn = database.prepare(`SELECT coalesce(place, id) AS turn FROM items WHERE id = ? AND ${waiting}`).get(item)?.turn;
	const [sign, order] = step === -1 ? ['<', 'DESC'] : ['>', 'ASC'];
	const other = turn === undefined ? undefined : database.prepare(`SELECT id, coalesce(place, id) AS turn FROM items WHERE ${waiting} AND coalesce(place, id) ${sign} ? ORDER BY turn ${order} LIMIT 1`).get(turn);
	if (turn === undefined || !other) {
		return false;
	}

	const set = database.prepare('UPDATE items SET place = ? WHERE id = ?');
	set.run(other.turn!, item);
	set.run(turn, other.id!);
	writeFact(database, 'order', String(Number(readFact(database, 'order') ?? 0) + 1)); // the engine has chosen the next ones already
	return true;
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
		// One that was cancelled before all of it was counted goes on counting.
		database.prepare(`
			UPDATE jobs SET state = CASE WHEN expanded_sources < json_array_length(sources) THEN 'counting' ELSE 'counted' END
			WHERE id = ? AND state IN ('over', 'cancelled')
		`).run(item.job);
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
