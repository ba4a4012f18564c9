import {rmdir} from 'node:fs/promises';
import {
	failureFacts,
	reworded,
	toFailure,
} from '../../../failure.ts';
import {errnoOf} from '../../../error-meanings.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import {reach} from '../../../files/reach-path.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {openLocal} from '../../../files/local-file-system.ts';
import type {Directories} from '../../../settings/directories.ts';
import type {Job} from '../../job.ts';
import type {TransferStore} from '../../store/store.ts';
import {hasKeptFolder} from '../../kept-copies.ts';
import type {Opener} from '../../open-location.ts';
import {isRename} from '../../is-rename.ts';
import type {Recorder} from './record-progress.ts';

type FinishTools = {readonly opener: Opener; readonly recorder: Recorder; readonly directories: Pick<Directories, 'edits'>; readonly signal: AbortSignal};

/** Ends the jobs of which nothing is left to do; moves then remove the folders that they have emptied. */
export async function finishJobs({jobs, items}: Pick<TransferStore, 'jobs' | 'items'>, tools: FinishTools): Promise<void> {
	for (const id of jobs.listFinished()) {
		const job = jobs.read(id)!;
		if (job.kind === 'move' && items.areDone(id)) {
			await removeEmptiedFolders(job, items, tools);
		}

		if (tools.signal.aborted) {
			return; // the next engine finishes it
		}

		jobs.end(id);
	}
}

/** A folder that still holds something stays. */
async function removeEmptiedFolders(job: Job, items: Pick<TransferStore['items'], 'kindOf' | 'noteFailure'>, {opener, recorder, directories, signal}: FinishTools): Promise<void> {
	for (const source of job.sources) {
		if (hasKeptFolder(source, directories)) {
			await removeEmptyTree(parentPath(source.path)).catch(() => false);
			continue;
		}

		if (items.kindOf(job.id, source) !== 'folder' || await isRename(source, job.target, opener).catch(() => true)) {
			continue;
		}

		try {
			const wasRemoved = await (source.kind === 'local' ? removeEmptyTree(source.path) : trashEmptyTree(source, opener, signal));
			if (wasRemoved) {
				recorder.removed({...source, path: parentPath(source.path)}, baseSegment(source.path));
			}
		} catch (error) {
			const failure = toFailure(error);
			if (failure.code !== 'not-found' && !signal.aborted) { // a file was moved and is gone
				items.noteFailure(job.id, source, failureFacts(reworded(failure, sentence => `Everything in ${baseSegment(source.path)} was moved, but the empty folder stays. ${sentence}`)));
			}
		}
	}
}

async function removeEmptyTree(path: string): Promise<boolean> {
	for await (const batch of openLocal().list(path)) {
		for (const entry of batch.filter(each => each.kind === 'folder' && each.symlink === undefined)) {
			await removeEmptyTree(joinPath(path, entry.segment));
		}
	}

	try {
		await reach(path, async reached => rmdir(reached));
		return true;
	} catch (error) {
		if (inUse.has(errnoOf(error) ?? '')) {
			return false;
		}

		throw diskFailure(error, path);
	}
}

const inUse = new Set(['ENOTEMPTY', 'EEXIST']);

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
