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
		const isWaitedFor = database.prepare(`
			SELECT 1 FROM items WHERE target = ? AND phase NOT IN ('done', 'skipped', 'cancelled') AND (phase <> 'failed' OR json_extract(failure, '$.code') <> 'not-found') LIMIT 1
		`).get(target!);
		if (!isWaitedFor) {
			const {path} = parse(target) as Location;
			await rm(diskPath(partPath(path, String(content))), {force: true}).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- a disk that is not there now, or somebody else's
		}

		database.prepare('DELETE FROM abandoned WHERE target = ? AND content = ?').run(target!, content!);
	}
}
