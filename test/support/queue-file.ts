import {readFileSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {onTestFinished} from 'vitest';
import type {Entry} from '../../source/files/entry.ts';
import type {Location} from '../../source/files/location.ts';
import type {Directories} from '../../source/settings/directories.ts';
import type {
	Item,
	ItemState,
	ItemSubject,
	WorkStep,
} from '../../source/transfers/item.ts';
import type {Job, JobRequest} from '../../source/transfers/job.ts';
import type {Queue} from '../../source/transfers/queue.ts';
import type {ItemPhase} from '../../source/transfers/snapshot.ts';
import {openDatabase} from '../../source/transfers/store/database.ts';
import {createTransferStore, openTransferStore, type TransferStore} from '../../source/transfers/store/store.ts';
import {cloud, disk} from './engine.ts';
import {temporaryFolder} from './temp-files.ts';

/*
The queue's own file as no part of the program writes it. Nothing else in the tests knows its tables.
*/

/** The file with one job in it, for a part of the engine that is tried by itself. */
export async function openQueueFile(request: Partial<JobRequest> = {}) {
	const database = openDatabase(path.join(await temporaryFolder(), 'queue.sqlite'));
	const store = createTransferStore(database);
	onTestFinished(() => {
		if (database.isOpen) {
			database.close();
		}
	});
	const id = store.jobs.add({
		kind: 'copy', sources: [disk('/album')], target: cloud(), overwrite: 'newer', ...request,
	}, 0);
	const items = () => store.items.ofJob(id);
	return {
		store,
		job: (): Job => store.jobs.read(id)!,
		setJob(state: Job['state']) {
			database.prepare('UPDATE jobs SET state = ? WHERE id = ?').run(state, id);
		},
		/** Adds an item, and returns it as stored. */
		add(name: string, subject: Partial<ItemSubject> = {}, state?: ItemState): Item {
			store.items.insert({
				job: id, kind: 'file', direction: 'up', name, source: disk(`/album/${name}`), target: cloud(`/album/${name}`), facts: {source: {}}, size: 1, ...subject,
			}, state ?? {phase: 'waiting'});
			if (state) {
				store.items.save({...items().at(-1)!, state}); // what a new one never has: what it asks, until when it waits
			}

			return items().at(-1)!;
		},
		items,
		setSize(item: number, size: number) {
			database.prepare('UPDATE items SET size = ? WHERE id = ?').run(size, item);
		},
		/** How many rows this connection has changed. */
		changes: () => Number(database.prepare('SELECT total_changes() AS changes').get()!.changes),
		/** Makes the file unwritable, or writable again. */
		protect(isProtected = true) {
			database.exec(`PRAGMA query_only = ${isProtected ? 1 : 0}`);
		},
	};
}

type At = {readonly directories: Pick<Directories, 'database'>};

/** The file of a queue that others have open, too: each change is made by a connection of its own. */
export function queueFileAt({directories: {database: file}}: At) {
	const change = (sql: string, ...values: ReadonlyArray<string | number | null>) => {
		const database = new DatabaseSync(file, {timeout: 10_000});
		try {
			database.prepare(sql).run(...values);
		} finally {
			database.close();
		}
	};

	const setJob = (job: number, state: Job['state'], expandedSources?: number) => {
		change('UPDATE jobs SET state = ?, expanded_sources = coalesce(?, expanded_sources) WHERE id = ?', state, expandedSources ?? null, job);
	};

	return {
		setJob,
		/** Back to where an engine has left it that was killed after the work was done and before it could say so. */
		forgetEnd(job: number, {step, phase = 'copying'}: {readonly step?: Partial<WorkStep> | undefined; readonly phase?: ItemPhase} = {}) {
			change('UPDATE items SET phase = ?, arrived = NULL WHERE job = ?', phase, job);
			if (step) {
				change('UPDATE items SET step = json_patch(step, ?) WHERE job = ?', JSON.stringify(step), job);
			}

			setJob(job, 'counted');
		},
		/** An engine, or another person's command, has gone on with an item. */
		setPhase(name: string, phase: ItemPhase) {
			change('UPDATE items SET phase = ? WHERE name = ?', phase, JSON.stringify(name));
		},
		removeItem(name: string) {
			change('DELETE FROM items WHERE name = ?', JSON.stringify(name));
		},
		removeFailed() {
			change('DELETE FROM items WHERE phase = \'failed\'');
		},
		putOff(retryAt: number) {
			change('UPDATE items SET retry_at = ? WHERE phase = \'waiting\'', retryAt);
		},
		/** Whoever has noted what lies about is a process that has ended. */
		forgetOwners() {
			change('UPDATE leftovers SET step = json_remove(step, \'$.owner\') WHERE item < 0');
		},
		clear() {
			change('DELETE FROM items');
			change('DELETE FROM jobs');
		},
		/** Written by a program of so many versions later. */
		setVersion(version: number) {
			change(`PRAGMA user_version = ${version}`);
		},
		/** Nobody can write, until what this gives back is called. */
		lock() {
			const database = new DatabaseSync(file, {timeout: 30_000});
			database.exec('BEGIN IMMEDIATE');
			return () => {
				database.exec('ROLLBACK');
				database.close();
			};
		},
		/** As version 1 of the program has left it: one file waits. */
		writeFirstVersion(source: Location, target: Location) {
			const database = new DatabaseSync(file);
			database.exec(readFileSync(new URL('../fixtures/queue-version-1.sql', import.meta.url), 'utf8'));
			database.prepare('INSERT INTO jobs (kind, sources, target, overwrite, checksum, state, expanded_sources, created) VALUES (?, ?, ?, ?, 0, ?, 1, 0)')
				.run('copy', JSON.stringify([source]), JSON.stringify({...target, path: path.dirname(target.path)}), 'ask', 'counted');
			database.prepare('INSERT INTO items (job, kind, direction, name, source, target, facts, size, phase) VALUES (1, ?, ?, ?, ?, ?, ?, 4, ?)')
				.run('file', 'up', JSON.stringify(path.basename(target.path)), JSON.stringify(source), JSON.stringify(target), '{"source":{}}', 'waiting');
			database.close();
		},
		/** Items of a job, as if they had been counted. */
		insert(job: number, items: ReadonlyArray<readonly [Omit<ItemSubject, 'job' | 'kind' | 'facts'>, ItemState]>) {
			const store = openTransferStore(file);
			store.transact(() => {
				for (const [subject, state] of items) {
					store.items.insert({
						job, kind: 'file', facts: {source: {}}, ...subject,
					}, state);
				}
			});
			store.close();
		},
		/** One item of a job that is over: done, and this is what was put at its target. */
		insertArrived(job: number, subject: Omit<ItemSubject, 'job' | 'kind' | 'facts'>, arrived: Entry) {
			const store = openTransferStore(file);
			store.items.insert({
				job, kind: 'file', facts: {source: {}}, ...subject,
			}, {phase: 'waiting'});
			store.items.save({...store.items.ofJob(job).at(-1)!, state: {phase: 'done', sent: subject.size, arrived}});
			store.jobs.endCounting(job);
			store.jobs.end(job);
			store.close();
		},
	};
}

/** Another connection that counts the items that SQLite takes in its hand, whether it gives them or not. */
export function openCountingStore({directories: {database: file}}: At): {readonly store: TransferStore; readonly read: () => number} {
	const database = openDatabase(file);
	let rows = 0;
	database.function('looked', {deterministic: false}, () => {
		rows += 1;
		return 1;
	});
	database.exec('CREATE TEMP VIEW items AS SELECT * FROM main.items WHERE looked()');
	onTestFinished(() => {
		database.close();
	});
	return {store: createTransferStore(database), read: () => rows};
}

/** All jobs that were ever added, oldest first. */
export function jobsIn({reader: {jobs}}: Pick<Queue, 'reader'>): readonly Job[] {
	const found: Job[] = [];
	for (let job = jobs.read(1); job; job = jobs.read(job.id + 1)) {
		found.push(job);
	}

	return found;
}
