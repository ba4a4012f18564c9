import type {Buffer} from 'node:buffer';
import {lstat, opendir, stat} from 'node:fs/promises';
import {localName} from './local-name.ts';
import {baseSegment, joinPath, parentPath} from './location.ts';
import {reach} from './reach-path.ts';

const looksAt = 50; // names: most have letters

/**
Whether a disk takes two names for one that differ in case only, as those of Windows and macOS do, and folders of others can.
Nothing is written to find out: an existing name is looked up in the other case, in the folder, or else the folder itself.
*/
export async function takesCasesForOne(folder: string): Promise<boolean> {
	for (let at = folder; at !== '/'; at = parentPath(at)) {
		const name = await nameWithLetters(at);
		if (name !== undefined) {
			return isOne(joinPath(at, name), joinPath(at, otherCase(name)));
		}

		const own = baseSegment(at);
		if (otherCase(own) !== own && await inodeOf(at) !== undefined) {
			return isOne(at, joinPath(parentPath(at), otherCase(own)));
		}
	}

	return false;
}

/** The same as the key under which two names in a folder are one. */
export async function foldIn(folder: string): Promise<(path: string) => string> {
	return await takesCasesForOne(folder) ? foldLocalPath : path => path;
}

/**
Whether two paths are spellings of one name, so that a rename from one to the other changes letters and moves nothing. Two hard links
are two names, also where they differ in case only: their folder lists both.
*/
export async function isOtherSpelling(path: string, other: string): Promise<boolean> {
	const [one, two] = [baseSegment(path), baseSegment(other)];
	return one !== two
		&& foldLocalPath(one) === foldLocalPath(two)
		&& await isOne(path, other, lstat)
		&& await isOne(parentPath(path), parentPath(other))
		&& !await mayListBoth(parentPath(path), one, two);
}

/** The key under which names are one for such a disk: most of them also see no difference in how an accent is composed. */
export function foldLocalPath(path: string): string {
	return path.normalize('NFC').toUpperCase();
}

async function nameWithLetters(folder: string): Promise<string | undefined> {
	try {
		let looked = 0;
		for await (const {name} of await reach(folder, async reached => opendir(reached, {encoding: 'buffer' as 'utf8'}))) {
			const segment = localName(name as unknown as Buffer);
			looked += 1;
			if (otherCase(segment) !== segment) {
				return segment;
			}

			if (looked === looksAt) {
				break;
			}
		}
	} catch {} // not there yet, or not readable

	return undefined;
}

function otherCase(name: string): string {
	const upper = name.toUpperCase();
	return upper === name ? name.toLowerCase() : upper;
}

/** A folder that cannot be read may. */
async function mayListBoth(folder: string, one: string, two: string): Promise<boolean> {
	const found = new Set<string>();
	try {
		for await (const {name} of await reach(folder, async reached => opendir(reached, {encoding: 'buffer' as 'utf8'}))) {
			const segment = localName(name as unknown as Buffer);
			if (segment === one || segment === two) {
				found.add(segment);
			}
		}
	} catch {
		return true;
	}

	return found.size > 1;
}

async function isOne(one: string, other: string, how = stat): Promise<boolean> {
	const inode = await inodeOf(one, how);
	return inode !== undefined && inode === await inodeOf(other, how);
}

async function inodeOf(path: string, how = stat): Promise<string | undefined> {
	try {
		const {dev, ino} = await reach(path, async reached => how(reached, {bigint: true}));
		return `${dev} ${ino}`;
	} catch {
		return undefined;
	}
}
