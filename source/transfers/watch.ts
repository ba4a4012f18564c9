import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import type {FailureFacts} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {prepared, readFact} from './store/database.ts';
import {parse} from './item.ts';
import {readJob, type Job} from './job.ts';
import type {Queue} from './queue.ts';
import {readRows, readTotals, rowOf} from './store/shown-rows.ts';
import type {
	QueueEvent,
	QueueRow,
	QueueSnapshot,
	QueueTotals,
} from './snapshot.ts';
import {secondsLeft} from './speed.ts';

/** A reader of the queue that gives the same object until something has changed, whoever changed it. */
export type Watch = {
	readonly snapshot: () => QueueSnapshot;
	readonly eventsSince: (id: number) => readonly QueueEvent[];
	readonly lastEvent: () => number;
	/** Looked at often: a few rows, however many items there are. */
	readonly jobProgress: (job: number) => JobProgress;
	readonly jobResult: (job: number) => JobResult;
	readonly job: (id: number) => Job | undefined;
};

export type JobProgress = {
	readonly isOver: boolean;
	readonly isCancelled: boolean;
	readonly isPaused: boolean; // with the whole queue
	readonly totals: QueueTotals;
	readonly speed: number; // bytes a second over the line, of the whole queue
	readonly secondsLeft?: number;
	/** Set while the account has to sign in again, or the queue cannot be written. */
	readonly blocked?: FailureFacts;
	/** Set where the job does not fit the account. */
	readonly short?: FailureFacts;
};

export type JobResult = JobProgress & {
	readonly failures: readonly QueueRow[];
	readonly sent: number; // bytes that crossed the line
	readonly skipped: number;
};

export function watchQueue(queue: Queue, isEngineRunning: () => boolean): Watch {
	const {database, settings} = queue;
	const heldUp = lookNowAndThen(queue);
	let kept: QueueSnapshot | undefined;
	let stamp = '';
	let version = 0;

	return {
		snapshot() {
			const {bandwidth} = settings();
			const held = heldUp();
			const now = `${Number(prepared(database, 'PRAGMA data_version').get()?.data_version)} ${queue.writes()} ${bandwidth} ${held?.sentence}`;
			if (!kept || now !== stamp) {
				stamp = now;
				version += 1;
				kept = {...readSnapshot(database, version, isEngineRunning()), ...(bandwidth > 0 && {bandwidth}), ...(held && {blocked: held})};
			}

			return kept;
		},
		eventsSince: id => prepared(database, 'SELECT * FROM events WHERE id > ? ORDER BY id LIMIT 2000').all(id).map(row => eventOfRow(row)),
		lastEvent: () => Number(prepared(database, 'SELECT coalesce(max(id), 0) AS last FROM events').get()?.last),
		jobProgress(job) {
			const held = heldUp();
			return {...readJobProgress(database, job), ...(held && {blocked: held})};
		},
		jobResult: job => readJobResult(database, job),
		job: id => readJob(database, id),
	};
}

const heldLook = 1000; // ms

/** Whether the engine is held up, without opening its sign for each look at the queue. */
function lookNowAndThen({heldUp, clock}: Pick<Queue, 'heldUp' | 'clock'>): Queue['heldUp'] {
	let looked = -Infinity;
	let held: FailureFacts | undefined;
	return () => {
		if (Math.abs(clock.now() - looked) >= heldLook) { // the clock may be set back
			looked = clock.now();
			held = heldUp();
		}

		return held;
	};
}

function readSnapshot(database: DatabaseSync, version: number, isEngineRunning: boolean): QueueSnapshot {
	const totals = readTotals(database);
	const speed = Number(readFact(database, 'speed') ?? 0);
	const left = secondsLeft(totals.bytes - totals.bytesDone, Number(readFact(database, 'steady_speed') ?? speed));
	const blocked = readBlocked(database);
	const short = readShort(database);
	return {
		version,
		totals,
		speed,
		...(left !== undefined && {secondsLeft: left}),
		isPaused: readFact(database, 'paused') !== undefined,
		isEngineRunning,
		...(blocked && {blocked}),
		...(short && {short}),
		rows: readRows(database),
	};
}

function readBlocked(database: DatabaseSync): FailureFacts | undefined {
	return parse(readFact(database, 'blocked')) as FailureFacts | undefined;
}

function readShort(database: DatabaseSync): (FailureFacts & {readonly job: number}) | undefined {
	return parse(readFact(database, 'short')) as (FailureFacts & {readonly job: number}) | undefined;
}

function eventOfRow(row: Record<string, SQLOutputValue>): QueueEvent {
	const id = Number(row.id);
	const folder = parse(row.folder) as Location;
	return row.kind === 'placed'
		? {
			id, kind: 'placed', folder, entry: parse(row.subject) as never,
		}
		: {
			id, kind: 'removed', folder, segment: parse(row.subject) as string,
		};
}

function readJobProgress(database: DatabaseSync, job: number): JobProgress {
	const totals = readTotals(database, job);
	const state = prepared(database, 'SELECT state FROM jobs WHERE id = ?').get(job)?.state;
	const speed = Number(readFact(database, 'speed') ?? 0);
	const left = secondsLeft(totals.bytes - totals.bytesDone, Number(readFact(database, 'steady_speed') ?? speed));
	const blocked = readBlocked(database);
	const short = readShort(database);
	return {
		isOver: state === undefined || state === 'over' || state === 'cancelled',
		isCancelled: state === 'cancelled',
		isPaused: readFact(database, 'paused') !== undefined,
		totals,
		speed,
		...(left !== undefined && {secondsLeft: left}),
		...(blocked && {blocked}),
		...(short?.job === job && {short}),
	};
}

function readJobResult(database: DatabaseSync, job: number): JobResult {
	const sums = prepared(database, 'SELECT coalesce(sum(sent), 0) AS sent, sum(phase = \'skipped\') AS skipped FROM items WHERE job = ?').get(job);
	const failures = prepared(database, 'SELECT * FROM items WHERE job = ? AND (phase = \'failed\' OR (phase IN (\'skipped\', \'done\') AND failure IS NOT NULL)) ORDER BY id LIMIT 1000').all(job);
	return {
		...readJobProgress(database, job),
		failures: failures.map(row => rowOf(row)),
		sent: Number(sums?.sent ?? 0),
		skipped: Number(sums?.skipped ?? 0),
	};
}
