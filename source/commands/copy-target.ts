import {Failure} from '../failure.ts';
import {findLiveAt} from '../files/find.ts';
import {baseSegment, parentPath, type Location} from '../files/location.ts';
import {checkIsFolder} from '../transfers/hopeless.ts';
import type {Opener} from '../transfers/open-location.ts';

type Tools = {readonly opener: Opener; readonly signal: AbortSignal};
type Target = {readonly folder: Location; readonly name?: string};

/** As with cp: into a folder that is there; otherwise the one source gets the target's name. */
export async function chooseTarget(sources: readonly Location[], target: Location, {opener, signal}: Tools): Promise<Target> {
	const files = await opener.fileSystem(target);
	const there = await findLiveAt(files, target.path, {signal});
	if (there?.kind === 'folder') {
		return {folder: target};
	}

	if (sources.length > 1) {
		throw new Failure('usage', `${target.path} is not a folder, and several things cannot be copied to one name.`, {nextStep: 'Make the folder first: jottafm mkdir'});
	}

	const folder = {...target, path: parentPath(target.path)};
	await checkIsFolder(folder, files);
	return {folder, name: baseSegment(target.path)};
}
