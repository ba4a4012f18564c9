/* The schema of the queue's file, step by step: a step that has been released is never changed. */

/** Statements that lead from each version of the file to the next. */
export const migrations: readonly string[] = [
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
	`
	ALTER TABLE progress ADD COLUMN at_target REAL NOT NULL DEFAULT 0; -- bytes that are at the target: stays while an item is paused or waits for another try
	`,
];
