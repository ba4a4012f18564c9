import {toFailure, type Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {FileSystem} from '../../../files/file-system.ts';
import {baseSegment, joinPath, type Location} from '../../../files/location.ts';

export type FoundSource = {readonly path: string; readonly entry: Entry; readonly failure?: Failure};

/** A folder and all below it, in batches, a folder before what is in it. */
export async function * walkSource(source: Location, root: Entry, {files, signal}: {readonly files: FileSystem; readonly signal: AbortSignal}): AsyncGenerator<readonly FoundSource[]> {
	yield [{path: source.path, entry: root}];
	if (source.kind === 'cloud') {
		yield * files.walk(source.path, {signal}); // one request for the whole tree
		return;
	}

	const folders = [source.path];
	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		yield * listOne(folder, {
			files, signal, onFolder(path) {
				folders.push(path);
			},
		});
	}
}

/** One folder of the disk; one that cannot be read is named, and the others go on. */
async function * listOne(folder: string, {files, signal, onFolder}: {readonly files: FileSystem; readonly signal: AbortSignal; readonly onFolder: (path: string) => void}): AsyncGenerator<readonly FoundSource[]> {
	try {
		for await (const batch of files.list(folder, {signal})) {
			for (const entry of batch) {
				if (entry.kind === 'folder' && entry.symlink === undefined) {
					onFolder(joinPath(folder, entry.segment));
				}
			}

			yield batch.map(entry => ({path: joinPath(folder, entry.segment), entry}));
		}
	} catch (error) {
		const failure = toFailure(error);
		if (failure.code === 'cancelled') {
			throw failure;
		}

		const segment = baseSegment(folder);
		yield [{path: folder, entry: {segment, name: segment, kind: 'folder'}, failure}];
	}
}
