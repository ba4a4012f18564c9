import type {Buffer} from 'node:buffer';
import {constants, type BigIntStats} from 'node:fs';
import {
	copyFile,
	link,
	lstat,
	open,
	rename,
	rm,
	stat,
	type FileHandle,
} from 'node:fs/promises';
import {diskFailure, errnoOf} from './disk-failures.ts';
import {diskPath} from './local-name.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';
import {setTimes} from './times.ts';

/*
A file that is being received stands beside its target under a hidden name and takes the target's place whole, or not at all.
*/

/** The hidden name; it holds the start of the MD5, so that a part of another content is never gone on with. */
export function partPath(target: string, md5: string): string {
	const name = baseSegment(target);
	// Room for the rest of the name within the 255 bytes that disks take.
	const short = name.length > 50 ? [...name].slice(0, 50).join('') : name;
	return joinPath(parentPath(target), `.${short}.${md5.slice(0, 12)}.jottafm-part`);
}

export function isPartName(segment: string): boolean {
	return segment.startsWith('.') && segment.endsWith('.jottafm-part');
}

export type PartFile = {
	readonly path: string;
	readonly handle: FileHandle;
	/** Bytes that an earlier attempt has left. */
	readonly length: number;
};

/** Opens the part file of a target, or makes it. @throws Failure `disk-full`, `permission` */
export async function openPartFile(target: string, md5: string): Promise<PartFile> {
	const path = partPath(target, md5);
	try {
		const handle = await open(diskPath(path), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o666); // eslint-disable-line no-bitwise -- open flags are bits
		const {size} = await handle.stat();
		return {path, handle, length: size};
	} catch (error) {
		throw diskFailure(error, target);
	}
}

export type Placing = {
	readonly modified?: number | undefined; // ms since 1970
	/** Whether a file that is there may be replaced; otherwise that is Failure `already-exists`. */
	readonly replaces: boolean;
};

/**
Puts a complete part file in its target's place: flushed, dated, then renamed. Closes it.
@throws Failure `already-exists`, `disk-full`
*/
export async function placePartFile({path, handle}: PartFile, target: string, {modified, replaces}: Placing): Promise<void> {
	try {
		if (modified !== undefined) {
			await setTimes(handle, modified);
		}

		await handle.sync();
		await handle.close();
		await (replaces ? replaceWith(path, target) : moveInto(path, target));
		await syncFolder(parentPath(target));
	} catch (error) {
		await handle.close().catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it may be closed already
		throw diskFailure(error, target);
	}
}

async function replaceWith(path: string, target: string): Promise<void> {
	const there = await lstatOf(target);
	if (there?.isDirectory() === true) {
		throw Object.assign(new Error('folder in the way'), {code: 'EISDIR'});
	}

	await rename(diskPath(path), diskPath(target));
}

/** Renames without replacing: a hard link fails where a file is; disks without links get a look first. */
async function moveInto(path: string, target: string): Promise<void> {
	try {
		await link(diskPath(path), diskPath(target));
		await rm(diskPath(path));
	} catch (error) {
		if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '')) {
			throw error;
		}

		if (await lstatOf(target)) {
			throw Object.assign(new Error('taken'), {code: 'EEXIST'});
		}

		await rename(diskPath(path), diskPath(target));
	}
}

async function lstatOf(path: string): Promise<BigIntStats | undefined> {
	try {
		return await lstat(diskPath(path), {bigint: true});
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

/** The new name itself survives a power cut only when its folder was flushed, too. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(diskPath(path), 'r');
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
	await rm(diskPath(path), {force: true});
}

/** A part file that nobody needs any more; there may be none. */
export async function removePartFile(target: string, md5: string): Promise<void> {
	await rm(diskPath(partPath(target, md5)), {force: true});
}

/** Copies one file on the disk through a part file; never replaces, keeps the time. */
export async function copyThroughPart(from: string, to: string): Promise<void> {
	const path: string | Buffer = diskPath(partPath(to, 'local-copy'));
	try {
		await copyFile(diskPath(from), path, constants.COPYFILE_FICLONE);
		const {atimeMs, mtimeMs} = await stat(diskPath(from));
		await setTimes(path, mtimeMs, atimeMs);
		const handle = await open(path, 'r+');
		await placePartFile({path: partPath(to, 'local-copy'), handle, length: 0}, to, {replaces: false});
	} catch (error) {
		await rm(path, {force: true});
		throw diskFailure(error, from);
	}
}
