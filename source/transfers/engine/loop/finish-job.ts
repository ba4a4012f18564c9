import {rmdir} from 'node:fs/promises';
import type {DatabaseSync} from 'node:sqlite';
import {Failure} from '../../../failure.ts';
import {diskPath} from '../../../files/local-name.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {openLocal} from '../../../files/local-file-system.ts';
import type {Directories} from '../../../settings/directories.ts';
import {readJob, type Job} from '../../job.ts';
import {hasKeptFolder} from '../../kept-copies.ts';
import type {Opener} from '../../open-location.ts';
import {isRename} from '../../rename.ts';
import type {Recorder} from './recorder.ts';

type FinishTools = {readonly opener: Opener; readonly recorder: Recorder; readonly directories: Pick<Directories, 'edits'>; readonly signal: AbortSignal};

/** Jobs of which nothing is left to do are over; moves remove the folders that they have emptied. */
export async function finishJobs(database: DatabaseSync, tools: FinishTools): Promise<void> {
	const over = database.prepare(`
		SELECT id FROM jobs WHERE state = 'counted' AND NOT EXISTS (
			SELECT 1 FROM totals WHERE job = jobs.id AND count > 0 AND phase NOT IN ('done', 'skipped', 'failed', 'cancelled')
		)
	`).all();
	for (const {id} of over) {
		const job = readJob(database, Number(id))!;
		await removeEmptiedFolders(job, database, tools);
		database.prepare('UPDATE jobs SET state = \'over\' WHERE id = ?').run(job.id);
	}
}

/** At the end of a move the folders that it has emptied go, too. One that still holds something stays. */
async function removeEmptiedFolders(job: Job, database: DatabaseSync, {opener, recorder, directories, signal}: FinishTools): Promise<void> {
	const left = database.prepare('SELECT 1 FROM items WHERE job = ? AND phase <> \'done\' LIMIT 1').get(job.id);
	if (job.kind !== 'move' || left) {
		return;
	}

	for (const source of job.sources) {
		try {
			if (hasKeptFolder(source, directories)) {
				await removeEmptyTree(parentPath(source.path));
				continue;
			}

			if (await isRename(source, job.target, opener)) {
				continue;
			}

			const wasRemoved = await (source.kind === 'local' ? removeEmptyTree(source.path) : trashEmptyTree(source, opener, signal));
			if (wasRemoved) {
				recorder.removed({...source, path: parentPath(source.path)}, baseSegment(source.path));
			}
		} catch (error) {
			if (!(error instanceof Failure)) {
				throw error;
			}
			// A file was moved and is gone, or the folder is used again: it stays.
		}
	}
}

async function removeEmptyTree(path: string): Promise<boolean> {
	for await (const batch of openLocal().list(path)) {
		for (const entry of batch.filter(each => each.kind === 'folder' && each.link === undefined)) {
			await removeEmptyTree(joinPath(path, entry.segment));
		}
	}

	try {
		await rmdir(diskPath(path));
		return true;
	} catch {
		return false; // not empty
	}
}

async function trashEmptyTree(source: Location, opener: Opener, signal: AbortSignal): Promise<boolean> {
	const files = await opener.fileSystem(source);
	const root = await files.stat(source.path, {signal});
	if (root.kind !== 'folder' || root.deletedAt !== undefined) {
		return false;
	}

	for await (const batch of files.walk(source.path, {signal})) {
		if (batch.some(({entry}) => entry.kind === 'file')) {
			return false;
		}
	}

	await files.remove(source.path, {kind: 'folder', signal});
	return true;
}
