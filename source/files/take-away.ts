import type {BigIntStats} from 'node:fs';
import {lstat, rename, unlink} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {errnoOf} from '../error-meanings.ts';
import {diskFailure} from './disk-failures.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';
import {moveFile} from './part-file.ts';
import {reach} from './reach-path.ts';

/** A file as it was seen, in a form that can be stored. */
export type SeenFile = {readonly inode: string; readonly size: number; readonly modified: string}; // modified: ns since 1970

export function seenAs({dev, ino, size, mtimeNs}: BigIntStats): SeenFile {
	return {inode: `${dev} ${ino}`, size: Number(size), modified: String(mtimeNs)};
}

/**
Removes a file for good, and only the one that was seen: it is taken under a hidden name first, where nobody puts another one in
its place between the look and the end of it. `hidden`: from `newPartPath`; whoever is killed has it ended by `endTaking`.
@throws Failure `corrupt` when it is another one, or was written to; it has its name again then. `not-found`, `permission`
*/
export async function takeAway(path: string, hidden: string, seen: SeenFile): Promise<void> {
	try {
		await reach(path, async from => reach(hidden, async to => rename(from, to)));
	} catch (error) {
		throw diskFailure(error, path);
	}

	if (!await endTaking(path, hidden, seen)) {
		throw new Failure('corrupt', `${baseSegment(path)} has changed since it was copied.`, {nextStep: {kind: 'move-again'}});
	}
}

/** Finishes an interrupted `takeAway`: false when another file was taken than the one that was seen; that gets its name back. There may be nothing. */
export async function endTaking(path: string, hidden: string, seen: SeenFile): Promise<boolean> {
	try {
		const found = await reach(hidden, async reached => lstat(reached, {bigint: true}));
		if (isSeen(found, seen)) {
			await reach(hidden, async reached => unlink(reached));
			return true;
		}
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') {
			return true;
		}

		throw diskFailure(error, path);
	}

	await putBack(path, hidden);
	return false;
}

function isSeen(found: BigIntStats, seen: SeenFile): boolean {
	const {inode, size, modified} = seenAs(found);
	return inode === seen.inode && size === seen.size && modified === seen.modified;
}

/** Under its own name, or under a similar one if that is taken by now. */
async function putBack(path: string, hidden: string): Promise<void> {
	for (let number = 0; ; number += 1) {
		try {
			await moveFile(hidden, number === 0 ? path : joinPath(parentPath(path), `${baseSegment(path)}.kept-${number}`));
			return;
		} catch (error) {
			if (errnoOf(error) !== 'EEXIST') {
				throw diskFailure(error, path);
			}
		}
	}
}

