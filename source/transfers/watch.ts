import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import type {FailureFacts} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {tryLock} from '../settings/process-lock.ts';
import {prepared, readFact} from './database.ts';
import {itemOfRow, parse, runningPhases} from './item.ts';
import {readJob, type Job} from './job.ts';
import type {Queue} from './queue.ts';
import type {
	ItemPhase,
	QueueEvent,
	QueueRow,
	QueueSnapshot,
	QueueTotals,
} from './snapshot.ts';
import {secondsLeft} from './speed.ts';

const rowLimit = 100; // of each kind

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
	/** Set while the account has to sign in again. */
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
	let kept: QueueSnapshot | undefined;
	let stamp = '';
	let version = 0;

	return {
		snapshot() {
			const {bandwidth} = settings();
			const now = `${Number(prepared(database, 'PRAGMA data_version').get()?.data_version)} ${queue.writes()} ${bandwidth}`;
			if (!kept || now !== stamp) {
				stamp = now;
				version += 1;
				kept = {...readSnapshot(database, version, isEngineRunning()), ...(bandwidth > 0 && {bandwidth})};
			}

			return kept;
		},
		eventsSince: id => prepared(database, 'SELECT * FROM events WHERE id > ? ORDER BY id LIMIT 2000').all(id).map(row => eventOfRow(row)),
		lastEvent: () => Number(prepared(database, 'SELECT coalesce(max(id), 0) AS last FROM events').get()?.last),
		jobProgress: job => readJobProgress(database, job),
		jobResult: job => readJobResult(database, job),
		job: id => readJob(database, id),
	};
}

/** Whether an engine holds the lock of this configuration. */
export function isEngineAt(lockFile: string): boolean {
	const lock = tryLock(lockFile);
	lock?.release();
	return lock === undefined;
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

function readTotals(database: DatabaseSync, job?: number): QueueTotals {
	const [where, values] = job === undefined ? ['', []] : ['WHERE job = ?', [job]];
	const sums = new Map(prepared(database, `SELECT phase, sum(count) AS count, sum(bytes) AS bytes FROM totals ${where} GROUP BY phase`).all(...values)
		.map(row => [String(row.phase), {count: Number(row.count), bytes: Number(row.bytes)}]));
	const sum = (phases: readonly ItemPhase[], field: 'count' | 'bytes') => phases.reduce((total, phase) => total + (sums.get(phase)?.[field] ?? 0), 0);
	// Not what was hashed: those bytes have not arrived anywhere.
	const underWay = Number(prepared(database, `
		SELECT coalesce(sum(progressed), 0) AS bytes FROM progress JOIN items ON items.id = item
		WHERE phase IN ('sending', 'receiving', 'copying', 'verifying') ${job === undefined ? '' : 'AND job = ?'}
	`).get(...values)?.bytes);
	const counting = prepared(database, `SELECT 1 FROM jobs WHERE state = 'counting' ${job === undefined ? '' : 'AND id = ?'} LIMIT 1`).get(...values);
	return {
		running: sum(runningPhases, 'count'),
		waiting: sum(['waiting', 'paused'], 'count'),
		asks: sum(['asks'], 'count'),
		failed: sum(['failed'], 'count'),
		done: sum(['done', 'skipped'], 'count'),
		skipped: sum(['skipped'], 'count'),
		bytes: sum([...runningPhases, 'waiting', 'paused', 'done', 'skipped'], 'bytes'),
		bytesDone: sum(['done', 'skipped'], 'bytes') + underWay,
		isCounting: counting !== undefined,
	};
}

/** Most telling first. Each phase has its order from an index, so that of 100,000 rows no more are read than are shown. */
const kinds: ReadonlyArray<{readonly phases: readonly ItemPhase[]; readonly order: string}> = [
	{phases: runningPhases, order: 'id'},
	{phases: ['asks'], order: 'id'},
	{phases: ['failed'], order: 'id DESC'},
	{phases: ['waiting', 'paused'], order: 'coalesce(place, id)'},
	{phases: ['done', 'skipped'], order: 'id DESC'},
];

function readRows(database: DatabaseSync): readonly QueueRow[] {
	return kinds.flatMap(({phases, order}) => {
		const inOrder = `ORDER BY ${order} LIMIT ${rowLimit}`;
		const ofEach = phases.map(phase => `SELECT * FROM (SELECT items.*, progressed, speed, moved FROM items LEFT JOIN progress ON item = id WHERE phase = '${phase}' ${inOrder})`);
		return prepared(database, `SELECT * FROM (${ofEach.join(' UNION ALL ')}) ${inOrder}`).all().map(row => rowOf(row));
	});
}

function rowOf(row: Record<string, SQLOutputValue>): QueueRow {
	const {id, job, name, source, target, direction, size, state} = itemOfRow(row);
	return {
		id,
		jobId: job,
		name,
		source,
		target,
		direction,
		phase: state.phase,
		size,
		progressed: state.phase === 'done' ? size : Number(row.progressed ?? 0),
		speed: Number(row.speed ?? 0),
		sent: state.phase === 'done' ? state.sent : 0,
		...(Number(row.moved ?? 0) > 0 && {movedAt: Number(row.moved)}),
		...('failure' in state && {failure: state.failure}),
		...('retryAt' in state && {retryAt: state.retryAt}),
		...('conflict' in state && {conflict: state.conflict}),
	};
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
	const failures = prepared(database, 'SELECT * FROM items WHERE job = ? AND (phase = \'failed\' OR (phase = \'skipped\' AND failure IS NOT NULL)) ORDER BY id LIMIT 1000').all(job);
	return {
		...readJobProgress(database, job),
		failures: failures.map(row => rowOf(row)),
		sent: Number(sums?.sent ?? 0),
		skipped: Number(sums?.skipped ?? 0),
	};
}
