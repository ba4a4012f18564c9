import type {BigIntStats} from 'node:fs';
import {lstat, stat} from 'node:fs/promises';
import {Failure, reworded, toFailure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {FileSystem} from '../files/file-system.ts';
import {isOtherSpelling} from '../files/letter-case.ts';
import {reach} from '../files/reach-path.ts';
import {
	baseSegment,
	folderOf,
	isSameLocation,
	joinPath,
	parentPath,
	type Location,
} from '../files/location.ts';
import {isOneFile} from '../files/part-file.ts';
import {realPath} from '../files/real-path.ts';
import {segmentsOf} from '../jotta/addresses.ts';
import {foldName, localFromStored} from '../jotta/names.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import {isOneSystem} from './direction.ts';
import type {Job} from './job.ts';
import type {Opener} from './open-location.ts';
import {lastName} from './location-text.ts';

/** Whether a move from one place to the other only changes letters of a name, where case makes no difference: what is there is the source itself. */
export async function isChangeOfCase(source: Location, target: Location): Promise<boolean> {
	return source.kind === 'local' || target.kind === 'local'
		? source.kind === target.kind && isOtherSpelling(source.path, target.path)
		: source.path !== target.path && isSameLocation(source, target);
}

type ApartRequest = Pick<Job, 'kind' | 'target'> & {readonly targetName?: string | undefined};

/**
Refuses to copy something onto itself, or a folder into itself. Whether two places are one is decided by whose account
it is and by what is on the disk, through links and mounts, not by how they are written. The cloud is not asked.
@throws Failure `already-exists`
*/
export async function checkApart(source: Location, {kind, target, targetName}: ApartRequest, opener: Pick<Opener, 'identity' | 'names'>): Promise<void> {
	if (!await isOneSystem(source, target, opener)) {
		return;
	}

	const from = joinPath(await whereReally({...source, path: parentPath(source.path)}), baseSegment(source.path));
	const folder = await whereReally(target);
	const to = joinPath(folder, targetName ?? baseSegment(source.path));
	// Changing the case of a name in the cloud is a move; copied, it would be the same file.
	if (to === from || (kind === 'copy' && source.kind === 'cloud' && foldName(to) === foldName(from))) {
		throw new Failure('already-exists', `${lastName(source, opener.names)} is in that folder already.`, {nextStep: 'Choose another folder or another name.'});
	}

	// Taking the old name away, as mv(1) does, loses the file where the two are one name that is seen in two places.
	if (source.kind === 'local' && await isOneOnDisk(source.path, to) && !(kind === 'move' && await isOtherSpelling(source.path, to))) {
		throw new Failure('already-exists', `${lastName(source, opener.names)} and ${baseSegment(to)} there are one file already: it stays as it is.`, {nextStep: 'Delete one of the two names if they are hard links, or choose another folder or name.'});
	}

	const fold = source.kind === 'cloud' ? foldName : (text: string) => text;
	if (fold(`${folder}/`).startsWith(fold(`${from}/`)) || await isAboveOnDisk(source, {...target, path: folder})) {
		throw new Failure('already-exists', `The folder ${lastName(source, opener.names)} cannot be put into itself.`, {nextStep: 'Choose another folder.'});
	}
}

/**
Refuses a target below something that is not a folder, and one on a device or mountpoint that is not there. A folder that does not
exist yet will be made; what the service cannot tell just now, or a disk that is away, is left to the engine.
@returns the nearest folder that is there, where it can be told
@throws Failure `already-exists`, `not-found`, `permission`, `name-not-allowed`
*/
export async function checkIsFolder(target: Location, files: FileSystem, names: NameCodec, signal?: AbortSignal): Promise<string | undefined> {
	checkHoldsFiles(target, names);
	for (let at = target.path; at !== '/'; at = parentPath(at)) {
		const found = await files.stat(at, {signal}).catch((error: unknown) => toFailure(error));
		if (!(found instanceof Failure) && found.deletedAt === undefined) {
			if (found.kind === 'folder') {
				return at;
			}

			throw notAFolder({...target, path: at}, names);
		}

		if (found instanceof Failure && found.code !== 'not-found') {
			if (target.kind === 'cloud' || found.code === 'offline') {
				return undefined;
			}

			throw found;
		}

		if (target.kind === 'cloud' && segmentsOf(at).length === 2) {
			throw await missingPlace({...target, path: at}, files, names);
		}
	}

	return '/';
}

type Placing = Pick<ApartRequest, 'target' | 'targetName'> & {readonly sources: readonly Location[]};

/**
Refuses a folder of the disk in which nothing can be made, before each file fails in it. Where all that is to be put there has its
place already, the engine decides: it may be the same, or skipped.
@throws Failure as `checkIsFolder`
*/
export async function checkTakes({sources, target, targetName}: Placing, files: FileSystem, names: NameCodec): Promise<void> {
	const nearest = files.checkTakes && await checkIsFolder(target, files, names);
	const refused = nearest === undefined ? undefined : await files.checkTakes?.(nearest).catch((error: unknown) => toFailure(error));
	if (!refused) {
		return;
	}

	for (const source of sources) {
		const name = targetName ?? (source.kind === 'cloud' ? localFromStored(baseSegment(source.path), names) : baseSegment(source.path));
		const there = await files.stat(joinPath(target.path, name)).catch(() => undefined);
		if (!there) {
			throw reworded(refused, message => `${message.replace(/\.$/v, '')}: ${nearest === target.path ? 'nothing can be put there' : `${target.path} cannot be made`}.`);
		}
	}
}

/** Refuses to put a folder where a file is. `there`: what has the place. @throws Failure `already-exists` */
export async function checkReplaces(source: Location, place: Location, {there, opener}: {readonly there: Entry | undefined; readonly opener: Pick<Opener, 'fileSystem' | 'names'>}): Promise<void> {
	const files = await opener.fileSystem(source);
	const isFolder = there && there.kind !== 'folder' && await files.stat(source.path).then(({kind, symlink}) => kind === 'folder' && symlink === undefined).catch(() => false);
	if (isFolder) {
		throw notAFolder(place, opener.names);
	}
}

function notAFolder(place: Location, names: NameCodec): Failure {
	return new Failure('already-exists', `${lastName(place, names)} is not a folder: nothing can be put into it.`, {nextStep: 'Choose another folder.'});
}

/** Files of an account lie on its mountpoints, nowhere above. @throws Failure `permission` */
export function checkHoldsFiles(target: Location, names: NameCodec): void {
	const depth = target.kind === 'cloud' ? segmentsOf(target.path).length : 2;
	if (depth < 2) {
		throw new Failure('permission', depth === 0 ? 'An account itself holds devices, no files.' : `${lastName(target, names)} is a device: it holds mountpoints, no files.`, {nextStep: {kind: 'list-places'}});
	}
}

async function missingPlace(mountpoint: Location, files: FileSystem, names: NameCodec): Promise<Failure> {
	const device = folderOf(mountpoint);
	const isDevice = await files.stat(device.path).then(() => true).catch(() => false);
	const sentence = isDevice ? `There is no mountpoint ${lastName(mountpoint, names)} on the device ${lastName(device, names)}: nothing can be put there.` : `There is no device ${lastName(device, names)} in the account: nothing can be put there.`;
	return new Failure('not-found', sentence, {nextStep: {kind: 'list-places'}});
}

async function isOneOnDisk(one: string, other: string): Promise<boolean> {
	const [first, second] = [await statOf(one, lstat), await statOf(other, lstat)];
	return first !== undefined && second !== undefined && isOneFile(first, second);
}

async function isAboveOnDisk(source: Location, folder: Location): Promise<boolean> {
	const found = source.kind === 'local' ? await statOf(source.path, lstat) : undefined;
	for (let at = folder.path; found?.isDirectory() === true && at !== '/'; at = parentPath(at)) {
		const above = await statOf(at, stat);
		if (above && isOneFile(found, above)) {
			return true;
		}
	}

	return false;
}

async function statOf(path: string, how: typeof stat): Promise<BigIntStats | undefined> {
	try {
		return await reach(path, async reached => how(reached, {bigint: true}));
	} catch {
		return undefined; // not there, or not readable: the engine will say so
	}
}

const whereReally = async ({kind, path}: Location): Promise<string> => kind === 'local' ? realPath(path) : path;
