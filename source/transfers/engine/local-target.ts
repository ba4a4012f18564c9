import {lstat} from 'node:fs/promises';
import {diskFailure, errnoOf} from '../../files/disk-failures.ts';
import type {Entry} from '../../files/entry.ts';
import {diskPath} from '../../files/local-name.ts';
import {wholeMilliseconds} from '../../files/times.ts';
import type {Item} from '../item.ts';
import {localMd5} from './local-md5.ts';
import type {WorkTools} from './work.ts';

/** What is at the target; hashed only where it could be the same file. */
export async function findLocal(path: string, {facts, size}: Item, tools: WorkTools): Promise<Pick<Entry, 'kind' | 'size' | 'modified' | 'md5'> | undefined> {
	try {
		const found = await lstat(diskPath(path), {bigint: true});
		if (!found.isFile()) {
			return {kind: 'other'};
		}

		const there = {kind: 'file', size: Number(found.size), modified: wholeMilliseconds(found.mtimeNs)} as const;
		if (there.size !== size || facts.source.md5 === undefined) {
			return there;
		}

		return {...there, md5: await localMd5(path, tools, found)};
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw diskFailure(error, path);
	}
}
