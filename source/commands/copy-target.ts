import {Failure} from '../failure.ts';
import {baseSegment, parentPath, type Location} from '../files/location.ts';
import {checkIsFolder} from '../transfers/hopeless.ts';
import type {Opener} from '../transfers/open-location.ts';

type Tools = {readonly opener: Opener; readonly signal: AbortSignal};
type Target = {readonly folder: Location; readonly name?: string};

/** As with cp: into a folder that is there; otherwise the one source gets the target's name. */
export async function chooseTarget(sources: readonly Location[], target: Location, {opener, signal}: Tools): Promise<Target> {
	const files = await opener.fileSystem(target);
	const kind = await kindAt(async () => files.stat(target.path, {signal}));
	if (kind === 'folder') {
		return {folder: target};
	}

	if (sources.length > 1) {
		throw new Failure('usage', `${target.path} is not a folder, and several things cannot be copied to one name.`, {nextStep: 'Make the folder first: jottafm mkdir'});
	}

	const folder = {...target, path: parentPath(target.path)};
	await checkIsFolder(folder, files);
	return {folder, name: baseSegment(target.path)};
}

async function kindAt(stat: () => Promise<{readonly kind: string; readonly deletedAt?: number}>): Promise<string | undefined> {
	try {
		const {kind, deletedAt} = await stat();
		return deletedAt === undefined ? kind : undefined;
	} catch (error) {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw error;
	}
}
