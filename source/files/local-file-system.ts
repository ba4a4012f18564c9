import {createReadStream} from 'node:fs';
import {
	lstat,
	mkdir,
	rm,
	stat,
	statfs,
	unlink,
} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {copyFile} from './copy-file.ts';
import {diskFailure, errnoOf} from './disk-failures.ts';
import type {FileSystem} from './file-system.ts';
import {listLocalFolder, readLocalEntry, walkLocalFolder} from './local-listing.ts';
import {diskPath, localBytes} from './local-name.ts';
import {parentPath} from './location.ts';
import {moveFile} from './part-file.ts';
import {setTimes} from './times.ts';

/** The contract of the panes over this machine's disk. It has no trash: removing is for good. */
export function openLocal(): FileSystem {
	return {
		kind: 'local',
		hasTrash: false,
		list: (path, {signal} = {}) => listLocalFolder(path, signal),
		walk: (path, {signal} = {}) => walkLocalFolder(path, signal),
		stat: async path => about(path, async () => readLocalEntry(path)),
		async mkdir(path) {
			await about(path, async () => makeFolder(path));
		},
		rename: async (from, to) => about(to, async () => moveFile(from, to)),
		async copy(from, to, {signal} = {}) {
			await copyFile(from, to, {signal});
		},
		remove: async (path, {kind, permanent = false}) => about(path, async () => remove(path, kind, permanent)),
		read: async (path, {from = 0, signal} = {}) => about(path, async () => openContent(path, from, signal)),
		setModified: async (path, modified) => about(path, async () => setModified(path, modified)),
		space: async path => about(path, async () => readSpace(path)),
	};
}

async function about<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw diskFailure(error, path);
	}
}

/** With its parents. On a read-only disk Node would only say that the folder is not there; making them one by one tells why. */
async function makeFolder(path: string): Promise<void> {
	try {
		await mkdir(diskPath(path), {recursive: true});
	} catch (error) {
		if (errnoOf(error) !== 'ENOENT' || path === '/') {
			throw error;
		}

		const parent = parentPath(path);
		await (await isThere(parent) ? mkdir(diskPath(path)) : makeFolder(parent));
		throw error;
	}
}

async function isThere(path: string): Promise<boolean> {
	try {
		await stat(diskPath(path));
		return true;
	} catch {
		return false;
	}
}

async function setModified(path: string, modified: number): Promise<number> {
	await setTimes(diskPath(path), modified);
	const {mtimeMs} = await stat(diskPath(path));
	return Math.round(mtimeMs); // a disk may hold fewer years, or only whole seconds
}

async function remove(path: string, kind: 'file' | 'folder', permanent: boolean): Promise<void> {
	if (!permanent) {
		throw new Failure('permission', 'This disk has no trash: what is deleted here is gone.', {nextStep: 'Delete it for good, or leave it.'});
	}

	const found = await lstat(diskPath(path));
	await (kind === 'folder' && found.isDirectory() ? rm(diskPath(path), {recursive: true}) : unlink(diskPath(path)));
}

async function openContent(path: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
	const found = await stat(diskPath(path));
	if (!found.isFile()) {
		throw new Failure('not-found', `${path} is not a file.`, {nextStep: 'Choose a file.'});
	}

	return createReadStream(localBytes(path), {start: from, highWaterMark: 1_048_576, signal});
}

async function readSpace(path: string): Promise<{readonly free: number; readonly capacity: number; readonly used: number}> {
	const {bavail, blocks, bfree, bsize} = await statfs(diskPath(path));
	return {free: bavail * bsize, capacity: blocks * bsize, used: (blocks - bfree) * bsize};
}
