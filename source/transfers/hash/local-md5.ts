import type {BigIntStats} from 'node:fs';
import {stat} from 'node:fs/promises';
import {reach} from '../../files/reach-path.ts';
import type {Hasher} from './hasher.ts';
import type {Md5Cache} from './md5-cache.ts';

type Md5Tools = {readonly md5Cache: Md5Cache; readonly hasher: Pick<Hasher, 'hash'>; readonly signal: AbortSignal};

/** MD5 of a file on the disk: remembered, or read now. `found`: where it was looked at already. @throws ErrnoException when it is not there */
export async function localMd5(path: string, {md5Cache, hasher, signal}: Md5Tools, found?: BigIntStats): Promise<string> {
	const file = found ?? await reach(path, async reached => stat(reached, {bigint: true}));
	const known = md5Cache.find(file);
	if (known !== undefined) {
		return known;
	}

	const {md5} = await hasher.hash(path, {size: Number(file.size), signal});
	md5Cache.keep(file, md5);
	return md5;
}
