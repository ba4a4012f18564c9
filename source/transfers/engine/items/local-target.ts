import type {BigIntStats} from 'node:fs';
import {lstat} from 'node:fs/promises';
import {errnoOf} from '../../../error-meanings.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import {foldLocalPath} from '../../../files/letter-case.ts';
import {reach} from '../../../files/reach-path.ts';
import {wholeMilliseconds} from '../../../files/times.ts';
import type {Item} from '../../item.ts';
import {localMd5} from '../../hash/local-md5.ts';
import type {There} from './decide-target.ts';
import type {WorkTools} from './work.ts';

/** What has a name on the disk; `inode` identifies it on this machine, by whatever path it is read. */
export type OnDisk = There & {readonly inode: string};

export async function findOnDisk(path: string): Promise<OnDisk | undefined> {
	const found = await look(path);
	return found && onDisk(found);
}

/** With its MD5 where it could be the file that is to be received: it is read for that, unless its MD5 is remembered. */
export async function findLocal(path: string, {facts, size}: Item, tools: WorkTools): Promise<OnDisk | undefined> {
	const found = await look(path);
	if (!found?.isFile() || Number(found.size) !== size || facts.source.md5 === undefined) {
		return found && onDisk(found);
	}

	try {
		return {...onDisk(found), md5: await localMd5(path, tools, found)};
	} catch (error) {
		throw diskFailure(error, path);
	}
}

function onDisk(found: BigIntStats): OnDisk {
	const inode = `${found.dev} ${found.ino}`;
	const modified = wholeMilliseconds(found.mtimeNs);
	if (found.isFile()) {
		return {
			kind: 'file', size: Number(found.size), modified, inode,
		};
	}

	return {kind: found.isDirectory() ? 'folder' : 'other', modified, inode};
}

async function look(path: string): Promise<BigIntStats | undefined> {
	try {
		return await reach(path, async reached => lstat(reached, {bigint: true}));
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return undefined;
		}

		throw diskFailure(error, path);
	}
}

/** The same path, or one that differs in case only: on some disks that is the same name. */
export function isSamePlace(one: string, other: string): boolean {
	return foldLocalPath(one) === foldLocalPath(other);
}
