import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync, type StatementSync} from 'node:sqlite';
import {Failure} from '../../failure.ts';
import {isUnwritable, unwritable} from '../unwritable.ts';

/*
The one SQLite file: jobs, items, what happened, the MD5 cache. Screens, commands and the engine open it side by side.
Places are stored as JSON: names on a disk may hold bytes that are no text (files/local-name.ts).
*/

const migrations = [
	`
	CREATE TABLE jobs (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		kind TEXT NOT NULL,
		sources TEXT NOT NULL,
		target TEXT NOT NULL,
		target_name TEXT,
		overwrite TEXT NOT NULL,
		checksum INTEGER NOT NULL,
		state TEXT NOT NULL DEFAULT 'counting',
		expanded_sources INTEGER NOT NULL DEFAULT 0,
		created REAL NOT NULL
	) STRICT;

	CREATE TABLE items (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		job INTEGER NOT NULL,
		kind TEXT NOT NULL,
		direction TEXT NOT NULL,
		name TEXT NOT NULL,
		source TEXT NOT NULL,
		target TEXT NOT NULL,
		facts TEXT NOT NULL,
		size REAL NOT NULL,
		phase TEXT NOT NULL,
		sent REAL NOT NULL DEFAULT 0,
		attempts INTEGER NOT NULL DEFAULT 0,
		retry_at REAL NOT NULL DEFAULT 0,
		decision TEXT,
		failure TEXT,
		conflict TEXT
	) STRICT;
	CREATE INDEX items_by_phase ON items (phase, id);
	CREATE INDEX items_by_job ON items (job, phase);
	CREATE UNIQUE INDEX items_by_target ON items (job, target); -- counting again after a crash adds nothing twice

	CREATE TABLE totals (job INTEGER NOT NULL, phase TEXT NOT NULL, count INTEGER NOT NULL, bytes REAL NOT NULL, PRIMARY KEY (job, phase)) STRICT, WITHOUT ROWID;
	CREATE TRIGGER count_new AFTER INSERT ON items BEGIN
		INSERT INTO totals VALUES (NEW.job, NEW.phase, 1, NEW.size) ON CONFLICT DO UPDATE SET count = count + 1, bytes = bytes + NEW.size;
	END;
	CREATE TRIGGER count_changed AFTER UPDATE OF phase, size ON items WHEN OLD.phase <> NEW.phase OR OLD.size <> NEW.size BEGIN
		UPDATE totals SET count = count - 1, bytes = bytes - OLD.size WHERE job = OLD.job AND phase = OLD.phase;
		INSERT INTO totals VALUES (NEW.job, NEW.phase, 1, NEW.size) ON CONFLICT DO UPDATE SET count = count + 1, bytes = bytes + NEW.size;
	END;
	CREATE TRIGGER count_gone AFTER DELETE ON items BEGIN
		UPDATE totals SET count = count - 1, bytes = bytes - OLD.size WHERE job = OLD.job AND phase = OLD.phase;
	END;

	CREATE TABLE progress (item INTEGER PRIMARY KEY, progressed REAL NOT NULL, speed REAL NOT NULL) STRICT;
	CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, folder TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
	CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
	CREATE TABLE md5_cache (
		device TEXT NOT NULL, inode TEXT NOT NULL, size TEXT NOT NULL, mtime TEXT NOT NULL, ctime TEXT NOT NULL, md5 TEXT NOT NULL,
		PRIMARY KEY (device, inode)
	) STRICT, WITHOUT ROWID;
	`,
	`
	ALTER TABLE items ADD COLUMN place REAL; -- its turn where somebody has moved it; else its id
	DROP INDEX items_by_phase;
	CREATE INDEX items_by_turn ON items (phase, coalesce(place, id));
	ALTER TABLE progress ADD COLUMN moved REAL NOT NULL DEFAULT 0; -- ms since 1970: when bytes last crossed the line
	`,
	`
	DROP INDEX items_by_target; -- two sources of one name in one job would have been one item, and one of them lost
	CREATE UNIQUE INDEX items_by_source ON items (job, source); -- counting again after a crash adds nothing twice
	`,
	`
	ALTER TABLE items ADD COLUMN arrived TEXT; -- what a finished one has put at its target, under the name it got there
	`,
	`
	DROP INDEX items_by_source; -- a folder that could not be counted and the folder itself are two items
	CREATE UNIQUE INDEX items_by_source ON items (job, source, kind = 'source');
	`,
	`
	CREATE INDEX items_by_age ON items (phase, id); -- a screen shows the newest of each phase: without it, it sorted all
	`,
	`
	ALTER TABLE items ADD COLUMN step TEXT; -- what an engine was about to do when it was killed
	`,
	`
	CREATE TABLE abandoned (target TEXT NOT NULL, content TEXT NOT NULL, since REAL NOT NULL, PRIMARY KEY (target, content)) STRICT, WITHOUT ROWID; -- hidden part files
	CREATE TRIGGER abandon_cancelled AFTER UPDATE OF phase ON items
	WHEN NEW.direction = 'down' AND NEW.kind = 'file' AND (NEW.phase = 'cancelled' OR (NEW.phase = 'failed' AND json_extract(NEW.failure, '$.code') = 'not-found')) BEGIN
		INSERT OR REPLACE INTO abandoned VALUES (NEW.target, coalesce(json_extract(NEW.facts, '$.source.md5'), 'unknown'), unixepoch() * 1000);
	END;
	CREATE TRIGGER abandon_removed AFTER DELETE ON items WHEN OLD.direction = 'down' AND OLD.kind = 'file' AND OLD.phase NOT IN ('done', 'skipped') BEGIN
		INSERT OR REPLACE INTO abandoned VALUES (OLD.target, coalesce(json_extract(OLD.facts, '$.source.md5'), 'unknown'), unixepoch() * 1000);
	END;
	`,
	`
	DROP TRIGGER abandon_cancelled; -- a hidden file is no longer named after its target, but noted with the item that writes it
	DROP TRIGGER abandon_removed;
	DROP TABLE abandoned;
	CREATE TABLE leftovers (item INTEGER PRIMARY KEY, target TEXT NOT NULL, step TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0) STRICT; -- what items that nobody waits for have left
	CREATE TRIGGER leave_ended AFTER UPDATE OF phase ON items
	WHEN NEW.step IS NOT NULL AND (NEW.phase IN ('cancelled', 'skipped') OR (NEW.phase = 'failed' AND json_extract(NEW.failure, '$.code') NOT IN ('offline', 'rate-limited', 'service'))) BEGIN
		INSERT OR REPLACE INTO leftovers (item, target, step) VALUES (NEW.id, NEW.target, NEW.step);
	END;
	CREATE TRIGGER leave_removed AFTER DELETE ON items WHEN OLD.step IS NOT NULL AND OLD.phase <> 'done' BEGIN
		INSERT OR REPLACE INTO leftovers (item, target, step) VALUES (OLD.id, OLD.target, OLD.step);
	END;
	CREATE TRIGGER want_again AFTER UPDATE OF phase ON items WHEN NEW.phase = 'waiting' AND OLD.phase IN ('cancelled', 'failed') BEGIN
		DELETE FROM leftovers WHERE item = NEW.id;
	END;
	ALTER TABLE jobs ADD COLUMN told INTEGER NOT NULL DEFAULT 0; -- whether a command has said what came of it
	ALTER TABLE jobs ADD COLUMN basis TEXT; -- what a save began from
	`,
];

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
		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
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

/** A statement that is asked again and again: to prepare it takes longer than what it does. Not to be iterated: it would be asked again meanwhile. */
export function prepared(database: DatabaseSync, sql: string): StatementSync {
	const known = statements.get(database) ?? new Map<string, StatementSync>();
	statements.set(database, known);
	const statement = known.get(sql) ?? database.prepare(sql);
	known.set(sql, statement);
	return statement;
}

/** A single remembered value: whether the queue is paused, the speed of the engine. */
export function readFact(database: DatabaseSync, name: string): string | undefined {
	const value = prepared(database, 'SELECT value FROM facts WHERE name = ?').get(name)?.value;
	return typeof value === 'string' ? value : undefined;
}

export function writeFact(database: DatabaseSync, name: string, value: string | undefined): void {
	if (value === undefined) {
		prepared(database, 'DELETE FROM facts WHERE name = ?').run(name);
	} else {
		prepared(database, 'INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
	}
}
