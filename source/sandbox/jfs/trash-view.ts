import {packetTooLarge} from '../http/errors.ts';
import {changeState, parentPathOf, type SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {
	declaration,
	element,
	sandboxTime,
	nameElement,
	rootAttributes,
} from '../http/xml-text.ts';
import {fileRow, folderRow, pathElements} from './xml.ts';
import {rowFacts, linkOf} from './read.ts';
import {dropNode} from './remove.ts';

const retention = 30 * 24 * 3600 * 1000; // ms (protocol.md E54)
const context = ' contextType="TRASH"';

const pageSize = 1000; // rows that are held at a time: a trash of any size begins at once

/** The view over all tombstones of all devices: only those whose parent did not go with them (protocol.md 9.1, 9.2). */
export function * trashDocument(state: SandboxState): Generator<string> {
	const {clock, person: {username}, tree, switches} = state;
	if (switches.largestListing !== Infinity && tree.select('SELECT * FROM nodes WHERE deleted IS NOT NULL').length > switches.largestListing) {
		throw packetTooLarge();
	}

	yield `${declaration}<mountPoint ${rootAttributes(clock.now())}>\n${nameElement('name', 'Trash')}${pathElements(`/${username}/Jotta`)}`;
	yield `<size></size>\n<modified></modified>\n<device>Jotta</device>\n${element('user', username)}`;
	const folders = yield * section('folders', topsInOrder(state, 'folders'), node => folderRow(node, parentPathOf(state, node), {context}));
	const files = yield * section('files', topsInOrder(state, 'files'), node => fileRow(node, rowFacts(state, node), parentPathOf(state, node), {context}));
	yield `<metadata first="" max="" total="${folders + files}" num_folders="${folders}" num_files="${files}"/>\n</mountPoint>\n`;
}

/** A list, left out when it is empty; returns how many rows it has. */
function * section(name: string, nodes: Iterable<Node>, row: (node: Node) => string): Generator<string, number> {
	let count = 0;
	for (const node of nodes) {
		yield `${count === 0 ? `<${name}>\n` : ''}${row(node)}`;
		count += 1;
	}

	if (count > 0) {
		yield `</${name}>\n`;
	}

	return count;
}

const isTop = '(above.deleted IS NULL OR above.deleted <> nodes.deleted)';

/** Sorted by name, then by where it was (protocol.md 9.2). */
function * topsInOrder({tree}: SandboxState, only: 'folders' | 'files'): Generator<Node> {
	let page: readonly Node[] = [];
	do {
		const last = page.at(-1);
		page = tree.select(`
			SELECT nodes.* FROM nodes LEFT JOIN nodes AS above ON above.id = nodes.parent
			WHERE nodes.deleted IS NOT NULL AND (nodes.kind = 'file') = ? AND (nodes.key, nodes.parent) > (?, ?) AND ${isTop}
			ORDER BY nodes.key, nodes.parent LIMIT ?
		`, only === 'files' ? 1 : 0, last?.key ?? '', last?.parent ?? 0, pageSize);
		yield * page;
	} while (page.length === pageSize);
}

function topTombstones({tree}: SandboxState): readonly Node[] {
	return tree.select(`SELECT nodes.* FROM nodes LEFT JOIN nodes AS above ON above.id = nodes.parent WHERE nodes.deleted IS NOT NULL AND ${isTop} ORDER BY nodes.key, nodes.parent`);
}

/** Removes tombstones for good: all, or those whose thirty days are over. */
export function purge(state: SandboxState, {onlyExpired}: {readonly onlyExpired: boolean}): {readonly files: number; readonly folders: number} {
	const {clock} = state;
	const latest = onlyExpired ? clock.now() - retention : Infinity;
	const oldest = state.database.prepare('SELECT min(deleted) AS deleted FROM nodes WHERE deleted IS NOT NULL').get()?.deleted; // each request asks: by index
	if (typeof oldest !== 'number' || oldest > latest) {
		return {files: 0, folders: 0};
	}

	const gone = topTombstones(state).filter(node => node.deleted! <= latest);
	changeState(state, () => {
		for (const node of gone) {
			dropNode(state, node, node.kind === 'file' ? 'HARD_DELETE_FILE' : 'HARD_DELETE_DIR');
		}
	});
	return {files: gone.filter(node => node.kind === 'file').length, folders: gone.filter(node => node.kind !== 'file').length};
}

/** Recently changed files (protocol.md 11.2). */
export function latestDocument(state: SandboxState, max: number): Generator<string> {
	const files = state.tree.select(`
		SELECT nodes.* FROM nodes JOIN revisions ON revisions.node = nodes.id
		WHERE nodes.deleted IS NULL AND state = 'COMPLETED' GROUP BY nodes.id ORDER BY max(updated) DESC LIMIT ?
	`, Math.max(10, max));
	return searchResult(state, files, `<metadata first="" max="" total="${files.length}" num_files="${files.length}"/>`);
}

/** Shared items, trashed ones included; its counts are in an odd place (protocol.md 11.3). */
export function linksDocument(state: SandboxState): Generator<string> {
	const shared = (kind: 'file' | 'folder') => state.tree.select('SELECT * FROM nodes WHERE public_uri IS NOT NULL AND kind = ? ORDER BY key', kind);
	const files = shared('file');
	const folders = state.switches.tellsSharedFolders ? shared('folder') : [];
	const count = folders.length + files.length;
	return searchResult(state, files, `<metadata first="0" max="${count}" total="${count}" num_folders="${count}"/>`, folders);
}

function * searchResult(state: SandboxState, files: readonly Node[], metadata: string, folders: readonly Node[] = []): Generator<string> {
	yield `${declaration}<searchresult time="${sandboxTime(state.clock.now())}" host="dn-131">\n`;
	yield * section('folders', folders, folder => folderRow(folder, parentPathOf(state, folder), {paths: bothPaths(state, folder), link: linkOf(state, folder)}));
	yield * section('files', files, file => fileRow(file, rowFacts(state, file), parentPathOf(state, file), {paths: bothPaths(state, file)}));
	yield `${metadata}\n</searchresult>\n`;
}

const somebodyElse = '5e1f2d4c6b2d0c4f6a8b1e4f'; // whose folders are in Shared

/** Where it can be reached, and where it is: what others share is theirs (N10). */
function bothPaths(state: SandboxState, node: Node): string {
	const path = parentPathOf(state, node);
	const shared = `/${state.person.username}/Jotta/Shared`;
	const isTheirs = state.switches.foreignUsers && (path === shared || path.startsWith(`${shared}/`));
	return pathElements(path, isTheirs ? `/${somebodyElse}/Jotta/Sync${path.slice(shared.length)}` : path);
}
