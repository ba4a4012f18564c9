import {constants} from 'node:fs';
import {
	access,
	mkdir,
	open,
	stat,
	statfs,
} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {errnoOf} from '../error-meanings.ts';
import {copyFile} from './copy-file.ts';
import {diskFailure} from './disk-failures.ts';
import type {FileSystem} from './file-system.ts';
import {listLocalFolder, readLocalEntry, walkLocalFolder} from './local-listing.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';
import {
	createPartFile,
	dropPartFile,
	moveFile,
	newPartPath,
} from './part-file.ts';
import {reach} from './reach-path.ts';
import {removeFromDisk} from './remove-from-disk.ts';
import {setTimes} from './times.ts';

/** The contract of the panes over this machine's disk. It has no trash: removing is for good. */
export function openLocal(): FileSystem {
	return {
		kind: 'local',
		hasTrash: false,
		list: (path, {signal} = {}) => listLocalFolder(path, signal),
		walk: (path, options = {}) => walkLocalFolder(path, options),
		stat: async path => about(path, async () => reach(path, async reached => readLocalEntry(reached, baseSegment(path)))),
		checkTakes: async folder => about(folder, async () => checkTakes(folder)),
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

/** A refusal is not always true: some network disks tell of another user, and a process may have more rights than its user. Then it is tried. */
async function checkTakes(folder: string): Promise<void> {
	try {
		await reach(folder, async reached => access(reached, constants.W_OK | constants.X_OK)); // eslint-disable-line no-bitwise -- access modes are bits
	} catch (error) {
		const target = joinPath(folder, 'trial');
		const trial = await createPartFile(newPartPath(target), target).catch(() => {
			throw error;
		});
		await dropPartFile(trial);
	}
}

/** With its parents, one by one: where nothing can be made (/proc, a disk that is read-only) Node's own way tries for ever, or tells a wrong reason. */
async function makeFolder(path: string): Promise<void> {
	try {
		await reach(path, async reached => mkdir(reached));
	} catch (error) {
		if (errnoOf(error) !== 'ENOENT' || path === '/') {
			await checkIsFolder(path, error);
			return;
		}

		const parent = parentPath(path);
		if (!await isFolder(parent)) {
			await makeFolder(parent);
		}

		await makeOne(path);
	}
}

/** Somebody else may make it at the same time. */
async function makeOne(path: string): Promise<void> {
	try {
		await reach(path, async reached => mkdir(reached));
	} catch (error) {
		await checkIsFolder(path, error);
	}
}

async function checkIsFolder(path: string, error: unknown): Promise<void> {
	if (!await isFolder(path)) {
		throw error;
	}
}

async function isFolder(path: string): Promise<boolean> {
	try {
		const found = await reach(path, async reached => stat(reached));
		return found.isDirectory();
	} catch {
		return false;
	}
}

async function setModified(path: string, modified: number): Promise<number> {
	const {mtimeMs} = await reach(path, async reached => {
		await setTimes(reached, modified);
		return stat(reached);
	});
	return Math.round(mtimeMs); // a disk may hold fewer years, or only whole seconds
}

async function remove(path: string, kind: 'file' | 'folder', permanent: boolean): Promise<void> {
	if (!permanent) {
		throw new Failure('permission', 'This disk has no trash: what is deleted here is gone.', {nextStep: 'Delete it for good, or leave it.'});
	}

	await removeFromDisk(path, kind);
}

async function openContent(path: string, from: number, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
	const found = await reach(path, async reached => stat(reached));
	if (!found.isFile()) {
		throw new Failure('not-found', `${path} is not a file.`, {nextStep: 'Choose a file.'}); // a pipe would be waited for
	}

	const file = await reach(path, async reached => open(reached));
	return piecesOf(file.createReadStream({start: from, highWaterMark: 1_048_576, ...(signal && {signal})}), path);
}

async function readSpace(path: string): Promise<{readonly free: number; readonly capacity: number; readonly used: number}> {
	const {bavail, blocks, bfree, bsize} = await reach(path, async reached => statfs(reached));
	return {free: bavail * bsize, capacity: blocks * bsize, used: (blocks - bfree) * bsize};
}

/** The disk may fail in the middle. */
async function * piecesOf(stream: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
	try {
		yield * stream;
	} catch (error) {
		throw diskFailure(error, path);
	}
}
