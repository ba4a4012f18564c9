import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';
import {diskPath} from '../files/local-name.ts';
import type {Location} from '../files/location.ts';
import {partPath} from '../files/part-file.ts';
import {parse} from './item.ts';

const kept = 86_400_000; // ms: who has cancelled a long download may think better of it, and it goes on where it was

/**
What has arrived of a file that nobody waits for any more stays hidden in its folder: for a day, then it goes. The database
notes them: cancelled, taken out of the list before they were done, or with a source that is gone.
*/
export async function clearAbandonedParts(database: DatabaseSync, now: number): Promise<void> {
	const rows = database.prepare('SELECT target, content FROM abandoned WHERE since < ?').all(now - kept);
	for (const {target, content} of rows) {
		const part = diskPath(partPath((parse(target) as Location).path, String(content)));
		// Most have none: a folder that was cancelled had hardly begun.
		if (existsSync(part) && !isWaitedFor(database, String(target))) {
			await rm(part, {force: true}).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- somebody else's
		}
	}

	if (rows.length > 0) {
		database.prepare('DELETE FROM abandoned WHERE since < ?').run(now - kept);
	}
}

function isWaitedFor(database: DatabaseSync, target: string): boolean {
	return database.prepare(`
		SELECT 1 FROM items WHERE target = ? AND phase NOT IN ('done', 'skipped', 'cancelled') AND (phase <> 'failed' OR json_extract(failure, '$.code') <> 'not-found') LIMIT 1
	`).get(target) !== undefined;
}
