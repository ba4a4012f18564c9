/*
How places are spelled in requests (protocol.md 2.1, 2.2). A cloud path is /Device/Mountpoint/…, with
stored names and without the user.
*/

const leftBare = /[!'\(\)*]/gv; // encodeURIComponent leaves these, the service wants them encoded

/** One segment, percent-encoded once. */
export function encodeSegment(segment: string): string {
	return encodeURIComponent(segment.toWellFormed()).replaceAll(leftBare, character => `%${character.codePointAt(0)!.toString(16).toUpperCase()}`);
}

export function encodePath(path: string): string {
	return path.split('/').map(segment => encodeSegment(segment)).join('/');
}

/** The user's internal name and the path, as the `mv`, `cp` and `mvDir` queries want it. */
export function absolutePath(user: string, path: string): string {
	return `/${user}${path}`;
}

/** The segments below the account: device, mountpoint, folders, name. */
export function segmentsOf(path: string): readonly string[] {
	return path.split('/').filter(segment => segment !== '');
}
