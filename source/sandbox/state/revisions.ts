import {randomBytes} from 'node:crypto';
import type {DatabaseSync, SQLOutputValue} from 'node:sqlite';
import {mimeOf} from './mime.ts';

export type Revision = {
	readonly id: number;
	readonly node: number;
	readonly number: number;
	readonly state: 'INCOMPLETE' | 'CORRUPT' | 'COMPLETED';
	readonly created: number; // ms since 1970
	readonly modified: number;
	readonly mime: string;
	readonly size: number; // bytes announced
	readonly md5: string;
	readonly updated: number;
	readonly upload?: string; // name of the upload that fills it
};

type NewRevision = Pick<Revision, 'state' | 'created' | 'modified' | 'size' | 'md5' | 'updated'>;

/** The versions of files: the current one, up to four older, and uploads that are under way or failed (protocol.md E31). */
export type Revisions = {
	readonly of: (node: number) => readonly Revision[]; // newest first
	readonly current: (node: number) => Revision | undefined;
	readonly latest: (node: number) => Revision | undefined; // a newer one that is not complete
	readonly byUpload: (upload: string) => Revision | undefined;
	/** Whether the account stores this content anywhere, trash and old versions included (E29). */
	readonly isKnown: (md5: string, size: number) => boolean;
	readonly add: (node: number, name: string, revision: NewRevision) => Revision;
	readonly setTimes: (id: number, times: Pick<Revision, 'created' | 'modified'>) => void;
	readonly setState: (id: number, state: Revision['state'], updated: number) => void;
	readonly totalSize: () => number; // all complete revisions: what the account uses (E32)
};

const kept = 5;

export function openRevisions(database: DatabaseSync, drop: (md5: string) => void): Revisions {
	const ofNode = database.prepare('SELECT * FROM revisions WHERE node = ? ORDER BY number DESC');
	const current = database.prepare('SELECT * FROM revisions WHERE node = ? AND state = \'COMPLETED\' ORDER BY number DESC LIMIT 1');
	const newest = database.prepare('SELECT * FROM revisions WHERE node = ? ORDER BY number DESC LIMIT 1');
	const byUpload = database.prepare('SELECT * FROM revisions WHERE upload = ?');
	const known = database.prepare('SELECT 1 FROM revisions WHERE md5 = ? AND size = ? AND state = \'COMPLETED\' LIMIT 1');
	const insert = database.prepare(`
		INSERT INTO revisions (node, number, state, created, modified, mime, size, md5, updated, upload)
		VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM revisions WHERE node = ?), ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
	`);
	const setTimes = database.prepare('UPDATE revisions SET created = ?, modified = ? WHERE id = ?');
	const setState = database.prepare('UPDATE revisions SET state = ?, updated = ?, upload = NULL WHERE id = ? RETURNING node');
	const prune = database.prepare('DELETE FROM revisions WHERE node = ? AND number <= (SELECT number FROM revisions WHERE node = ? AND state = \'COMPLETED\' ORDER BY number DESC LIMIT 1 OFFSET ?) RETURNING md5');
	const isReferred = database.prepare('SELECT 1 FROM revisions WHERE md5 = ? AND state = \'COMPLETED\' LIMIT 1');
	const total = database.prepare('SELECT size AS total FROM usage');

	/** The sixth goes when a new one is complete (E31). */
	const dropOldest = (node: number) => {
		for (const {md5} of prune.all(node, node, kept)) {
			if (!isReferred.get(md5!)) {
				drop(String(md5));
			}
		}
	};

	const optional = (row: Row | undefined) => row && revisionOf(row);
	return {
		of: node => ofNode.all(node).map(row => revisionOf(row)),
		current: node => optional(current.get(node)),
		latest(node) {
			const latest = optional(newest.get(node));
			return latest?.state === 'COMPLETED' ? undefined : latest;
		},
		byUpload: upload => optional(byUpload.get(upload)),
		isKnown: (md5, size) => known.get(md5, size) !== undefined,
		add(node, name, {state, created, modified, size, md5, updated}) {
			const upload = state === 'INCOMPLETE' ? randomBytes(16).toString('hex') : null;
			const row = insert.get(node, node, state, created, modified, mimeOf(name), size, md5, updated, upload)!;
			dropOldest(node);
			return revisionOf(row);
		},
		setTimes(id, {created, modified}) {
			setTimes.run(created, modified, id);
		},
		setState(id, state, updated) {
			dropOldest(Number(setState.get(state, updated, id)!.node));
		},
		totalSize: () => Number(total.get()?.total),
	};
}

type Row = Record<string, SQLOutputValue>;

function revisionOf(row: Row): Revision {
	return {
		id: Number(row.id),
		node: Number(row.node),
		number: Number(row.number),
		state: row.state as Revision['state'],
		created: Number(row.created),
		modified: Number(row.modified),
		mime: String(row.mime),
		size: Number(row.size),
		md5: String(row.md5),
		updated: Number(row.updated),
		...(typeof row.upload === 'string' && {upload: row.upload}),
	};
}
