import {lstat} from 'node:fs/promises';
import {errnoOf} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import {parentPath, type Location} from '../../files/location.ts';
import {isSameSystem} from '../direction.ts';

/** Whether a move is a rename, done at once with all that is below: inside one account, or on one disk. From one disk to another it is a copy, and the original goes afterwards. */
export async function isRename(source: Location, target: Location): Promise<boolean> {
	if (!isSameSystem(source, target)) {
		return false;
	}

	return source.kind === 'cloud' || await diskOf(source.path) === await diskOf(target.path);
}

/** Of what is not there, the disk where it would be. */
async function diskOf(path: string): Promise<bigint> {
	try {
		const {dev} = await lstat(diskPath(path), {bigint: true});
		return dev;
	} catch (error) {
		if (path === '/' || !['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) {
			throw error;
		}

		return diskOf(parentPath(path));
	}
}
