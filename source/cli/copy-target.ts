import {Failure} from '../failure.ts';
import {findLiveAt} from '../files/find.ts';
import {
	baseSegment,
	folderOf,
	type Location,
} from '../files/location.ts';
import {segmentsOf} from '../jotta/addresses.ts';
import {
	checkHoldsFiles,
	checkIsFolder,
	checkReplaces,
	isChangeOfCase,
} from '../transfers/preflight.ts';
import type {Opener} from '../transfers/open-location.ts';

type Tools = {readonly opener: Opener; readonly signal: AbortSignal};
type Target = {readonly folder: Location; readonly name?: string};

/** Whether a place is written as a folder, like `new/`: that never becomes the name of a file. */
export function isWrittenAsFolder(text: string): boolean {
	return /(?:^|[\/:])\.{0,2}$/v.test(text);
}

/**
As with cp: into a folder that is there; otherwise the one source gets the target's name. A target that is written as a folder
is one, and is made where it is not there.
@throws Failure `already-exists` where a file is in the way, `usage`
*/
export async function chooseTarget(sources: readonly Location[], target: Location, {opener, signal, isFolderMeant = false}: Tools & {readonly isFolderMeant?: boolean}): Promise<Target> {
	const files = await opener.fileSystem(target);
	const [source] = sources;
	if (sources.length === 1 && !isFolderMeant && await isChangeOfCase(source!, target)) {
		return {folder: folderOf(target), name: baseSegment(target.path)};
	}

	const there = await findLiveAt(files, target.path, {signal});
	if (there?.kind === 'folder') {
		checkHoldsFiles(target, opener.names);
		return {folder: target};
	}

	if (isFolderMeant || (target.kind === 'cloud' && segmentsOf(target.path).length === 2)) { // a mountpoint is no name for a copy
		await checkIsFolder(target, files, opener.names);
		return {folder: target};
	}

	if (sources.length > 1) {
		throw new Failure('usage', `${target.path} is not a folder, and several things cannot be copied to one name.`, {nextStep: 'Make the folder first (jottafm mkdir), or write a slash behind its name.'});
	}

	const folder = folderOf(target);
	await checkIsFolder(folder, files, opener.names);
	await checkReplaces(source!, target, {there, opener});
	return {folder, name: baseSegment(target.path)};
}
