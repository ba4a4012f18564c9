import {
	jottaError,
	nameTaken,
} from '../http/errors.ts';
import {checkNewName} from '../state/names.ts';
import {noteChange, type SandboxState} from '../state/state.ts';
import {root, type Node} from '../state/tree.ts';
import {deviceDocument, findNode, folderAnswer} from './read.ts';
import {ok, type JfsAnswer, type JfsCommand} from './command.ts';
import {giveWay} from './remove.ts';

/*
Devices, mountpoints and folders made (protocol.md 6, E21 to E23).
*/

export function answerCreateDevice({state, address: {segments}, query}: JfsCommand): JfsAnswer {
	const name = segments[0]!;
	checkNewName(name, state.switches);
	const there = state.tree.child(root, name);
	const device = there ?? state.tree.add(root, name, 'device', query.get('type')?.toUpperCase() ?? 'WORKSTATION');
	if (!there) {
		noteChange(state, 'CREATE_DEVICE', device);
	}

	return {status: 201, xml: deviceDocument(state, device)};
}

export function answerCreateMountpoint({state, address: {segments}}: JfsCommand): JfsAnswer {
	const [deviceName = '', name = ''] = segments;
	const device = findNode(state, [deviceName]);
	checkNewName(name, state.switches);
	const there = state.tree.child(device.id, name);
	if (there?.deleted !== undefined) {
		state.tree.setDeleted(there.id, undefined);
		noteChange(state, 'RESTORE_MP', there);
	}

	const mountpoint = there ?? added(state, device, name, 'mountpoint');
	return {status: there ? 200 : 201, xml: folderAnswer(state, state.tree.byId(mountpoint.id)!)};
}

/** Makes all folders of the path that are missing, and revives those in the trash without their content (E23). */
export function ensureFolder(state: SandboxState, segments: readonly string[]): Node {
	const {tree} = state;
	let node = findNode(state, segments.slice(0, 1));
	for (const [index, name] of segments.slice(1).entries()) {
		let there = tree.child(node.id, name);
		if (there?.kind === 'file') {
			if (there.deleted === undefined || !state.switches.foldersOverTrashedFiles) {
				throw nameTaken(segments.join('/'));
			}

			giveWay(state, there);
			there = undefined;
		}

		if (!there) {
			checkNewName(name, state.switches);
			if (index === 0 && node.type === 'JOTTA') {
				throw jottaError(404, 'NoSuchMountPointException');
			}
		}

		if (there?.deleted !== undefined) {
			tree.setDeleted(there.id, undefined);
			noteChange(state, index === 0 ? 'RESTORE_MP' : 'RESTORE', there);
		}

		node = there ?? added(state, node, name, index === 0 ? 'mountpoint' : 'folder');
	}

	return tree.byId(node.id)!;
}

function added(state: SandboxState, parent: Node, name: string, kind: 'mountpoint' | 'folder'): Node {
	const node = state.tree.add(parent.id, name, kind);
	noteChange(state, 'CREATE_DIR', node);
	return node;
}

export function answerMakeFolder({state, address: {segments}}: JfsCommand): JfsAnswer {
	return ok(folderAnswer(state, ensureFolder(state, segments)));
}

