import type {DatabaseSync} from 'node:sqlite';
import type {Location} from '../../files/location.ts';
import type {Overwrite} from '../item.ts';
import type {Basis, Job, JobRequest} from '../job.ts';
import {prepared} from './database.ts';
import type {Facts} from './queue-facts.ts';
import {parse} from './item-rows.ts';
import {beginSession} from './session.ts';

export type Jobs = {
	readonly add: (request: JobRequest, now: number) => number;
	readonly read: (id: number) => Job | undefined;
	readonly stateOf: (id: number) => Job['state'] | undefined;
	readonly cancel: (id: number) => void;
	readonly cancelAll: () => void;
	/** One that is not over goes on by other rules, and all its sources are counted again; false where it is over. */
	readonly countAnew: (id: number, rules: Pick<Job, 'overwrite' | 'checksum'>) => boolean;
	/** A command has said what came of it. */
	readonly tell: (id: number) => void;
	/** Those of the same kind with the same sources, newest first. */
	readonly findAlike: (request: Pick<Job, 'kind' | 'sources'>) => ReadonlyArray<{readonly id: number; readonly isTold: boolean}>;
	/** The one whose selection is to become items next; none of those that wait. */
	readonly nextToCount: (except?: readonly number[]) => Job | undefined;
	/** Those that go from or to one of these accounts, and have something left to do by themselves. */
	readonly listConcerning: (accounts: readonly string[]) => readonly number[];
	/** So many of its sources have become items. */
	readonly setExpanded: (id: number, sources: number) => void;
	/** All of it has become items; one that was cancelled meanwhile stays that, and one that is to be counted anew is counted. */
	readonly endCounting: (id: number) => void;
	/** Whether nothing of it is left to do, or to be asked. */
	readonly isOver: (id: number) => boolean;
	/** Those that are counted, and of which nothing is left to do or to be asked. */
	readonly listFinished: () => readonly number[];
	readonly end: (id: number) => void;
	/** Those of which something waits, runs, asks or has failed. */
	readonly listUnfinished: () => readonly number[];
	/** Of these the ones that are saves, newest first. */
	readonly listUnfinishedSaves: () => readonly number[];
	/** Whether something is left to do by itself: counting, waiting or running. A queue that is paused still counts, so that it can show what it holds; one that was stopped at once does not. */
	readonly hasWork: () => boolean;
};

const isLeftToDo = 'phase NOT IN (\'done\', \'skipped\', \'failed\', \'cancelled\', \'asks\', \'paused\')'; // by itself

const isUnfinished = `(state = 'counting' OR EXISTS (
	SELECT 1 FROM totals WHERE job = jobs.id AND count > 0 AND phase NOT IN ('done', 'skipped', 'cancelled')
))`;

const countAgain = -1; // in expanded_sources: an engine that is just counting does not undo it

export function createJobs(database: DatabaseSync, facts: Facts): Jobs {
	const read = (id: number) => readJob(database, id);
	return {
		add(request, now) {
			const id = addJob(database, request, now);
			beginSession(database, facts, id);
			return id;
		},
		read,
		stateOf: id => prepared(database, 'SELECT state FROM jobs WHERE id = ?').get(id)?.state as Job['state'] | undefined,
		cancel(id) {
			cancelJobs(database, 'id = ?', [id]);
		},
		cancelAll() {
			cancelJobs(database, 'state <> \'over\'', []);
		},
		countAnew: (id, {overwrite, checksum}) => database.prepare(`
			UPDATE jobs SET overwrite = ?, checksum = ?, state = 'counting', expanded_sources = ${countAgain} WHERE id = ? AND state IN ('counting', 'counted')
		`).run(overwrite, checksum ? 1 : 0, id).changes > 0,
		tell(id) {
			database.prepare('UPDATE jobs SET told = 1 WHERE id = ?').run(id);
		},
		findAlike: ({kind, sources}) => database.prepare('SELECT id, told FROM jobs WHERE kind = ? AND sources = ? ORDER BY id DESC').all(kind, JSON.stringify(sources))
			.map(({id, told}) => ({id: Number(id), isTold: told !== 0})),
		listConcerning: accounts => accounts.length === 0 ? [] : listConcerning(database, accounts),
		nextToCount(except = []) {
			const id = prepared(database, 'SELECT id FROM jobs WHERE state = \'counting\' AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1').get(JSON.stringify(except))?.id;
			if (id === undefined) {
				return undefined;
			}

			prepared(database, 'UPDATE jobs SET expanded_sources = 0 WHERE id = ? AND expanded_sources < 0').run(id);
			return read(Number(id));
		},
		setExpanded(id, sources) {
			database.prepare('UPDATE jobs SET expanded_sources = ? WHERE id = ? AND expanded_sources >= 0').run(sources, id);
		},
		endCounting(id) {
			database.prepare('UPDATE jobs SET state = \'counted\' WHERE id = ? AND state = \'counting\' AND expanded_sources >= 0').run(id);
		},
		isOver: id => isOver(database, id),
		listFinished: () => idsOf(database.prepare(`
			SELECT id FROM jobs WHERE state = 'counted' AND NOT EXISTS (
				SELECT 1 FROM totals WHERE job = jobs.id AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
			)
		`).all()),
		end(id) {
			database.prepare('UPDATE jobs SET state = \'over\' WHERE id = ? AND state = \'counted\'').run(id);
		},
		listUnfinished: () => idsOf(prepared(database, `SELECT id FROM jobs WHERE ${isUnfinished}`).all()),
		listUnfinishedSaves: () => idsOf(prepared(database, `SELECT id FROM jobs WHERE basis IS NOT NULL AND ${isUnfinished} ORDER BY id DESC`).all()),
		hasWork: () => hasWork(database, facts.read('paused')),
	};
}

function idsOf(rows: ReadonlyArray<Record<string, unknown>>): readonly number[] {
	return rows.map(({id}) => Number(id));
}

function addJob(database: DatabaseSync, {kind, sources, target, targetName, overwrite, checksum = false, basis}: JobRequest, now: number): number {
	const {lastInsertRowid} = database.prepare('INSERT INTO jobs (kind, sources, target, target_name, overwrite, checksum, basis, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
		.run(kind, JSON.stringify(sources), JSON.stringify(target), targetName ?? null, overwrite, checksum ? 1 : 0, basis ? JSON.stringify(basis) : null, now);
	return Number(lastInsertRowid);
}

/** A row of the database as a job. Only this program writes the file, so its shape is trusted. */
function readJob(database: DatabaseSync, id: number): Job | undefined {
	const row = prepared(database, 'SELECT * FROM jobs WHERE id = ?').get(id);
	if (!row) {
		return undefined;
	}

	const targetName = row.target_name;
	const basis = parse(row.basis) as Basis | undefined;
	return {
		id,
		kind: row.kind as Job['kind'],
		sources: parse(row.sources) as readonly Location[],
		target: parse(row.target) as Location,
		overwrite: row.overwrite as Overwrite,
		checksum: row.checksum === 1,
		state: row.state as Job['state'],
		expandedSources: Number(row.expanded_sources),
		...(typeof targetName === 'string' && {targetName}),
		...(basis && {basis}),
	};
}

function cancelJobs(database: DatabaseSync, where: string, values: readonly number[]): void {
	const jobs = database.prepare(`UPDATE jobs SET state = 'cancelled' WHERE ${where} AND state <> 'over' RETURNING id`).all(...values);
	for (const {id} of jobs) {
		database.prepare('UPDATE items SET phase = \'cancelled\' WHERE job = ? AND phase NOT IN (\'done\', \'skipped\', \'failed\', \'cancelled\')').run(id!);
	}
}

function listConcerning(database: DatabaseSync, accounts: readonly string[]): readonly number[] {
	return idsOf(prepared(database, `
		SELECT id FROM jobs WHERE (state = 'counting' OR EXISTS (SELECT 1 FROM totals WHERE job = jobs.id AND count > 0 AND ${isLeftToDo}))
		AND EXISTS (
			SELECT 1 FROM (SELECT target AS place UNION ALL SELECT value FROM json_each(sources))
			WHERE json_extract(place, '$.account') IN (SELECT value FROM json_each(?))
		)
	`).all(JSON.stringify(accounts)));
}

function isOver(database: DatabaseSync, job: number): boolean {
	return database.prepare(`
		SELECT 1 FROM jobs WHERE id = ? AND state = 'counting'
		UNION ALL SELECT 1 FROM totals WHERE job = ? AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
		LIMIT 1
	`).get(job, job) === undefined;
}

function hasWork(database: DatabaseSync, paused: 'yes' | 'now' | undefined): boolean {
	if (paused !== undefined) {
		return paused !== 'now' && database.prepare('SELECT 1 FROM jobs WHERE state = \'counting\' LIMIT 1').get() !== undefined;
	}

	return database.prepare(`
		SELECT 1 FROM jobs WHERE state = 'counting'
		UNION ALL SELECT 1 FROM totals WHERE count > 0 AND ${isLeftToDo}
		LIMIT 1
	`).get() !== undefined;
}
