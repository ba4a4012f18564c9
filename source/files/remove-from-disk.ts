import {
	lstat,
	opendir,
	rm,
	rmdir,
	unlink,
} from 'node:fs/promises';
import type {Buffer} from 'node:buffer';
import type {Dirent} from 'node:fs';
import {errnoOf} from '../error-meanings.ts';
import {diskPath, localName} from './local-name.ts';
import {joinPath} from './location.ts';
import {reach, reachPath} from './reach-path.ts';

/** Removes a file, or a folder with all below; of a symbolic link the link. Rejects with the error of the disk. */
export async function removeFromDisk(path: string, kind: 'file' | 'folder'): Promise<void> {
	const found = await reach(path, async reached => lstat(reached));
	if (kind === 'file' || !found.isDirectory()) {
		await reach(path, async reached => unlink(reached));
		return;
	}

	try {
		await reach(path, async reached => rm(reached, {recursive: true}));
	} catch (error) {
		if (errnoOf(error) !== 'ENAMETOOLONG') {
			throw error;
		}

		await removeDeepTree(path); // Node joins the whole path of each file
	}
}

async function removeDeepTree(path: string): Promise<void> {
	const left = [path];
	for (let folder = left.at(-1); folder !== undefined; folder = left.at(-1)) {
		const below = await removeFilesIn(folder);
		left.push(...below);
		if (below.length === 0) {
			await reach(folder, async reached => rmdir(reached));
			left.pop();
		}
	}
}

/** Gives the folders that are left in it. */
async function removeFilesIn(folder: string): Promise<readonly string[]> {
	const {path: reached, leave} = await reachPath(folder);
	const below: string[] = [];
	try {
		for await (const found of await opendir(diskPath(reached), {encoding: 'buffer' as 'utf8'})) {
			const name = localName((found as unknown as Dirent<Buffer>).name);
			if (found.isDirectory()) {
				below.push(joinPath(folder, name));
			} else {
				await unlink(diskPath(joinPath(reached, name)));
			}
		}
	} finally {
		await leave();
	}

	return below;
}
