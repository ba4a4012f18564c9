import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync, type StatementSync} from 'node:sqlite';
import {Failure} from '../../failure.ts';
import {closeToOthers, makePrivateFile} from '../../private-file.ts';
import {isUnwritable, unwritable} from '../unwritable-queue.ts';
import {migrations} from './migrations.ts';

/*
The one SQLite file: jobs, items, what happened, the MD5 cache. Screens, commands and the engine open it at the same time.
Places are stored as JSON: names on a disk may hold bytes that are no text (files/local-name.ts).
*/

/** In place of a file: nothing is written anywhere. */
export const inMemory = ':memory:';

/** @throws Failure `service` when a newer jottafm wrote the file; `permission` when it cannot be opened; `disk-full` */
export function openDatabase(file: string): DatabaseSync {
	const database = openFile(file);
	try {
		database.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
		migrate(database, file);
		return database;
	} catch (error) {
		database.close();
		throw isUnwritable(error) ? unwritable(file, error) : error;
	}
}

function openFile(file: string): DatabaseSync {
	try {
		if (file === inMemory) {
			return new DatabaseSync(file);
		}

		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
		makePrivateFile(file); // what SQLite makes beside it gets its mode
		for (const part of ['-wal', '-shm']) {
			closeToOthers(`${file}${part}`);
		}

		return new DatabaseSync(file);
	} catch (error) {
		throw new Failure('permission', `The transfer queue cannot be opened: ${file}`, {nextStep: 'Check who owns the folder and whether the disk is full.', cause: error});
	}
}

function migrate(database: DatabaseSync, file: string): void {
	if (versionOf(database) === migrations.length) {
		return;
	}

	transact(database, () => {
		const version = versionOf(database); // again, now that nobody else can change it
		if (version > migrations.length) {
			throw new Failure('service', `The transfer queue was written by a newer jottafm: ${file}`, {nextStep: 'Update jottafm, or use another --config-dir.'});
		}

		for (const migration of migrations.slice(version)) {
			database.exec(migration);
		}

		database.exec(`PRAGMA user_version = ${migrations.length}`);
	});
}

function versionOf(database: DatabaseSync): number {
	return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** Runs work in one transaction: all of it happens, or none. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
	database.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		if (database.isTransaction) { // a full disk has undone it already
			database.exec('ROLLBACK');
		}

		throw error;
	}
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** A statement that is kept prepared, since preparing takes longer than running it. Not to be iterated: another call would run it meanwhile. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
	const known = statements.get(database) ?? new Map<string, StatementSync>();
	statements.set(database, known);
	const statement = known.get(sql) ?? database.prepare(sql);
	known.set(sql, statement);
	return statement;
}
