import type {Buffer} from 'node:buffer';
import {opendir, stat} from 'node:fs/promises';
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

async function isOne(one: string, other: string): Promise<boolean> {
	const inode = await inodeOf(one);
	return inode !== undefined && inode === await inodeOf(other);
}

async function inodeOf(path: string): Promise<string | undefined> {
	try {
		const {dev, ino} = await reach(path, async reached => stat(reached, {bigint: true}));
		return `${dev} ${ino}`;
	} catch {
		return undefined;
	}
}
