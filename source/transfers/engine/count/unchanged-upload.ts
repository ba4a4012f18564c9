import {stat} from 'node:fs/promises';
import {reach} from '../../../files/reach-path.ts';
import {isSameSecond, wholeMilliseconds} from '../../../files/times.ts';
import {isSameContent} from '../../same-content.ts';
import type {ItemSubject} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';

/**
Whether an upload has nothing to do: the listing has the same content and time, and the file has not changed since it was
hashed. It is known while counting, so that a tree that is copied every night costs one stat a file. A move does more than
that, and looks again.
*/
export async function isUnchangedUpload({kind, direction, source, facts: {target}}: ItemSubject, job: Job, md5Cache: Md5Cache): Promise<boolean> {
	if (kind !== 'file' || direction !== 'up' || job.kind !== 'copy' || target?.md5 === undefined) {
		return false;
	}

	try {
		const found = await reach(source.path, async reached => stat(reached, {bigint: true}));
		const md5 = md5Cache.find(found);
		return md5 !== undefined
			&& isSameContent({size: Number(found.size), md5}, target)
			&& isSameSecond(wholeMilliseconds(found.mtimeNs), target.modified);
	} catch {
		return false; // the item says why
	}
}
