import type {DatabaseSync} from 'node:sqlite';
import {joinPath, type Location} from '../files/location.ts';
import {readJob, type Job} from './job.ts';

export type EarlierJob = Pick<Job, 'id' | 'target' | 'targetName'> & {
	readonly isUnfinished: boolean;
	/** Over, and nobody was there any more to be told. */
	readonly isUntold: boolean;
};

/**
The newest job of the same kind with the same sources and destination. The same command means the same each time:
one that was broken off is gone on with, and a folder that a first run has made is not copied into by the second.
*/
export function findEarlierJob(database: DatabaseSync, {kind, sources, destination, isFolderMeant = false}: Pick<Job, 'kind' | 'sources'> & {readonly destination: Location; readonly isFolderMeant?: boolean}): EarlierJob | undefined {
	const rows = database.prepare('SELECT id, told FROM jobs WHERE kind = ? AND sources = ? ORDER BY id DESC').all(kind, JSON.stringify(sources));
	for (const {id, told} of rows) {
		const job = readJob(database, Number(id));
		const isAsMeant = job?.targetName === undefined || !isFolderMeant;
		if (job && isAsMeant && JSON.stringify(destinationOf(job)) === JSON.stringify(destination)) {
			const {target, targetName, state} = job;
			return {
				id: job.id, target, ...(targetName !== undefined && {targetName}), isUnfinished: state === 'counting' || state === 'counted', isUntold: state === 'over' && told === 0,
			};
		}
	}

	return undefined;
}

function destinationOf({target, targetName}: Job): Location {
	return targetName === undefined ? target : {...target, path: joinPath(target.path, targetName)};
}
