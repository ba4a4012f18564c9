import {Failure} from '../failure.ts';
import type {Entry} from './entry.ts';
import type {CallOptions, FileSystem} from './file-system.ts';

/** What is at a path, tombstones included; undefined when nothing is there. */
export async function findAt(files: FileSystem, path: string, options?: CallOptions): Promise<Entry | undefined> {
	try {
		return await files.stat(path, options);
	} catch (error) {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw error;
	}
}

/** A file or folder that is there and not in the trash. */
export async function findLiveAt(files: FileSystem, path: string, options?: CallOptions): Promise<Entry | undefined> {
	const entry = await findAt(files, path, options);
	return entry?.deletedAt === undefined ? entry : undefined;
}
