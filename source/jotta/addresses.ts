import {Failure} from '../failure.ts';
import type {Client} from './client.ts';
import {isUnreachable, nameWithoutMark} from './listed-name.ts';

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
