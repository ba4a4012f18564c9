import {realpath} from 'node:fs/promises';
import {diskPath, localName} from './local-name.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';

/** The real path of a place on the disk: links are followed as far as the path exists. */
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
