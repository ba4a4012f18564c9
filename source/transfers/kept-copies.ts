import {mkdir, mkdtemp} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	isSameLocation,
	joinPath,
	parentPath,
	type Location,
} from '../files/location.ts';
import type {Directories} from '../settings/directories.ts';
import {runningPhases} from './item.ts';
import type {Basis, Job} from './job.ts';
import type {TransferStore} from './store/store.ts';

/*
Copies that wait to be sent and are nowhere else: what an editor has written, what came from standard input. They lie in the
state folder, next to the queue that knows them: a temporary folder is emptied when the machine starts.
*/

/** The folder of all of them; only this person can look into it. */
export async function keptCopies({edits}: Pick<Directories, 'edits'>): Promise<string> {
	await mkdir(edits, {recursive: true, mode: 0o700});
	return edits;
}

/** A new folder for one copy. Its name says which process made it, and the MD5 of the content as it was fetched. */
export async function makeKeptFolder(directories: Pick<Directories, 'edits'>, md5?: string): Promise<string> {
	return mkdtemp(path.join(await keptCopies(directories), `jottafm-edit-${process.pid}-${md5 === undefined ? '' : `${md5}-`}`));
}

/** Whether a file lies in such a folder, which is removed with it. */
export function hasKeptFolder({kind, path: file}: Location, {edits}: Pick<Directories, 'edits'>): boolean {
	return kind === 'local' && parentPath(parentPath(file)) === edits;
}

/** What the queue still needs of a folder: what is sent, waits, asks or has failed. */
export function neededBelow(folder: string, {jobs}: Pick<TransferStore, 'jobs'>): readonly string[] {
	return jobs.listUnfinished().flatMap(id => jobs.read(id)!.sources)
		.filter(({kind, path: source}) => kind === 'local' && source.startsWith(`${folder}/`))
		.map(({path: source}) => source);
}

/** A save that the cloud does not have yet. */
export type Save = {readonly job: number; readonly file: string; readonly basis: Basis; readonly isSending: boolean};

/** The newest save to a place that was not sent yet, or is being sent. */
export function findSave(place: Location, {jobs, items}: Pick<TransferStore, 'jobs' | 'items'>): Save | undefined {
	const job = jobs.listUnfinishedSaves().map(id => jobs.read(id)!).find(each => isSaveTo(each, place));
	if (!job) {
		return undefined;
	}

	return {
		job: job.id, file: job.sources[0]!.path, basis: job.basis!, isSending: items.phasesOf(job.id).some(phase => runningPhases.includes(phase)),
	};
}

function isSaveTo({kind, target, targetName}: Job, place: Location): boolean {
	return kind === 'move' && targetName !== undefined && isSameLocation({...target, path: joinPath(target.path, targetName)}, place);
}
