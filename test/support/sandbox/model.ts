/*
The service in its simplest form: a map from paths to items. It is slow and small, and the sandbox's own data structures
are compared with it (protocol.md 6, 8, 9).
*/

type Version = {readonly content: string; readonly number: number};
type Item = {readonly kind: 'folder'; readonly deleted?: number} | {readonly kind: 'file'; readonly deleted?: number; readonly versions: readonly Version[]};

export type Model = {
	readonly items: ReadonlyMap<string, Item>;
	readonly mkDir: (path: string) => number; // all of these return a status
	readonly upload: (path: string, content: string) => number;
	readonly trash: (path: string, now: number) => number;
	readonly trashFolder: (path: string, now: number) => number;
	readonly remove: (path: string) => number;
	readonly removeFolder: (path: string) => number;
	readonly move: (from: string, to: string, kind: 'file' | 'folder') => number;
	readonly copy: (from: string, to: string) => number;
	readonly byHash: (path: string, content: string) => number;
	readonly emptyTrash: () => number;
};

export function createModel(): Model {
	const items = new Map<string, Item>();
	const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
	const isBelow = (path: string, folder: string) => path.startsWith(`${folder}/`);
	const below = (folder: string) => [...items.keys()].filter(path => path === folder || isBelow(path, folder));
	const removeAll = (paths: readonly string[]) => {
		for (const path of paths) {
			items.delete(path);
		}
	};

	const isKnown = (content: string) => [...items].some(([, item]) => item.kind === 'file' && item.versions.some(version => version.content === content));
	const current = (item: Item | undefined) => item?.kind === 'file' ? item.versions[0] : undefined;

	/** Creates or revives the parent folders; a file among them stops that. */
	const mkDir = (path: string): number => {
		const missing: string[] = [];
		for (let at = path; at !== ''; at = parentOf(at)) {
			if (items.get(at)?.kind === 'file') {
				return 409;
			}

			missing.push(at);
		}

		for (const folder of missing) {
			items.set(folder, {kind: 'folder'});
		}

		return 200;
	};

	/** Adds a version; the sixth pushes out the oldest. `deleted` is kept when it is given. */
	const addVersion = (path: string, content: string, deleted?: number) => {
		const there = items.get(path);
		const versions = there?.kind === 'file' ? there.versions : [];
		const number = Math.max(0, ...versions.map(version => version.number)) + 1;
		items.set(path, {kind: 'file', versions: [{content, number}, ...versions].slice(0, 5), ...(deleted !== undefined && {deleted})});
	};

	const put = (path: string, content: string) => {
		if (items.get(path)?.kind === 'folder') {
			return 409;
		}

		const status = mkDir(parentOf(path));
		if (status === 200) {
			const there = items.get(path);
			if (there?.kind === 'file' && current(there)?.content === content) {
				items.set(path, {kind: 'file', versions: there.versions});
			} else {
				addVersion(path, content);
			}
		}

		return status;
	};

	return {
		items,
		mkDir,
		upload: put,
		trash(path, now) {
			const there = items.get(path);
			if (there?.kind === 'file' && there.deleted === undefined) {
				items.set(path, {...there, deleted: now});
			}

			return 200; // also when there was nothing
		},
		trashFolder(path, now) {
			const folder = items.get(path);
			if (folder?.kind !== 'folder') {
				return 404;
			}

			if (folder.deleted === undefined) {
				for (const each of below(path)) {
					const item = items.get(each)!;
					items.set(each, {...item, deleted: item.deleted ?? now});
				}
			}

			return 200;
		},
		remove(path) {
			if (items.get(path)?.kind !== 'file') {
				return 404;
			}

			items.delete(path);
			return 200;
		},
		removeFolder(path) {
			if (items.get(path)?.kind !== 'folder') {
				return 404;
			}

			removeAll(below(path));
			return 200;
		},
		move(from, to, kind) {
			const source = items.get(from);
			if (source?.kind !== kind || source.deleted !== undefined) {
				return 404;
			}

			if (kind === 'folder' && isBelow(to, from)) {
				return 400;
			}

			const parents = parentsStatus(to);
			const there = items.get(to);
			if (parents !== 200 || (there && to !== from)) {
				return parents === 200 ? (there?.deleted === undefined ? 409 : 500) : parents;
			}

			mkDir(parentOf(to));
			const moved = below(from).map(path => [path, items.get(path)!] as const);
			for (const [path] of moved) {
				items.delete(path);
			}

			for (const [path, item] of moved) {
				items.set(to + path.slice(from.length), item);
			}

			return 200;
		},
		copy(from, to) {
			const content = current(items.get(from))?.content;
			if (content === undefined) {
				return 404;
			}

			const there = items.get(to);
			const parents = parentsStatus(to);
			if (parents !== 200 || there?.kind === 'folder') {
				return 409;
			}

			mkDir(parentOf(to));
			addVersion(to, content, there?.deleted); // onto a tombstone it stays in the trash
			return 200;
		},
		byHash(path, content) {
			if (!isKnown(content) || items.get(path)?.kind === 'folder') {
				return 404;
			}

			return put(path, content);
		},
		emptyTrash() {
			const trashed = [...items.keys()].filter(path => items.get(path)!.deleted !== undefined);
			removeAll(trashed.flatMap(top => below(top)));
			return 200;
		},
	};

	/** Whether the parent folders exist or can be created. If not, nothing changes. */
	function parentsStatus(path: string): number {
		for (let at = parentOf(path); at !== ''; at = parentOf(at)) {
			if (items.get(at)?.kind === 'file') {
				return 409;
			}
		}

		return 200;
	}
}
