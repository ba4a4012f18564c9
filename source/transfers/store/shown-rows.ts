import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import {runningPhases, type SkipReason} from '../item.ts';
import type {SkipCount} from '../skip-text.ts';
import {
	rowsOfEachKind,
	type ItemPhase,
	type QueueRow,
	type QueueTotals,
} from '../snapshot.ts';
import {prepared} from './database.ts';
import {itemOfRow} from './item-rows.ts';
import type {Facts} from './queue-facts.ts';
import {bytesOfSession} from './session.ts';

/** The queue as screens and commands show it. */
export type ShownQueue = {
	/** Of the whole queue, or of one job: a few rows are read, however many items there are. */
	readonly totals: (job?: number) => QueueTotals;
	/** The most telling first; at most 100 of each kind. */
	readonly rows: () => readonly QueueRow[];
	/** Those in these phases, in the order of `rows`, from a position on: all can be reached, and few are read. */
	readonly rowsOf: (phases: readonly ItemPhase[], place: {readonly from: number; readonly count: number}) => readonly QueueRow[];
	/** Where an item stands among `rowsOf` these phases; undefined where it is in none of them. */
	readonly placeOf: (phases: readonly ItemPhase[], id: number) => number | undefined;
	/** One item, whatever its phase; undefined once it was cleared from the list. */
	readonly row: (id: number) => QueueRow | undefined;
	/** All in the order of `rows`, or all of one job with what was cancelled, one after the other. */
	readonly eachRow: (job?: number) => Iterable<QueueRow>;
	/** All that has failed of a job; what was skipped, or is done with something that a person should know: at most 1,000. */
	readonly failuresOf: (job: number) => readonly QueueRow[];
	/** Bytes that were transferred, and how many items were skipped. */
	readonly sumsOf: (job: number) => {readonly sent: number; readonly skipped: number};
	/** Why items were skipped, of the whole queue or of one job. */
	readonly skips: (job?: number) => readonly SkipCount[];
};

export function createShownQueue(database: DatabaseSync, facts: Pick<Facts, 'read'>): ShownQueue {
	return {
		totals: job => readTotals(database, facts, job),
		rows: () => readRows(database),
		rowsOf: (phases, place) => readRowsOf(database, phases, place),
		placeOf: (phases, id) => readPlaceOf(database, phases, id),
		row(id) {
			const row = prepared(database, 'SELECT items.*, progressed, speed, moved FROM items LEFT JOIN progress ON item = id WHERE id = ?').get(id);
			return row && rowOf(row);
		},
		eachRow: job => eachRow(database, job),
		failuresOf: job => [
			...prepared(database, 'SELECT * FROM items WHERE job = ? AND phase = \'failed\' ORDER BY id').all(job),
			...prepared(database, 'SELECT * FROM items WHERE job = ? AND phase IN (\'skipped\', \'done\') AND failure IS NOT NULL ORDER BY id LIMIT 1000').all(job),
		].map(row => rowOf(row)),
		sumsOf(job) {
			const sums = prepared(database, 'SELECT coalesce(sum(sent), 0) AS sent, sum(phase = \'skipped\') AS skipped FROM items WHERE job = ?').get(job);
			return {sent: Number(sums?.sent ?? 0), skipped: Number(sums?.skipped ?? 0)};
		},
		skips(job) {
			const [where, values] = job === undefined ? ['', []] : ['AND job = ?', [job]];
			return prepared(database, `SELECT json_extract(failure, '$.reason') AS reason, count(*) AS count FROM items WHERE phase = 'skipped' ${where} GROUP BY 1 ORDER BY 2 DESC, 1`).all(...values)
				.map(({reason, count}) => ({reason: (reason ?? undefined) as SkipReason | undefined, count: Number(count)}));
		},
	};
}

function readTotals(database: DatabaseSync, facts: Pick<Facts, 'read'>, job?: number): QueueTotals {
	const [where, values] = job === undefined ? ['', []] : ['WHERE job = ?', [job]];
	const sums = new Map(prepared(database, `SELECT phase, sum(count) AS count, sum(bytes) AS bytes FROM totals ${where} GROUP BY phase`).all(...values)
		.map(row => [String(row.phase), {count: Number(row.count), bytes: Number(row.bytes)}]));
	const sum = (phases: readonly ItemPhase[], field: 'count' | 'bytes') => phases.reduce((total, phase) => total + (sums.get(phase)?.[field] ?? 0), 0);
	const finished = sum(['done', 'skipped'], 'bytes');
	const over = job === undefined ? bytesOfSession(database, facts) : {finished, failed: sum(['failed'], 'bytes')};
	// What has arrived of unfinished items; bytes that were only hashed have not arrived anywhere.
	const arrived = prepared(database, `
		SELECT coalesce(sum(min(at_target, size)), 0) AS bytes, coalesce(sum(min(at_target, size) * (phase = 'paused')), 0) AS paused
		FROM progress CROSS JOIN items ON items.id = item -- in this order: a few rows, not all items
		WHERE phase NOT IN ('done', 'skipped', 'failed', 'cancelled', 'asks') ${job === undefined ? '' : 'AND job = ?'}
	`).get(...values)!;
	const counting = prepared(database, `SELECT 1 FROM jobs WHERE state = 'counting' ${job === undefined ? '' : 'AND id = ?'} LIMIT 1`).get(...values);
	return {
		running: sum(runningPhases, 'count'),
		waiting: sum(['waiting', 'paused'], 'count'),
		paused: sum(['paused'], 'count'),
		asks: sum(['asks'], 'count'),
		failed: sum(['failed'], 'count'),
		done: sum(['done', 'skipped'], 'count'),
		skipped: sum(['skipped'], 'count'),
		cancelled: sum(['cancelled'], 'count'),
		bytes: sum([...runningPhases, 'waiting', 'paused', 'asks'], 'bytes') + over.finished + over.failed,
		bytesDone: over.finished + Number(arrived.bytes),
		bytesLeft: sum([...runningPhases, 'waiting'], 'bytes') - (Number(arrived.bytes) - Number(arrived.paused)),
		isCounting: counting !== undefined,
	};
}

/** Most telling first. Each phase gets its order from an index: of 100,000 rows no more are read than are shown. */
const kinds: ReadonlyArray<{readonly phases: readonly ItemPhase[]; readonly order: string}> = [
	{phases: runningPhases, order: 'id'},
	{phases: ['asks'], order: 'id'},
	{phases: ['failed'], order: 'id DESC'},
	{phases: ['waiting', 'paused'], order: 'coalesce(place, id)'},
	{phases: ['done', 'skipped'], order: 'id DESC'},
];
const cancelled: (typeof kinds)[number] = {phases: ['cancelled'], order: 'id'};

function readRows(database: DatabaseSync): readonly QueueRow[] {
	return kinds.flatMap(({phases, order}) => {
		const inOrder = `ORDER BY ${order} LIMIT ${rowsOfEachKind}`;
		const ofEach = phases.map(phase => `SELECT * FROM (SELECT items.*, progressed, speed, moved FROM items LEFT JOIN progress ON item = id WHERE phase = '${phase}' ${inOrder})`);
		return prepared(database, `SELECT * FROM (${ofEach.join(' UNION ALL ')}) ${inOrder}`).all().map(row => rowOf(row));
	});
}

function readRowsOf(database: DatabaseSync, phases: readonly ItemPhase[], {from, count}: {readonly from: number; readonly count: number}): readonly QueueRow[] {
	const {turn, direction} = orderOf(phases);
	const ids = phases.map(phase => `SELECT id, ${turn} AS turn FROM items WHERE phase = '${phase}'`).join(' UNION ALL '); // of each phase in its index, merged
	return prepared(database, `
		SELECT items.*, progressed, speed, moved FROM (${ids} ORDER BY turn${direction} LIMIT ? OFFSET ?) AS picked
		JOIN items ON items.id = picked.id LEFT JOIN progress ON item = items.id ORDER BY turn${direction}
	`).all(count, from).map(row => rowOf(row));
}

function readPlaceOf(database: DatabaseSync, phases: readonly ItemPhase[], id: number): number | undefined {
	const {turn, direction} = orderOf(phases);
	const own = prepared(database, `SELECT phase, ${turn} AS turn FROM items WHERE id = ?`).get(id);
	if (phases.every(phase => phase !== own?.phase)) {
		return undefined;
	}

	const before = phases.map(phase => `SELECT count(*) AS count FROM items WHERE phase = '${phase}' AND ${turn} ${direction === '' ? '<' : '>'} ?1`).join(' UNION ALL '); // in the index, without the rows
	return Number(prepared(database, `SELECT sum(count) AS count FROM (${before})`).get(own!.turn!)!.count);
}

function orderOf(phases: readonly ItemPhase[]): {readonly turn: string; readonly direction: string} {
	const {order} = kinds.find(each => each.phases.includes(phases[0]!))!;
	const turn = order.replace(/ DESC$/v, '');
	return {turn, direction: order.slice(turn.length)};
}

function * eachRow(database: DatabaseSync, job: number | undefined): Generator<QueueRow> {
	const [where, values] = job === undefined ? ['', []] : ['AND job = ?', [job]];
	for (const {phases, order} of job === undefined ? kinds : [...kinds, cancelled]) {
		const rows = database.prepare(`SELECT items.*, progressed, speed, moved FROM items LEFT JOIN progress ON item = id WHERE phase IN ('${phases.join('\', \'')}') ${where} ORDER BY ${order}`);
		for (const row of rows.iterate(...values)) {
			yield rowOf(row);
		}
	}
}

function rowOf(row: Record<string, SQLOutputValue>): QueueRow {
	const {id, job, kind, name, source, target, direction, size, state} = itemOfRow(row);
	return {
		id,
		jobId: job,
		name,
		source,
		target,
		direction,
		...(kind === 'folder' && {isFolder: true as const}),
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
