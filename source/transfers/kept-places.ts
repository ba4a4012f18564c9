import {lstat} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {reach} from '../files/reach-path.ts';
import {parentPath, type Location} from '../files/location.ts';
import {realPath} from '../files/real-path.ts';
import {segmentsOf} from '../jotta/addresses.ts';
import type {NameCodec} from '../jotta/name-codec.ts';
import {lastName} from './location-text.ts';

/*
Places that are never removed or moved in passing: the disk's root, home folders and what holds them, mount points, and the account's own places.
*/

type Options = {
	readonly homeFolder: string;
	readonly isMountKept?: boolean; // else what is on another disk may go: a move empties a card
};

/** What a place is, in words, where it is one of these; links to them count. */
export async function keptAs(location: Location, {homeFolder, isMountKept = true}: Options): Promise<string | undefined> {
	if (location.kind === 'cloud') {
		return ['the whole account', 'a device', 'a mountpoint'][segmentsOf(location.path).length];
	}

	const real = await realPath(location.path);
	if (real === '/') {
		return 'the root of this disk';
	}

	const home = await realPath(homeFolder);
	if (real === home || real === '/root' || /^\/(?:home|Users)\/[^\/]+$/v.test(real)) {
		return 'a home folder';
	}

	if (`${home}/`.startsWith(`${real}/`) || real === '/home' || real === '/Users') {
		return 'a folder that holds home folders';
	}

	return isMountKept && await isMountPoint(real) ? 'where another disk begins' : undefined;
}

/** @throws Failure `permission` for a move that would take such a place away */
export async function checkMayMove(source: Location, homeFolder: string, names: NameCodec): Promise<void> {
	const kept = await keptAs(source, {homeFolder, isMountKept: false});
	if (kept !== undefined) {
		throw new Failure('permission', `${lastName(source, names)} is ${kept}, and is not moved.`, {nextStep: 'Copy it, or choose what is in it.'});
	}
}

async function isMountPoint(path: string): Promise<boolean> {
	try {
		const [here, above] = [await reach(path, async reached => lstat(reached)), await reach(parentPath(path), async reached => lstat(reached))];
		return here.isDirectory() && here.dev !== above.dev;
	} catch {
		return false;
	}
}
