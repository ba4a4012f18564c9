import {endsAll, Failure, toFailure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {TreeEntry} from '../../files/file-system.ts';
import {joinPath, parentPath} from '../../files/location.ts';
import {segmentsOf} from '../addresses.ts';
import {makeFolder} from '../changes.ts';
import {findEntry} from '../find.ts';
import {isTooLarge} from '../http/failures.ts';
import {askAbout} from '../http/place-requests.ts';
import {listFolder} from '../listing.ts';
import {displayName} from '../display-name.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {createMountpoint, findMountpoint} from '../places.ts';
import {recreateFile} from './recreate.ts';
import {alive, checkTombstone, gone} from './trash.ts';

/*
Bringing back what is in the trash (protocol.md 9.4, 9.5). There is no verb for it: files are made again from their hash,
folders revived one by one.
*/

const atOnce = 6; // requests side by side (protocol.md 17)

/** What came back, and what did not. */
export type Restored = {
	readonly files: number;
	readonly folders: number;
	readonly failures: ReadonlyArray<{readonly path: string; readonly failure: Failure}>;
	/** The folder above was in the trash itself and came back with it, without its other content. */
	readonly revivedParent?: string;
};

export type RestoreOptions = CloudOptions & {
	/** When it was trashed, as listed. With it an interrupted restore can be repeated: by then the folder itself is alive. */
	readonly deletedAt?: number | undefined;
	/** Another place or name; the tombstone stays where it is. */
	readonly to?: string | undefined;
	/** Called after each batch. */
	readonly onProgress?: ((done: {readonly files: number; readonly folders: number}) => void) | undefined;
};

/**
Brings back a file, or a folder with what went to the trash together with it; what was trashed earlier stays there.
Never replaces what is alive. May be repeated after an interruption, with the same `deletedAt`.
@throws Failure `not-found` when it is gone for good; `already-exists` when something alive is in its place
@see protocol.md 9.4, 9.5
*/
export async function restoreEntry(path: string, options: RestoreOptions): Promise<Restored> {
	if (segmentsOf(path).length === 2) {
		return restoreMountpoint(path, options);
	}

	const {to = path, deletedAt} = options;
	const entry = await findEntry(path, options);
	if (!entry) {
		await checkNoFileAbove(path, options);
		throw gone(path, options.client.names);
	}

	if (entry.kind === 'file') {
		checkTombstone(path, entry, {deletedAt, names: options.client.names});
	} else if (entry.deletedAt === undefined && deletedAt === undefined) {
		throw alive(path, options.client.names);
	}

	if (to !== path) {
		await checkFree(to, options);
	}

	const revivedParent = await prepareParent(to, options);
	const restored = entry.kind === 'file'
		? await restoreFile({path, entry}, to, options)
		: await restoreFolder(path, to, {...options, deletedAt: deletedAt ?? entry.deletedAt!});
	return {...restored, ...(revivedParent !== undefined && {revivedParent})};
}

/**
Whether a folder could be brought back from the trash. Where the service refuses to list it, nothing tells what went with it.
@see protocol.md 5.4, 9.5
*/
export async function canRestore(path: string, options: CloudOptions): Promise<boolean> {
	try {
		await askAbout(path, options);
		return true;
	} catch (error) {
		if (isTooLarge(error)) {
			return false;
		}

		throw error;
	}
}

async function checkFree(path: string, options: CloudOptions): Promise<void> {
	const there = await findEntry(path, options);
	if (there && there.deletedAt === undefined) {
		throw new Failure('already-exists', `There is something of the name ${displayName(path, options.client.names)} already.`, {nextStep: 'Choose another name.'});
	}
}

/** The folder above must be alive; if it is in the trash, it comes back without its content. */
async function prepareParent(path: string, options: CloudOptions): Promise<string | undefined> {
	const parent = parentPath(path);
	if (segmentsOf(parent).length <= 2) {
		return undefined;
	}

	const entry = await findEntry(parent, options);
	if (entry?.kind === 'folder' && entry.deletedAt === undefined) {
		return undefined;
	}

	await checkNoFileAbove(path, options);
	await makeFolder(parent, options);
	return entry ? parent : undefined;
}

/** Fails where a file has the place of a folder above: nothing can be below it. */
async function checkNoFileAbove(path: string, options: CloudOptions): Promise<void> {
	for (let above = parentPath(path); segmentsOf(above).length > 2; above = parentPath(above)) {
		const entry = await findEntry(above, options);
		if (entry?.kind === 'file' && entry.deletedAt === undefined) {
			throw new Failure('already-exists', `${displayName(above, options.client.names)}, above ${displayName(path, options.client.names)}, is a file now: nothing can be in it.`, {nextStep: 'Rename that file, then try again.'});
		}

		if (entry) {
			return;
		}
	}
}

async function restoreFile({path, entry}: TreeEntry, to: string, options: CloudOptions): Promise<Restored> {
	await recreateFile(to, entry, {path}, options);
	return {files: 1, folders: 0, failures: []};
}

async function restoreFolder(path: string, to: string, options: RestoreOptions & {readonly deletedAt: number}): Promise<Restored> {
	const listed = listFolder(path, {...options, needsTrash: true});
	await listed.next(); // what cannot be listed is left as it is
	await listed.return(undefined);
	await makeFolder(to, options);
	return restoreBelow(path, to, options);
}

/** What was trashed together: everything with the folder's own time, and nothing below what has another time. */
async function restoreBelow(start: string, to: string, options: RestoreOptions & {readonly deletedAt: number}): Promise<Restored> {
	const done = {files: 0, folders: 1};
	const failures: Array<Restored['failures'][number]> = [];
	const folders = [start];
	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		const path = folder;
		try {
			for await (const batch of listFolder(path, {...options, needsTrash: true})) {
				const children = batch.map(entry => ({path: joinPath(path, entry.segment), entry}));
				const found = children.filter(({entry}) => entry.deletedAt === options.deletedAt);
				failures.push(...await eachAtOnce(found, async row => {
					await restoreOne(row, to + row.path.slice(start.length), options);
					done[row.entry.kind === 'folder' ? 'folders' : 'files'] += 1;
				}, options.signal));
				folders.push(...children.filter(({entry}) => entry.kind === 'folder' && isWalked(entry, options.deletedAt)).map(each => each.path));
				options.onProgress?.(done);
			}
		} catch (error) {
			const failure = toFailure(error);
			if (!isTooLarge(failure.cause)) {
				throw error;
			}

			failures.push({path, failure}); // the others come back all the same
		}
	}

	return {...done, failures};
}

/** A live folder below may hold what an interrupted restore has not reached. */
function isWalked({deletedAt}: Entry, together: number): boolean {
	return deletedAt === undefined || deletedAt === together;
}

async function restoreOne({path, entry}: TreeEntry, to: string, options: CloudOptions): Promise<void> {
	if (entry.kind === 'folder') {
		await makeFolder(to, options);
	} else {
		await recreateFile(to, entry, {path}, options);
	}
}

/** Some side by side. One that fails does not stop the others, unless all the others would fail the same way. */
async function eachAtOnce(rows: readonly TreeEntry[], work: (row: TreeEntry) => Promise<void>, signal?: AbortSignal): Promise<Restored['failures']> {
	const waiting = rows.values();
	const failures: Array<Restored['failures'][number]> = [];
	const worker = async () => {
		for (const row of waiting) {
			signal?.throwIfAborted();
			try {
				await work(row);
			} catch (error) {
				const failure = toFailure(error);
				if (endsAll(failure)) {
					throw failure;
				}

				failures.push({path: row.path, failure});
			}
		}
	};

	await Promise.all(Array.from({length: atOnce}, worker));
	return failures;
}

/** Nobody has published how the service does it: the mountpoint is made again, then walked. @see protocol.md 9.5 */
async function restoreMountpoint(path: string, options: RestoreOptions): Promise<Restored> {
	const mountpoint = await findMountpoint(path, options);
	if (!mountpoint) {
		throw gone(path, options.client.names);
	}

	const deletedAt = options.deletedAt ?? mountpoint.deletedAt;
	if (deletedAt === undefined) {
		throw alive(path, options.client.names);
	}

	if (mountpoint.deletedAt !== undefined) {
		await createMountpoint(path, {...options, isRevival: true});
	}

	return restoreBelow(path, path, {...options, deletedAt});
}
