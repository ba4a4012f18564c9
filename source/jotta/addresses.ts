import {Failure} from '../failure.ts';
import type {Client} from './client.ts';
import {displayName} from './display-name.ts';
import {isUnreachable, nameWithoutMark} from './listed-name.ts';
import type {NameCodec} from './name-codec.ts';
import {foldName} from './names.ts';

/*
How places are spelled in requests (protocol.md 2.1, 2.2). A cloud path is /Device/Mountpoint/…, with
stored names and without the user.
*/

const leftBare = /[!'\(\)*]/gv; // encodeURIComponent leaves these, the service wants them encoded

/** One segment, percent-encoded once. */
export function encodeSegment(segment: string): string {
	return encodeURIComponent(segment.toWellFormed()).replaceAll(leftBare, character => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`);
}

/** @throws Failure `name-not-allowed` rather than leading elsewhere */
export function encodePath(path: string): string {
	checkReachable(path);
	return path.split('/').map(segment => encodeSegment(segment)).join('/');
}

/** The address of a path in JFS. @see protocol.md 2.1 */
export function jfsAddress({hosts, user}: Pick<Client, 'hosts' | 'user'>, path: string): string {
	return `${hosts.jfs}/${encodeSegment(user)}${encodePath(path === '/' ? '' : path)}`;
}

/** A path with the user's internal name in front, as the queries `mv`, `cp` and `mvDir` take it. */
export function absolutePath(user: string, path: string): string {
	checkReachable(path);
	return `/${user}${path}`;
}

/**
Refuses a path that holds something that is no name: the rest of the address would be read as another place.
@throws Failure `name-not-allowed`
*/
export function checkReachable(path: string): void {
	const [first, ...segments] = path.split('/');
	const bad = first === '' ? segments.find(segment => isNoName(segment)) : first;
	if (bad !== undefined) {
		throw new Failure('name-not-allowed', `“${nameWithoutMark(bad)}” is no name that can be part of an address: nothing can be done with what is listed there.`, {nextStep: 'Look at it on the web site.'});
	}
}

function isNoName(segment: string): boolean {
	return segment === '' || segment === '.' || segment === '..' || segment.includes('\0') || isUnreachable(segment);
}

/** The segments below the account: device, mountpoint, folders, name. */
export function segmentsOf(path: string): readonly string[] {
	return path.split('/').filter(segment => segment !== '');
}

const special = new Set(['SHARED', 'LATEST', 'LINKS', 'TRASH']);

/** Whether a path is in a view of the service, or in what others share: read-only for us. @see protocol.md 11 */
export function isReadOnly(path: string): boolean {
	const [device = '', mountpoint = ''] = segmentsOf(path);
	return foldName(device) === 'JOTTA' && special.has(foldName(mountpoint));
}

/** @throws Failure `permission` before anything is sent */
export function checkWritable(path: string, names: NameCodec): void {
	if (!isReadOnly(path)) {
		return;
	}

	const [, place] = segmentsOf(path);
	throw new Failure('permission', `${place} can only be read here: ${displayName(path, names)} stays as it is.`, {nextStep: 'Copy it to Archive, or change it on the web site.'});
}
