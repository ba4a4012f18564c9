import type {DatabaseSync} from 'node:sqlite';
import {isAlive} from '../../files/leftovers.ts';
import type {Location} from '../../files/location.ts';
import type {Step} from '../item.ts';
import type {JobRequest} from '../job.ts';
import {readFact} from './database.ts';

export function addJob(database: DatabaseSync, {kind, sources, target, targetName, overwrite, checksum = false, basis}: JobRequest, now: number): number {
	const {lastInsertRowid} = database.prepare('INSERT INTO jobs (kind, sources, target, target_name, overwrite, checksum, basis, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
		.run(kind, JSON.stringify(sources), JSON.stringify(target), targetName ?? null, overwrite, checksum ? 1 : 0, basis ? JSON.stringify(basis) : null, now);
	return Number(lastInsertRowid);
}

export function cancelJobs(database: DatabaseSync, where: string, values: readonly number[]): void {
	const jobs = database.prepare(`UPDATE jobs SET state = 'cancelled' WHERE ${where} AND state <> 'over' RETURNING id`).all(...values);
	for (const {id} of jobs) {
		database.prepare('UPDATE items SET phase = \'cancelled\' WHERE job = ? AND phase NOT IN (\'done\', \'skipped\', \'failed\', \'cancelled\')').run(id!);
	}
}

/** Whether nothing of a job is left to do, or to be asked. */
export function isOver(database: DatabaseSync, job: number): boolean {
	return database.prepare(`
		SELECT 1 FROM jobs WHERE id = ? AND state = 'counting'
		UNION ALL SELECT 1 FROM totals WHERE job = ? AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
		LIMIT 1
	`).get(job, job) === undefined;
}

/** A note that is no item's: it has a number below all of those. */
export function noteLeftover(database: DatabaseSync, target: Location, step: Step): () => void {
	const {item} = database.prepare('INSERT INTO leftovers (item, target, step) VALUES ((SELECT coalesce(min(min(item), 0), 0) - 1 FROM leftovers), ?, ?) RETURNING item').get(JSON.stringify(target), JSON.stringify(step))!;
	return () => {
		database.prepare('DELETE FROM leftovers WHERE item = ?').run(item!);
	};
}

/** Whether something lies about that nobody waits for: the engine clears it away. */
export function hasLeftovers(database: DatabaseSync): boolean {
	return database.prepare('SELECT DISTINCT json_extract(step, \'$.owner\') AS owner FROM leftovers WHERE tries = 0').all().some(({owner}) => owner === null || !isAlive(Number(owner)));
}

/** Whether something is left to do by itself: counting, waiting or running. A queue that is paused still counts, so that it can show what it holds; one that was stopped at once does not. */
export function hasWork(database: DatabaseSync): boolean {
	const paused = readFact(database, 'paused');
	if (paused !== undefined) {
		return paused !== 'now' && database.prepare('SELECT 1 FROM jobs WHERE state = \'counting\' LIMIT 1').get() !== undefined;
	}

	return database.prepare(`
		SELECT 1 FROM jobs WHERE state = 'counting'
		UNION ALL SELECT 1 FROM totals WHERE count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled', 'asks', 'paused')
		LIMIT 1
	`).get() !== undefined;
}
