import type {DatabaseSync} from 'node:sqlite';
import {prepared, writeFact} from '../../store/database.ts';
import {itemOfRow, runningPhases, type Item} from '../../item.ts';
import {readJob, type Job} from '../../job.ts';
import {longestPause} from './try-item.ts';

/** What an engine that died has left: its items wait again. */
export function takeOver(database: DatabaseSync): void {
	database.exec(`UPDATE items SET phase = 'waiting' WHERE phase IN ('${runningPhases.join('\', \'')}'); DELETE FROM progress`);
	writeFact(database, 'blocked', undefined);
}

/** The job whose selection is to become items next. */
export function nextToCount(database: DatabaseSync): Job | undefined {
	const id = prepared(database, 'SELECT id FROM jobs WHERE state = \'counting\' ORDER BY id LIMIT 1').get()?.id;
	return id === undefined ? undefined : readJob(database, Number(id));
}

const claimedAtOnce = 50;

/** The next items in their turn; those that wait for another try only when it is time. */
export function claim(database: DatabaseSync, {running, now}: {readonly running: ReadonlyMap<number, unknown>; readonly now: number}): Item[] {
	// Counted or put off just when its job was cancelled: taken again and again, it kept the engine from everything else.
	database.exec('UPDATE items SET phase = \'cancelled\' WHERE phase = \'waiting\' AND job IN (SELECT id FROM jobs WHERE state = \'cancelled\')');
	const isDue = 'phase = \'waiting\' AND (retry_at <= ? OR retry_at > ?) AND (kind <> \'source\' OR job NOT IN (SELECT id FROM jobs WHERE state = \'counting\'))';
	const rows = prepared(database, `SELECT * FROM items WHERE ${isDue} ORDER BY coalesce(place, id) LIMIT ?`).all(now, now + longestPause, claimedAtOnce + running.size);
	return rows.map(row => itemOfRow(row)).filter(item => !running.has(item.id));
}

/** Somebody may have cancelled it since it was claimed. */
export function isWaiting(database: DatabaseSync, {id}: Item): boolean {
	return prepared(database, 'SELECT 1 FROM items WHERE id = ? AND phase = \'waiting\'').get(id) !== undefined;
}
