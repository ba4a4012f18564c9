import {DatabaseSync} from 'node:sqlite';

/*
One account's tree and its sessions. A tombstone is a node with a deleted time: trashing moves nothing (protocol.md 9.1).
*/
const schema = `
CREATE TABLE IF NOT EXISTS nodes (
	id INTEGER PRIMARY KEY,
	parent INTEGER NOT NULL,
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	type TEXT,
	uuid TEXT NOT NULL,
	deleted REAL,
	public_uri TEXT,
	UNIQUE (parent, key)
) STRICT;
CREATE INDEX IF NOT EXISTS nodes_in_order ON nodes (parent, kind = 'file', key); -- as folders are listed
CREATE INDEX IF NOT EXISTS nodes_deleted ON nodes (deleted) WHERE deleted IS NOT NULL;
CREATE INDEX IF NOT EXISTS nodes_trashed ON nodes (kind = 'file', key, parent) WHERE deleted IS NOT NULL; -- as the trash is listed
CREATE INDEX IF NOT EXISTS nodes_shared ON nodes (public_uri) WHERE public_uri IS NOT NULL;

CREATE TABLE IF NOT EXISTS revisions (
	id INTEGER PRIMARY KEY,
	node INTEGER NOT NULL,
	number INTEGER NOT NULL,
	state TEXT NOT NULL,
	created REAL NOT NULL,
	modified REAL NOT NULL,
	mime TEXT NOT NULL,
	size REAL NOT NULL,
	md5 TEXT NOT NULL,
	updated REAL NOT NULL,
	upload TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS revisions_of_node ON revisions (node, number);
CREATE INDEX IF NOT EXISTS revisions_by_content ON revisions (md5, size) WHERE state = 'COMPLETED';
CREATE INDEX IF NOT EXISTS revisions_by_upload ON revisions (upload) WHERE upload IS NOT NULL;
CREATE INDEX IF NOT EXISTS revisions_by_time ON revisions (updated) WHERE state = 'COMPLETED';

CREATE TABLE IF NOT EXISTS usage (size REAL NOT NULL) STRICT; -- of all complete revisions: asked for at each allocate
INSERT INTO usage SELECT coalesce(sum(size), 0) FROM revisions WHERE state = 'COMPLETED' HAVING NOT EXISTS (SELECT 1 FROM usage);
CREATE TRIGGER IF NOT EXISTS usage_grows AFTER INSERT ON revisions WHEN NEW.state = 'COMPLETED' BEGIN
	UPDATE usage SET size = size + NEW.size;
END;
CREATE TRIGGER IF NOT EXISTS usage_completes AFTER UPDATE OF state ON revisions WHEN NEW.state = 'COMPLETED' AND OLD.state <> 'COMPLETED' BEGIN
	UPDATE usage SET size = size + NEW.size;
END;
CREATE TRIGGER IF NOT EXISTS usage_shrinks AFTER DELETE ON revisions WHEN OLD.state = 'COMPLETED' BEGIN
	UPDATE usage SET size = size - OLD.size;
END;

CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS login_tokens (secret TEXT PRIMARY KEY, used INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS families (id INTEGER PRIMARY KEY, client TEXT NOT NULL, alive INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE IF NOT EXISTS refresh_tokens (token TEXT PRIMARY KEY, family INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS browser_sessions (client TEXT PRIMARY KEY, family INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS codes (
	code TEXT PRIMARY KEY, client TEXT NOT NULL, redirect TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL, expires REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS legacy_clients (id TEXT PRIMARY KEY, secret TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS access_tokens (token TEXT PRIMARY KEY, expires REAL NOT NULL) STRICT;
`;

export function openSandboxDatabase(file: string): DatabaseSync {
	const database = new DatabaseSync(file);
	database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536');
	database.exec(schema);
	return database;
}

/** All of the work happens, or none. */
export function atomically<Result>(database: DatabaseSync, work: () => Result): Result {
	if (database.isTransaction) {
		return work();
	}

	database.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		database.exec('ROLLBACK');
		throw error;
	}
}
