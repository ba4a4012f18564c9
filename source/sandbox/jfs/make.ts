import {
	jottaError,
	nameTaken,
} from '../errors.ts';
import {checkNewName} from '../state/names.ts';
import {note, type State} from '../state/state.ts';
import {root, type Node} from '../state/tree.ts';
import {deviceDocument, findNode, folderAnswer} from './read.ts';
import {ok, type Answer, type Command} from './command.ts';

/*
Devices, mountpoints and folders made (protocol.md 6, E21 to E23).
*/

export function createDevice({state, address: {segments}, query}: Command): Answer {
	const name = segments[0]!;
	checkNewName(name);
	const there = state.tree.child(root, name);
	const device = there ?? state.tree.add(root, name, 'device', query.get('type')?.toUpperCase() ?? 'WORKSTATION');
	if (!there) {
		note(state, 'CREATE_DEVICE', device);
	}

	return {status: 201, xml: deviceDocument(state, device)};
}

export function createMountpoint({state, address: {segments}}: Command): Answer {
	const [deviceName = '', name = ''] = segments;
	const device = findNode(state, [deviceName]);
	checkNewName(name);
	const there = state.tree.child(device.id, name);
	if (there?.deleted !== undefined) {
		state.tree.setDeleted(there.id, undefined);
		note(state, 'RESTORE_MP', there);
	}

	const mountpoint = there ?? added(state, device, name, 'mountpoint');
	return {status: there ? 200 : 201, xml: folderAnswer(state, state.tree.byId(mountpoint.id)!)};
}

/** Makes all that is missing on the way, and revives what is trashed on it, alone (E23). */
export function ensureFolder(state: State, segments: readonly string[]): Node {
	const {tree} = state;
	let node = findNode(state, segments.slice(0, 1));
	for (const [index, name] of segments.slice(1).entries()) {
		const there = tree.child(node.id, name);
		if (there?.kind === 'file') {
			throw nameTaken(segments.join('/'));
		}

		if (!there) {
			checkNewName(name);
			if (index === 0 && node.type === 'JOTTA') {
				throw jottaError(404, 'NoSuchMountPointException');
			}
		}

		if (there?.deleted !== undefined) {
			tree.setDeleted(there.id, undefined);
			note(state, index === 0 ? 'RESTORE_MP' : 'RESTORE', there);
		}

		node = there ?? added(state, node, name, index === 0 ? 'mountpoint' : 'folder');
	}

	return tree.byId(node.id)!;
}

function added(state: State, parent: Node, name: string, kind: 'mountpoint' | 'folder'): Node {
	const node = state.tree.add(parent.id, name, kind);
	note(state, 'CREATE_DIR', node);
	return node;
}

export function makeFolder({state, address: {segments}}: Command): Answer {
	return ok(folderAnswer(state, ensureFolder(state, segments)));
}

