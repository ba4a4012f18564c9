import type {DatabaseSync} from 'node:sqlite';
import {runningPhases, type Item} from '../item.ts';
import {prepared} from './database.ts';
import type {Facts, OverBytes} from './queue-facts.ts';

/*
A session of work: what a person has queued since the queue had nothing to do. The totals are those of the session, or a new
copy would begin at 91 % because of what was copied in the morning.
*/

const atWork = `(${['waiting', ...runningPhases].map(phase => `'${phase}'`).join(', ')})`;

/** Begins a session with a new job, unless something is under way. What waits for an answer, or is paused, belongs to it as well. */
export function beginSession(database: DatabaseSync, facts: Facts, job: number): void {
	if (isAtWork(database, job)) {
		return;
	}

	const rows = prepared(database, 'SELECT DISTINCT job FROM totals WHERE count > 0 AND phase IN (\'asks\', \'paused\')').all();
	facts.write('session', {first: job, before: Object.fromEntries(rows.map(row => [Number(row.job), overOf(database, 'job = ?', Number(row.job))]))});
}

function isAtWork(database: DatabaseSync, exceptJob = 0): boolean {
	return prepared(database, `
		SELECT 1 FROM jobs WHERE state = 'counting' AND id <> ?
		UNION ALL SELECT 1 FROM totals WHERE count > 0 AND phase IN ${atWork} LIMIT 1
	`).get(exceptJob) !== undefined;
}

/** Takes something out of the list. While the session lasts, what of it was finished stays in its totals: else they would fall back in the middle. */
export function clearInSession(database: DatabaseSync, facts: Facts, clear: () => void): void {
	const {finished} = bytesOfSession(database, facts);
	clear();
	const session = facts.read('session') ?? {first: 0, before: {}};
	const before = Object.fromEntries(Object.entries(session.before).map(([job, old]) => {
		const over = overOf(database, 'job = ?', Number(job));
		return [job, {finished: Math.min(old.finished, over.finished), failed: Math.min(old.failed, over.failed)}];
	}));
	facts.write('session', {...session, before, cleared: 0});
	if (isAtWork(database)) {
		facts.write('session', {...session, before, cleared: finished - bytesOfSession(database, facts).finished});
	}
}

/** An item goes on, maybe of an earlier job: from now on it belongs to the session. */
export function joinSession(database: DatabaseSync, facts: Facts, {job, state, size}: Pick<Item, 'job' | 'state' | 'size'>): void {
	const session = facts.read('session');
	if (!session || job >= session.first) {
		return;
	}

	const {finished, failed} = session.before[job] ?? overOf(database, 'job = ?', job);
	const over = {finished, failed: state.phase === 'failed' ? Math.max(0, failed - size) : failed};
	facts.write('session', {...session, before: {...session.before, [job]: over}});
}

/** Bytes of the session that are over. */
export function bytesOfSession(database: DatabaseSync, facts: Pick<Facts, 'read'>): OverBytes {
	const {first, before, cleared = 0} = facts.read('session') ?? {first: 0, before: {}};
	const all = Object.entries(before).map(([job, old]) => {
		const over = overOf(database, 'job = ?', Number(job));
		return {finished: Math.max(0, over.finished - old.finished), failed: Math.max(0, over.failed - old.failed)};
	});
	return [...all, overOf(database, 'job >= ?', first), {finished: cleared, failed: 0}].reduce((sum, each) => ({finished: sum.finished + each.finished, failed: sum.failed + each.failed}));
}

function overOf(database: DatabaseSync, where: 'job = ?' | 'job >= ?', job: number): OverBytes {
	const row = prepared(database, `
		SELECT coalesce(sum(bytes * (phase <> 'failed')), 0) AS finished, coalesce(sum(bytes * (phase = 'failed')), 0) AS failed
		FROM totals WHERE ${where} AND phase IN ('done', 'skipped', 'failed')
	`).get(job)!;
	return {finished: Number(row.finished), failed: Number(row.failed)};
}
