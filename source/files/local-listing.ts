import type {Buffer} from 'node:buffer';
import {lstat as lstatThen, type Stats, type Dirent} from 'node:fs';
import {opendir, readlink, stat} from 'node:fs/promises';
import {promisify} from 'node:util';
import {failureFacts, failureFrom, type FailureFacts} from '../failure.ts';
import {errnoOf} from '../error-meanings.ts';
import {diskFailure} from './disk-failures.ts';
import type {Entry} from './entry.ts';
import type {TreeEntry} from './file-system.ts';
import {diskPath, localName} from './local-name.ts';
import {joinPath} from './location.ts';
import {isPartName} from './part-file.ts';
import {reachPath, type Reached} from './reach-path.ts';
import {nearestTime} from './times.ts';

const batchSize = 500;
const lstat = promisify(lstatThen); // takes two thirds of the time of lstat in node:fs/promises, which matters with 100,000 files

/** One folder, in batches. The next batch is read while the last one is sorted and shown. */
export async function * listLocalFolder(path: string, signal?: AbortSignal): AsyncGenerator<readonly Entry[]> {
	let reached: Reached | undefined;
	try {
		reached = await reachPath(path);
		let looking: Promise<readonly Entry[]> | undefined;
		for await (const names of namesIn(reached.path, signal)) {
			const last = looking;
			looking = entriesOf({path, reached: reached.path}, names);
			if (last) {
				yield await last;
			}
		}

		yield await (looking ?? []);
	} catch (error) {
		throw diskFailure(error, path);
	} finally {
		await reached?.leave();
	}
}

async function * namesIn(path: string, signal?: AbortSignal): AsyncGenerator<readonly string[]> {
	// Names as bytes: a name that is not UTF-8 must be found again (local-name.ts).
	const folder = await opendir(diskPath(path), {encoding: 'buffer' as 'utf8', bufferSize: 256});
	let names: string[] = [];
	for await (const found of folder) {
		signal?.throwIfAborted();
		const segment = localName((found as unknown as Dirent<Buffer>).name);
		if (!isPartName(segment)) {
			names.push(segment);
		}

		if (names.length === batchSize) {
			yield names;
			names = [];
		}
	}

	yield names;
}

type Folder = {readonly path: string; readonly reached: string}; // reached: what the system takes for its path

async function entriesOf(folder: Folder, names: readonly string[]): Promise<readonly Entry[]> {
	const entries = await Promise.all(names.map(async name => entryOrNothing(folder, name)));
	return entries.filter(entry => entry !== undefined);
}

/** A file may go after it was listed: then it is left out. Any other error of the disk stands in its row. */
async function entryOrNothing({path, reached}: Folder, segment: string): Promise<Entry | undefined> {
	try {
		return await readLocalEntry(diskPath(joinPath(reached, segment)), segment);
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		return {
			segment, name: segment, kind: 'other', failure: failureFacts(diskFailure(error, joinPath(path, segment))),
		};
	}
}

/** What stands at a path that the system takes, as a row. Rejects with the error of the disk. */
export async function readLocalEntry(path: string | Buffer, segment: string): Promise<Entry> {
	const found = await lstat(path);
	if (!found.isSymbolicLink()) {
		return entryOf(segment, found);
	}

	const symlink = localName(await readlink(path, {encoding: 'buffer'}));
	try {
		return {...entryOf(segment, await stat(path)), symlink};
	} catch {
		return {
			segment, name: segment, kind: 'other', symlink,
		}; // it leads nowhere
	}
}

function entryOf(segment: string, found: Stats): Entry {
	const modified = nearestTime(found.mtimeMs);
	if (found.isDirectory()) {
		return {
			segment, name: segment, kind: 'folder', modified,
		};
	}

	const {size} = found;
	return found.isFile()
		? {
			segment, name: segment, kind: 'file', size, modified,
		}
		: {
			segment, name: segment, kind: 'other', modified, special: specialOf(found),
		};
}

function specialOf(found: Stats): NonNullable<Entry['special']> {
	return found.isSocket() ? 'socket' : (found.isFIFO() ? 'pipe' : 'device');
}

type WalkOptions = {readonly signal?: AbortSignal | undefined; readonly onUnread?: (failure: FailureFacts) => void};

/** Everything below a folder; links are told, never followed. */
export async function * walkLocalFolder(path: string, {signal, onUnread}: WalkOptions = {}): AsyncGenerator<readonly TreeEntry[]> {
	const unread = (failure: FailureFacts) => {
		if (!onUnread) {
			throw failureFrom(failure);
		}

		onUnread(failure);
	};

	const folders = [path];
	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		try {
			for await (const batch of listLocalFolder(folder, signal)) {
				const found = batch.map(entry => ({path: joinPath(folder, entry.segment), entry}));
				folders.push(...found.filter(({entry}) => entry.kind === 'folder' && entry.symlink === undefined).map(each => each.path));
				yield found;
				for (const {entry: {failure}} of found.filter(({entry}) => entry.failure)) {
					unread(failure!);
				}
			}
		} catch (error) {
			const failure = diskFailure(error, folder);
			if (folder === path || failure.code === 'cancelled') {
				throw failure;
			}

			unread(failureFacts(failure));
		}
	}
}
