import {randomUUID} from 'node:crypto';
import type {DatabaseSync, SQLInputValue, SQLOutputValue} from 'node:sqlite';
import {isAddressable, keyOf, type NameRules} from './names.ts';

type NodeKind = 'device' | 'mountpoint' | 'folder' | 'file';

export type Node = {
	readonly id: number;
	readonly parent: number;
	readonly key: string; // by which it is found, and sorted
	readonly name: string;
	readonly kind: NodeKind;
	readonly type?: string;
	readonly uuid: string;
	readonly deleted?: number; // ms since 1970, whole seconds
	readonly publicUri?: string;
};

export const root = 0;

const pageSize = 1000; // rows: a listing of any size holds no more of them, and no open statement while its reader is slow

/** Devices, mountpoints, folders, files and tombstones: looked up, made, marked, moved, removed. */
export type Tree = {
	readonly child: (parent: number, name: string) => Node | undefined;
	readonly byId: (id: number) => Node | undefined;
	readonly find: (segments: readonly string[]) => Node | undefined;
	/** Folders before files, each by upper-cased name (protocol.md 5.4); or only one of the two. */
	readonly children: (parent: number, only?: 'folders' | 'files') => IterableIterator<Node>;
	readonly add: (parent: number, name: string, kind: NodeKind, type?: string) => Node;
	readonly setDeleted: (id: number, deleted: number | undefined) => void;
	readonly setPublicUri: (id: number, uri: string | undefined) => void;
	readonly move: (id: number, parent: number, name: string) => void;
	/** What is in the trash gives its name free: it is listed as before, and cannot be addressed any more. */
	readonly setAside: (id: number) => void;
	readonly remove: (id: number) => readonly string[]; // MD5s that nothing refers to any more
	readonly namesOf: (node: Node) => readonly string[]; // device, mountpoint, …, its own, as stored
	readonly pathOf: (node: Node) => string; // the same with slashes, one in front
	readonly select: (sql: string, ...values: SQLInputValue[]) => readonly Node[];
};

export function openTree(database: DatabaseSync, rules: NameRules): Tree {
	const childOf = database.prepare('SELECT * FROM nodes WHERE parent = ? AND key = ?');
	const page = database.prepare('SELECT * FROM nodes WHERE parent = ? AND (kind = \'file\') = ? AND key > ? ORDER BY key LIMIT ?');
	const byId = database.prepare('SELECT * FROM nodes WHERE id = ?');
	const insert = database.prepare('INSERT INTO nodes (parent, key, name, kind, type, uuid) VALUES (?, ?, ?, ?, ?, ?) RETURNING *');
	const mark = database.prepare('UPDATE nodes SET deleted = ? WHERE id = ?');
	const share = database.prepare('UPDATE nodes SET public_uri = ? WHERE id = ?');
	const relocate = database.prepare('UPDATE nodes SET parent = ?, key = ?, name = ? WHERE id = ?');
	const free = database.prepare('UPDATE nodes SET key = key || \'/\' || id WHERE id = ?'); // no name holds a slash
	const below = database.prepare(`
		WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT nodes.id FROM nodes JOIN below ON nodes.parent = below.id) SELECT id FROM below
	`);
	const removeNode = database.prepare('DELETE FROM nodes WHERE id = ?');
	const contents = database.prepare('DELETE FROM revisions WHERE node = ? RETURNING md5, size, state');
	const isReferred = database.prepare('SELECT 1 FROM revisions WHERE md5 = ? AND state = \'COMPLETED\' LIMIT 1');

	const child = (parent: number, name: string) => optionalNode(childOf.get(parent, keyOf(name)));
	const tree: Tree = {
		child,
		byId: id => optionalNode(byId.get(id)),
		find(segments) {
			let parent = root;
			let node: Node | undefined;
			for (const segment of segments) {
				node = isAddressable(segment, rules) ? child(parent, segment) : undefined;
				if (!node) {
					return undefined;
				}

				parent = node.id;
			}

			return node;
		},
		* children(parent, only) {
			for (const isFile of [0, 1].filter(kind => only === undefined || (kind === 1) === (only === 'files'))) {
				let rows: Row[] = [];
				do {
					rows = page.all(parent, isFile, String(rows.at(-1)?.key ?? ''), pageSize);
					yield * rows.map(row => nodeOf(row));
				} while (rows.length === pageSize);
			}
		},
		add: (parent, name, kind, type) => nodeOf(insert.get(parent, keyOf(name), name, kind, type ?? null, randomUUID())!),
		setDeleted(id, deleted) {
			mark.run(deleted ?? null, id);
		},
		setPublicUri(id, uri) {
			share.run(uri ?? null, id);
		},
		move(id, parent, name) {
			relocate.run(parent, keyOf(name), name, id);
		},
		setAside(id) {
			free.run(id);
		},
		remove(id) {
			const gone = below.all(id).map(row => Number(row.id));
			const dropped: SQLOutputValue[] = [];
			for (const each of gone) {
				dropped.push(...contents.all(each).filter(row => row.state === 'COMPLETED').map(row => row.md5!));
				removeNode.run(each);
			}

			return [...new Set(dropped.map(String))].filter(md5 => !isReferred.get(md5));
		},
		namesOf(node) {
			const names = [node.name];
			for (let parent = tree.byId(node.parent); parent; parent = tree.byId(parent.parent)) {
				names.unshift(parent.name);
			}

			return names;
		},
		pathOf: node => `/${tree.namesOf(node).join('/')}`,
		select: (sql, ...values) => database.prepare(sql).all(...values).map(row => nodeOf(row)),
	};
	return tree;
}

type Row = Record<string, SQLOutputValue>;

function optionalNode(row: Row | undefined): Node | undefined {
	return row && nodeOf(row);
}

function nodeOf(row: Row): Node {
	return {
		id: Number(row.id),
		parent: Number(row.parent),
		key: String(row.key),
		name: String(row.name),
		kind: row.kind as NodeKind,
		uuid: String(row.uuid),
		...(typeof row.type === 'string' && {type: row.type}),
		...(typeof row.deleted === 'number' && {deleted: row.deleted}),
		...(typeof row.public_uri === 'string' && {publicUri: row.public_uri}),
	};
}
