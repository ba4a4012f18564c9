import {joinPath, type Location} from '../files/location.ts';
import type {Job} from './job.ts';
import type {Jobs} from './store/jobs.ts';

export type EarlierJob = Pick<Job, 'id' | 'target' | 'targetName' | 'overwrite' | 'checksum'> & {
	readonly isUnfinished: boolean;
	/** Over, and nobody was there any more to be told. */
	readonly isUntold: boolean;
};

/** What a command names: from where, and to where. */
export type CommandPlaces = Pick<Job, 'kind' | 'sources'> & {readonly destination: Location; readonly isFolderMeant?: boolean};

/**
The newest job of the same kind with the same sources and destination. The same command means the same each time:
one that was broken off is gone on with, and a folder that a first run has made is not copied into by the second.
*/
export function findEarlierJob({kind, sources, destination, isFolderMeant = false}: CommandPlaces, jobs: Pick<Jobs, 'findAlike' | 'read'>): EarlierJob | undefined {
	for (const {id, isTold} of jobs.findAlike({kind, sources})) {
		const job = jobs.read(id);
		const isAsMeant = job?.targetName === undefined || !isFolderMeant;
		if (job && isAsMeant && JSON.stringify(destinationOf(job)) === JSON.stringify(destination)) {
			const {target, targetName, overwrite, checksum, state} = job;
			return {
				id: job.id, target, overwrite, checksum, ...(targetName !== undefined && {targetName}), isUnfinished: state === 'counting' || state === 'counted', isUntold: state === 'over' && !isTold,
			};
		}
	}

	return undefined;
}

function destinationOf({target, targetName}: Job): Location {
	return targetName === undefined ? target : {...target, path: joinPath(target.path, targetName)};
}
