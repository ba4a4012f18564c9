import {noSuchFile, noSuchPath} from '../http/errors.ts';
import type {EventKind} from '../state/events.ts';
import {noteChange, wholeSecond, type SandboxState} from '../state/state.ts';
import {complain} from '../http/complain.ts';
import type {Node} from '../state/tree.ts';
import {ok, type JfsAnswer, type JfsCommand} from './command.ts';
import {
	deviceDocument,
	fileXml,
	folderAnswer,
	userDocument,
} from './read.ts';

/*
To the trash, and gone for good (protocol.md 6.5 to 6.7, E24 to E26).
*/

export function answerTrashFile({state, address: {segments}}: JfsCommand): JfsAnswer {
	const {tree} = state;
	const node = tree.find(segments);
	if (!node) {
		const parent = tree.find(segments.slice(0, -1)); // success proves nothing (protocol.md 6.5)
		return ok(parent ? folderAnswer(state, parent) : userDocument(state));
	}

	if (node.kind === 'device') {
		throw noSuchPath(segments.join('/'));
	}

	if (node.kind === 'folder') {
		// The danger of protocol.md 6.1, reproduced: the folder is gone, and not in the trash.
		complain(`DATA LOSS: dl was sent to the folder ${segments.join('/')}`);
		dropNode(state, node, 'HARD_DELETE_DIR');
		return ok(folderAnswer(state, node));
	}

	stamp(state, node, node.kind === 'file' ? 'DELETE' : 'DELETE_MP');
	return ok(node.kind === 'file' ? fileXml(state, tree.byId(node.id)!) : folderAnswer(state, tree.byId(node.id)!));
}

/** Folder and live descendants get one time; what was trashed earlier keeps its own (E25). */
export function answerTrashFolder({state, address: {segments}}: JfsCommand): JfsAnswer {
	const folder = existing(state, segments, 'folder');
	stamp(state, folder, 'DELETE_DIR');
	return ok(folderAnswer(state, state.tree.byId(folder.id)!));
}

function stamp(state: SandboxState, top: Node, kind: EventKind): void {
	if (top.deleted !== undefined) {
		return;
	}

	noteChange(state, kind, top);
	state.database.prepare(`
		WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT nodes.id FROM nodes JOIN below ON nodes.parent = below.id)
		UPDATE nodes SET deleted = ? WHERE id IN below AND deleted IS NULL
	`).run(top.id, wholeSecond(state.clock.now()));
}

function existing(state: SandboxState, segments: readonly string[], kind: 'file' | 'folder'): Node {
	const node = state.tree.find(segments);
	if (node?.kind !== kind) {
		throw kind === 'file' ? noSuchFile(segments.join('/')) : noSuchPath(segments.join('/'));
	}

	return node;
}

export function answerRemoveFile({state, address: {segments}}: JfsCommand): JfsAnswer {
	const node = state.tree.find(segments);
	if (segments.length <= 2 && node) {
		return removePlace(state, node);
	}

	return removed(state, existing(state, segments, 'file'));
}

export function answerRemoveFolder({state, address: {segments}}: JfsCommand): JfsAnswer {
	return removed(state, existing(state, segments, 'folder'));
}

function removePlace(state: SandboxState, node: Node): JfsAnswer {
	const device = state.tree.byId(node.parent);
	dropNode(state, node, device ? 'DELETE_MP' : 'DELETE_DEVICE');
	return ok(device ? deviceDocument(state, device, {withMountpoints: false}) : userDocument(state));
}

function removed(state: SandboxState, node: Node): JfsAnswer {
	const parent = state.tree.byId(node.parent)!;
	dropNode(state, node, node.kind === 'file' ? 'HARD_DELETE_FILE' : 'HARD_DELETE_DIR');
	return ok(folderAnswer(state, parent));
}

/** Removes a node with all below it, and content that nothing else refers to. */
export function dropNode(state: SandboxState, node: Node, kind: EventKind): void {
	noteChange(state, kind, node);
	for (const md5 of state.tree.remove(node.id)) {
		state.content.drop(md5);
	}
}

/** What is in the trash gives its name to something else: it stays there, or is gone for good with all that is below it (N25). */
export function giveWay(state: SandboxState, there: Node): void {
	if (state.switches.keepsTombstones) {
		state.tree.setAside(there.id);
	} else {
		dropNode(state, there, there.kind === 'file' ? 'HARD_DELETE_FILE' : 'HARD_DELETE_DIR');
	}
}
