import {stat} from 'node:fs/promises';
import {diskPath} from '../../files/local-name.ts';
import type {WorkTools} from './work.ts';

/** MD5 of a file on the disk: remembered, or read now. @throws ErrnoException when it is not there */
export async function localMd5(path: string, {md5Cache, hasher, signal}: Pick<WorkTools, 'md5Cache' | 'hasher' | 'signal'>): Promise<string> {
	const found = await stat(diskPath(path), {bigint: true});
	const md5 = md5Cache.find(found) ?? (await hasher.hash(path, {size: Number(found.size), signal})).md5;
	md5Cache.keep(found, md5);
	return md5;
}
