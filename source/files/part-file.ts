import {randomBytes} from 'node:crypto';
import {constants, type BigIntStats} from 'node:fs';
import {
	link,
	lstat,
	open,
	rename,
	unlink,
	type FileHandle,
} from 'node:fs/promises';
import {errnoOf} from '../error-meanings.ts';
import {diskFailure} from './disk-failures.ts';
import {isOtherSpelling} from './letter-case.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';
import {reach} from './reach-path.ts';
import {setTimes} from './times.ts';

/*
A file that is being made stands beside its target under a hidden name and takes the target's place whole, or not at all.
Each hidden name is new and belongs to one writer: a writer that finds something under its name leaves it alone.
*/

const ending = '.jottafm-part';
const longest = 40; // characters of the target's name: with the rest they fit the 255 bytes that disks take

/** A hidden name beside a target, used by nobody else. */
export function newPartPath(target: string): string {
	const short = [...baseSegment(target)].slice(0, longest).join('');
	return joinPath(parentPath(target), `.${short}.${randomBytes(6).toString('hex')}${ending}`);
}

export function isPartName(segment: string): boolean {
	return segment.startsWith('.') && segment.endsWith(ending);
}

export type PartFile = {
	readonly path: string;
	readonly handle: FileHandle;
	/** Bytes from an earlier attempt. */
	readonly length: number;
};

const ofFolder = new Set(['EACCES', 'EPERM', 'EROFS']); // of a file that is yet to be made: its folder refuses it, and any other

/** Makes a part file under a name from `newPartPath`. Never opens what is there, nor follows a link. @throws Failure `disk-full`, `permission` */
export async function createPartFile(path: string, target: string): Promise<PartFile> {
	try {
		const handle = await reach(path, async reached => open(reached, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o666)); // eslint-disable-line no-bitwise -- open flags are bits
		return {path, handle, length: 0};
	} catch (error) {
		throw diskFailure(error, ofFolder.has(errnoOf(error) ?? '') ? parentPath(target) : target);
	}
}

/**
Opens what an earlier attempt of the same writer has left. Nothing where it is gone, or is no longer that alone: a second
name for it is what a kill leaves between giving the target its name and taking the hidden one away, and then it is finished.
*/
export async function reopenPartFile(path: string): Promise<PartFile | undefined> {
	let handle: FileHandle;
	try {
		handle = await reach(path, async reached => open(reached, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK)); // eslint-disable-line no-bitwise -- open flags are bits
	} catch {
		return undefined;
	}

	const found = await handle.stat();
	if (found.isFile() && found.nlink === 1) {
		return {path, handle, length: found.size};
	}

	await handle.close();
	return undefined;
}

export type PartFilePlacing = {
	readonly modified?: number | undefined; // ms since 1970
	/** Whether a file that is there may be replaced; otherwise that is Failure `already-exists`. */
	readonly replaces: boolean;
	/** The last check of the target, right before the rename, since flushing takes time. If it throws, the target stays as it is. */
	readonly beforePlacing?: (() => Promise<void>) | undefined;
};

/**
Puts a complete part file in its target's place: flushed, dated, then renamed. Closes it. On a failure the part file stays.
@throws Failure `already-exists`, `disk-full`, `permission`
*/
export async function placePartFile({path, handle}: PartFile, target: string, {modified, replaces, beforePlacing}: PartFilePlacing): Promise<void> {
	try {
		if (modified !== undefined) {
			await setTimes(handle, modified);
		}

		await handle.sync();
		await handle.close();
		await beforePlacing?.();
		await (replaces ? replaceFile(path, target) : moveFile(path, target));
		await syncFolder(parentPath(target));
	} catch (error) {
		await handle.close().catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it may be closed already
		throw diskFailure(error, target);
	}
}

/** Replaces a file by another one in one step: a reader finds the one or the other. Rejects with the error of the disk; both files are then as they were. */
export async function replaceFile(path: string, target: string): Promise<void> {
	const there = await lstatOf(target);
	if (there?.isDirectory() === true) {
		throw Object.assign(new Error('folder in the way'), {code: 'EISDIR'});
	}

	await reach(path, async from => reach(target, async to => rename(from, to)));
}

const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']); // of disks without hard links, and of other people's files

/**
Gives a file or folder another name on its disk, never one that is taken. A file gets the new name before it loses the old
one: nobody can come between. Disks without hard links get a look first. Rejects with the error of the disk.
*/
export async function moveFile(path: string, target: string): Promise<void> {
	const source = await reach(path, async reached => lstat(reached));
	if (!source.isFile()) {
		await renameToFree(path, target);
		return;
	}

	try {
		await reach(path, async from => reach(target, async to => link(from, to)));
	} catch (error) {
		const isOnlyCase = errnoOf(error) === 'EEXIST' && await isOtherSpelling(path, target);
		if (!isOnlyCase && !withoutLinks.has(errnoOf(error) ?? '')) {
			throw error;
		}

		await renameToFree(path, target);
		return;
	}

	try {
		await reach(path, async reached => unlink(reached));
	} catch (error) {
		await reach(target, async reached => unlink(reached));
		throw error;
	}
}

/** A change of case, where the disk takes both for one name, finds the file itself under the new one. */
async function renameToFree(path: string, target: string): Promise<void> {
	if (await lstatOf(target) && !await isOtherSpelling(path, target)) {
		throw Object.assign(new Error('taken'), {code: 'EEXIST'});
	}

	await reach(path, async from => reach(target, async to => rename(from, to)));
}

/** Whether two paths lead to the same file or folder. */
export function isOneFile(one: Pick<BigIntStats, 'dev' | 'ino'>, other: Pick<BigIntStats, 'dev' | 'ino'>): boolean {
	return one.dev === other.dev && one.ino === other.ino;
}

async function lstatOf(path: string): Promise<BigIntStats | undefined> {
	try {
		return await reach(path, async reached => lstat(reached, {bigint: true}));
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

/** The new name survives a power cut only after its folder was flushed, too. */
async function syncFolder(path: string): Promise<void> {
	const folder = await reach(path, async reached => open(reached, 'r'));
	try {
		await folder.sync();
	} catch {
		// Some network disks cannot flush a folder; the file itself was.
	} finally {
		await folder.close();
	}
}

export async function dropPartFile({path, handle}: PartFile): Promise<void> {
	await handle.close();
	await removePartFile(path);
}

/** A part file that nobody needs any more; there may be none. */
export async function removePartFile(path: string): Promise<void> {
	try {
		await reach(path, async reached => unlink(reached));
	} catch (error) {
		if (errnoOf(error) !== 'ENOENT') {
			throw error;
		}
	}
}
