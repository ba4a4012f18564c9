import {
	declaration,
	element,
	fileRow,
	folderRow,
	jfsTime,
	nameElement,
	pathElements,
	rootAttributes,
} from './jfs-xml.ts';
import {fileRevisions} from './jfs-read.ts';
import {drop} from './jfs-remove.ts';
import {changeState, parentPathOf, type State} from './state.ts';
import type {Node} from './tree.ts';

const retention = 30 * 24 * 3600 * 1000; // ms (protocol.md E54)
const context = ' contextType="TRASH"';

/** The view over all tombstones of all devices: only those whose parent did not go with them (protocol.md 9.1, 9.2). */
export function * trashDocument(state: State): Generator<string> {
	const {clock, person} = state;
	const tops = topTombstones(state);
	const [folders, files] = [tops.filter(node => node.kind !== 'file'), tops.filter(node => node.kind === 'file')];
	yield `${declaration}<mountPoint ${rootAttributes(clock.now())}>\n${nameElement('name', 'Trash')}${pathElements(`/${person.username}/Jotta`)}<size></size>\n<modified></modified>\n<device>Jotta</device>\n${element('user', person.username)}`;
	yield * section('folders', folders, node => folderRow(node, parentPathOf(state, node), context));
	yield * section('files', files, node => fileRow(node, fileRevisions(state, node), parentPathOf(state, node), {context}));
	yield `<metadata first="" max="" total="${tops.length}" num_folders="${folders.length}" num_files="${files.length}"/>\n</mountPoint>\n`;
}

function * section(name: string, nodes: readonly Node[], row: (node: Node) => string): Generator<string> {
	if (nodes.length === 0) {
		return;
	}

	yield `<${name}>\n`;
	for (const node of nodes) {
		yield row(node);
	}

	yield `</${name}>\n`;
}

/** Sorted by name, then by where it was (protocol.md 9.2). */
export function topTombstones({tree}: State): readonly Node[] {
	return tree.select(`
		SELECT nodes.* FROM nodes LEFT JOIN nodes AS above ON above.id = nodes.parent
		WHERE nodes.deleted IS NOT NULL AND (above.deleted IS NULL OR above.deleted <> nodes.deleted)
		ORDER BY nodes.key, nodes.parent
	`);
}

/** Removes tombstones for good: all, or those whose thirty days are over. */
export function purge(state: State, {onlyExpired}: {readonly onlyExpired: boolean}): {readonly files: number; readonly folders: number} {
	const {clock} = state;
	const latest = onlyExpired ? clock.now() - retention : Infinity;
	const oldest = state.database.prepare('SELECT min(deleted) AS deleted FROM nodes WHERE deleted IS NOT NULL').get()?.deleted; // each request asks: by index
	if (typeof oldest !== 'number' || oldest > latest) {
		return {files: 0, folders: 0};
	}

	const gone = topTombstones(state).filter(node => node.deleted! <= latest);
	changeState(state, () => {
		for (const node of gone) {
			drop(state, node, node.kind === 'file' ? 'HARD_DELETE_FILE' : 'HARD_DELETE_DIR');
		}
	});
	return {files: gone.filter(node => node.kind === 'file').length, folders: gone.filter(node => node.kind !== 'file').length};
}

/** Recently changed files (protocol.md 11.2). */
export function latestDocument(state: State, max: number): string {
	const files = state.tree.select(`
		SELECT nodes.* FROM nodes JOIN revisions ON revisions.node = nodes.id
		WHERE nodes.deleted IS NULL AND state = 'COMPLETED' GROUP BY nodes.id ORDER BY max(updated) DESC LIMIT ?
	`, Math.max(10, max));
	return searchResult(state, files, `<metadata first="" max="" total="${files.length}" num_files="${files.length}"/>`);
}

/** Shared items, trashed ones included; its counts stand in an odd place (protocol.md 11.3). */
export function linksDocument(state: State): string {
	const files = state.tree.select('SELECT * FROM nodes WHERE public_uri IS NOT NULL AND kind = \'file\' ORDER BY key');
	return searchResult(state, files, `<metadata first="0" max="${files.length}" total="${files.length}" num_folders="${files.length}"/>`);
}

function searchResult(state: State, files: readonly Node[], metadata: string): string {
	const rows = files.map(file => fileRow(file, fileRevisions(state, file), parentPathOf(state, file), {withPath: true})).join('');
	return `${declaration}<searchresult time="${jfsTime(state.clock.now())}" host="dn-131">\n${rows === '' ? '' : `<files>\n${rows}</files>\n`}${metadata}\n</searchresult>\n`;
}
