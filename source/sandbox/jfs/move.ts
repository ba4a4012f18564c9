import {
	badArgument,
	jottaError,
	nameTaken,
	noSuchPath,
	ServiceError,
} from '../http/errors.ts';
import {checkNewName} from '../state/names.ts';
import {noteChange, wholeSecond, type SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {splitPath} from './address.ts';
import {ok, type JfsAnswer, type JfsCommand} from './command.ts';
import {ensureFolder} from './make.ts';
import {fileXml, folderAnswer} from './read.ts';
import {giveWay} from './remove.ts';

/*
Moved, renamed, copied (protocol.md 6.8, 6.9, E27, E28).
*/

/** The destination of mv, cp and mvDir: an absolute path that begins with the user (protocol.md 2.2). */
function destination({state, query}: JfsCommand, verb: string): {readonly parent: Node; readonly name: string; readonly there: Node | undefined; readonly segments: readonly string[]} {
	const [user, ...segments] = splitPath(query.get(verb) ?? '');
	if (user !== state.person.username || segments.length < 3) {
		throw badArgument(`Invalid destination ${query.get(verb) ?? ''}`);
	}

	const name = segments.at(-1)!;
	checkNewName(name, state.switches);
	const parent = ensureFolder(state, segments.slice(0, -1));
	return {
		parent, name, there: state.tree.child(parent.id, name), segments,
	};
}

export function answerMoveFile(request: JfsCommand): JfsAnswer {
	return ok(fileXml(request.state, move(request, 'mv', 'file')));
}

export function answerMoveFolder(request: JfsCommand): JfsAnswer {
	if (request.state.switches.needsSlashToMove && !request.address.endsInSlash) {
		throw noSuchPath(request.address.segments.join('/')); // seen in 2026 (protocol.md 6.8)
	}

	return ok(folderAnswer(request.state, move(request, 'mvDir', 'folder')));
}

function move(request: JfsCommand, verb: string, kind: 'file' | 'folder'): Node {
	const {state, address} = request;
	const source = state.tree.find(address.segments);
	if (source?.kind !== kind || source.deleted !== undefined) {
		throw kind === 'file'
			? jottaError(404, 'NoSuchFileException', `Source file ${address.segments.join('/')} does not exist`)
			: jottaError(404, 'NoSuchPathException', `Source directory ${address.segments.join('/')} does not exist`);
	}

	const {parent, name, there, segments} = destination(request, verb);
	if (parent.id === source.id || isBelow(state, parent, source)) {
		throw badArgument('A folder cannot be moved into itself');
	}

	if (there?.id === source.id && !state.switches.renamesCaseOnly) {
		throw nameTaken(segments.join('/'));
	}

	if (there && there.id !== source.id) {
		makeWay(state, there, {for: source, path: segments.join('/')});
	}

	const from = state.tree.pathOf(source);
	state.tree.move(source.id, parent.id, name);
	const moved = state.tree.byId(source.id)!;
	noteChange(state, kind === 'file' ? 'MOVE' : 'MOVE_DIR', moved, {from, to: state.tree.pathOf(moved)});
	return moved;
}

/** What is alive stays; what is in the trash is in the way, or gives it (E27, N25). */
function makeWay(state: SandboxState, there: Node, moving: {readonly for: Node; readonly path: string}): void {
	if (there.deleted === undefined) {
		throw nameTaken(moving.path);
	}

	const {movesOntoTombstones, keepsTombstones, statusOnTombstone} = state.switches;
	if (!movesOntoTombstones || (!keepsTombstones && isBelow(state, moving.for, there))) {
		throw new ServiceError(statusOnTombstone, 'java.lang.IllegalStateException', 'Inconsistent state of a deleted file');
	}

	giveWay(state, there);
}

function isBelow({tree}: SandboxState, node: Node, folder: Node): boolean {
	for (let above = tree.byId(node.parent); above; above = tree.byId(above.parent)) {
		if (above.id === folder.id) {
			return true;
		}
	}

	return false;
}

/** New uuid, one revision, times kept; onto a tombstone the copy stays in the trash, or is a file like any other (E28, N25). */
export function answerCopyFile(request: JfsCommand): JfsAnswer {
	const {state, address} = request;
	const {tree, revisions, clock} = state;
	const source = tree.find(address.segments);
	const current = source && revisions.current(source.id);
	if (source?.kind !== 'file' || !current) {
		throw jottaError(404, 'NoSuchFileException', `Source file ${address.segments.join('/')} does not exist`);
	}

	const {parent, name, there: found, segments} = destination(request, 'cp');
	const isGone = found?.deleted !== undefined && state.switches.copiesOntoTombstones;
	const there = isGone ? undefined : found;
	if (there && there.kind !== 'file') {
		throw nameTaken(segments.join('/'));
	}

	if (isGone) {
		giveWay(state, found);
	}

	const copy = there ?? tree.add(parent.id, name, 'file');
	revisions.add(copy.id, name, {...current, state: 'COMPLETED', updated: wholeSecond(clock.now())});
	noteChange(state, 'NEW_UPLOAD', copy);
	return ok(fileXml(state, tree.byId(copy.id)!));
}

