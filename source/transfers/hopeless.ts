import {realpath} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import type {FileSystem} from '../files/file-system.ts';
import {diskPath, localName} from '../files/local-name.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../files/location.ts';
import {foldName} from '../jotta/names.ts';
import {isSameSystem} from './direction.ts';
import type {Job} from './job.ts';
import {lastName} from './spoken-location.ts';

type Wish = Pick<Job, 'kind' | 'target'> & {readonly targetName?: string | undefined};

/**
Refuses what cannot end well, whatever is there: something onto itself, a folder into itself. Links of the disk are followed;
the cloud is not asked.
@throws Failure `already-exists`
*/
export async function checkApart(source: Location, {kind, target, targetName}: Wish): Promise<void> {
	if (!isSameSystem(source, target)) {
		return;
	}

	const from = joinPath(await realPath({...source, path: parentPath(source.path)}), baseSegment(source.path));
	const folder = await realPath(target);
	const to = joinPath(folder, targetName ?? baseSegment(source.path));
	// To change the case of a name in the cloud is a move; copied, it would be the same file.
	if (to === from || (kind === 'copy' && source.kind === 'cloud' && foldName(to) === foldName(from))) {
		throw new Failure('already-exists', `${lastName(source)} is in that folder already.`, {nextStep: 'Choose another folder or another name.'});
	}

	const fold = source.kind === 'cloud' ? foldName : (text: string) => text;
	if (fold(`${folder}/`).startsWith(fold(`${from}/`))) {
		throw new Failure('already-exists', `The folder ${lastName(source)} cannot be put into itself.`, {nextStep: 'Choose another folder.'});
	}
}

/**
Refuses a target below something that is no folder. One that is not there yet will be made; what cannot be looked at is left to the engine.
@throws Failure `already-exists`
*/
export async function checkIsFolder(target: Location, files: FileSystem): Promise<void> {
	for (let at = target.path; at !== '/'; at = parentPath(at)) {
		const there = await files.stat(at).catch(() => undefined);
		if (there && there.deletedAt === undefined) {
			if (there.kind === 'folder') {
				return;
			}

			throw new Failure('already-exists', `${lastName({...target, path: at})} is not a folder: nothing can be put into it.`, {nextStep: 'Choose another folder.'});
		}
	}
}

/** Where a place of the disk really is, as far as it is there. */
async function realPath({kind, path}: Location): Promise<string> {
	if (kind === 'cloud' || path === '/') {
		return path;
	}

	try {
		return localName(await realpath(diskPath(path), {encoding: 'buffer'}));
	} catch {
		return joinPath(await realPath({kind, path: parentPath(path)}), baseSegment(path));
	}
}
