import type {DatabaseSync} from 'node:sqlite';
import type {FailureFacts} from '../../failure.ts';
import type {Location} from '../../files/location.ts';
import {
	runningPhases,
	type Item,
	type ItemState,
	type ItemSubject,
	type WorkStep,
} from '../item.ts';
import type {ItemPhase} from '../snapshot.ts';
import {prepared} from './database.ts';
import {insertItem, itemOfRow, saveState} from './item-rows.ts';

export type Items = {
	/** Waiting, or already decided. What the job has of this source already is not added twice. */
	readonly insert: (subject: ItemSubject, state: ItemState) => void;
	/** Where the engine has left it; that somebody has cancelled or paused it meanwhile is kept. */
	readonly save: (item: Item) => void;
	/** What an engine is about to do with it. */
	readonly writeStep: (id: number, step: WorkStep) => void;
	/** What a person should know of one that is done. */
	readonly noteFailure: (job: number, source: Location, failure: FailureFacts) => void;
	readonly remove: (id: number) => void;
	readonly has: (id: number) => boolean;
	readonly phaseOf: (id: number) => ItemPhase | undefined;
	readonly ofJob: (job: number) => readonly Item[];
	/** All of a job, one after the other; but for those that stand for what could not be counted. */
	readonly eachOf: (job: number) => Iterable<Item>;
	readonly phasesOf: (job: number) => readonly ItemPhase[];
	/** What a job has made of one of its sources. */
	readonly kindOf: (job: number, source: Location) => Item['kind'] | undefined;
	/** Whether all of a job is done: nothing was skipped, cancelled, or has failed. */
	readonly areDone: (job: number) => boolean;
	/** Of the files of a job that go up, and are not there in the same size. */
	readonly bytesToSend: (job: number) => number;
	/** What an engine that died has left waits again. */
	readonly takeOver: () => void;
	/** The next ones in their order, but those of some jobs; those that wait for another try only when it is time. */
	readonly claim: (options: {readonly now: number; readonly longestPause: number; readonly most: number; readonly except?: readonly number[]}) => readonly Item[];
};

export function createItems(database: DatabaseSync): Items {
	return {
		insert(subject, state) {
			insertItem(database, subject, state);
		},
		save(item) {
			saveState(database, item, {keepsRequests: true});
		},
		writeStep(id, step) {
			prepared(database, 'UPDATE items SET step = ? WHERE id = ?').run(JSON.stringify(step), id);
		},
		noteFailure(job, source, failure) {
			database.prepare('UPDATE items SET failure = ? WHERE job = ? AND source = ? AND phase = \'done\'').run(JSON.stringify(failure), job, JSON.stringify(source));
		},
		remove(id) {
			database.prepare('DELETE FROM items WHERE id = ?').run(id);
		},
		has: id => database.prepare('SELECT 1 FROM items WHERE id = ?').get(id) !== undefined,
		phaseOf: id => prepared(database, 'SELECT phase FROM items WHERE id = ?').get(id)?.phase as ItemPhase | undefined,
		ofJob: job => database.prepare('SELECT * FROM items WHERE job = ? ORDER BY id').all(job).map(row => itemOfRow(row)),
		* eachOf(job) {
			for (const row of database.prepare('SELECT * FROM items WHERE job = ? AND kind <> \'source\' ORDER BY id').iterate(job)) {
				yield itemOfRow(row);
			}
		},
		phasesOf: job => prepared(database, 'SELECT phase FROM items WHERE job = ?').all(job).map(({phase}) => phase as ItemPhase),
		kindOf: (job, source) => database.prepare('SELECT kind FROM items WHERE job = ? AND source = ?').get(job, JSON.stringify(source))?.kind as Item['kind'] | undefined,
		areDone: job => database.prepare('SELECT 1 FROM items WHERE job = ? AND phase <> \'done\' LIMIT 1').get(job) === undefined,
		bytesToSend: job => Number(database.prepare(`
			SELECT coalesce(sum(size), 0) AS bytes FROM items WHERE job = ? AND direction = 'up' AND kind = 'file'
			AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled') AND json_extract(facts, '$.target.size') IS NOT size
		`).get(job)?.bytes),
		takeOver() {
			database.exec(`UPDATE items SET phase = 'waiting' WHERE phase IN ('${runningPhases.join('\', \'')}'); DELETE FROM progress`);
		},
		claim({now, longestPause, most, except = []}) {
			// Counted or put off just when its job was cancelled: taken again and again, it kept the engine from everything else.
			database.exec('UPDATE items SET phase = \'cancelled\' WHERE phase = \'waiting\' AND job IN (SELECT id FROM jobs WHERE state = \'cancelled\')');
			const without = JSON.stringify(except);
			if (except.length > 0 && prepared(database, 'SELECT 1 FROM totals WHERE phase = \'waiting\' AND count > 0 AND job NOT IN (SELECT value FROM json_each(?)) LIMIT 1').get(without) === undefined) {
				return []; // else all that waits would be looked through, many times a second
			}

			const isDue = 'phase = \'waiting\' AND (retry_at <= ? OR retry_at > ?) AND job NOT IN (SELECT value FROM json_each(?)) AND (kind <> \'source\' OR job NOT IN (SELECT id FROM jobs WHERE state = \'counting\'))';
			return prepared(database, `SELECT * FROM items WHERE ${isDue} ORDER BY coalesce(place, id) LIMIT ?`).all(now, now + longestPause, without, most).map(row => itemOfRow(row));
		},
	};
}
