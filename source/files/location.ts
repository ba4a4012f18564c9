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
