import {realpath} from 'node:fs/promises';
import {diskPath, localName} from './local-name.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';

/** Where a place of the disk really is, links followed, as far as it is there. */
export async function realPath(path: string): Promise<string> {
	if (path === '/') {
		return path;
	}

	try {
		return localName(await realpath(diskPath(path), {encoding: 'buffer'}));
	} catch {
		return joinPath(await realPath(parentPath(path)), baseSegment(path));
	}
}
