/** A place in one of the file systems, as plain data: it is stored in the queue and shown in both panes. */
export type Location =
	| {readonly kind: 'local'; readonly path: string}
	| {readonly kind: 'cloud'; readonly account: string; readonly path: string}; // path: /Device/Mountpoint/…, stored spelling

/** The folder that holds a path; `/` holds itself. */
export function parentPath(path: string): string {
	const cut = path.lastIndexOf('/');
	return cut <= 0 ? '/' : path.slice(0, cut);
}

/** The last segment of a path; empty for `/`. */
export function baseSegment(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, segment: string): string {
	return folder === '/' ? `/${segment}` : `${folder}/${segment}`;
}

/** The accounts that hold these places. */
export function accountsOf(places: readonly Location[]): readonly string[] {
	return [...new Set(places.flatMap(place => place.kind === 'cloud' ? [place.account] : []))];
}

export function isSameLocation(one: Location, other: Location): boolean {
	if (one.kind === 'local' || other.kind === 'local') {
		return one.kind === other.kind && one.path === other.path;
	}

	return one.account === other.account && one.path.toUpperCase() === other.path.toUpperCase(); // protocol.md 16.1
}

export function isSameSegment(location: Location, one: string, other: string): boolean {
	return one === other || (location.kind === 'cloud' && one.toUpperCase() === other.toUpperCase());
}

export function folderOf(location: Location): Location {
	return {...location, path: parentPath(location.path)};
}

/** Where to look next when a folder is gone: its parent. */
export function nearestParent(location: Location): {readonly location: Location; readonly from: string} | undefined {
	return location.path === '/' ? undefined : {location: {...location, path: parentPath(location.path)}, from: baseSegment(location.path)};
}
