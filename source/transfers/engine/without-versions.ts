import {baseSegment, type Location} from '../../files/location.ts';
import type {Outcome, WorkTools} from './work.ts';

/**
Lets what was just sent beside a file take its place, and deletes the old one for good instead of keeping it as a version
(the setting no_versions). Only what arrived under that very name does: anything else leaves the target as it is.
*/
export async function replaceWithoutVersion(target: Location, outcome: Outcome, {beside, opener, signal}: Pick<WorkTools, 'opener' | 'signal'> & {readonly beside: string}): Promise<Outcome> {
	if (outcome.kind !== 'done' || outcome.entry.segment !== baseSegment(beside)) {
		return outcome;
	}

	const files = await opener.fileSystem(target);
	await files.remove(target.path, {kind: 'file', permanent: true, signal});
	await files.rename(beside, target.path, {signal});
	const {segment, name} = await files.stat(target.path, {signal});
	return {...outcome, entry: {...outcome.entry, segment, name}};
}
