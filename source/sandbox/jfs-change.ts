import {atomically} from './database.ts';
import {
	badArgument,
	jottaError,
	nameTaken,
	noSuchFile,
	noSuchPath,
	ServiceError,
} from './errors.ts';
import {splitPath} from './jfs-address.ts';
import {ok, type Answer, type Command} from './jfs-command.ts';
import {
	createDevice,
	createMountpoint,
	ensureFolder,
	makeFolder,
} from './jfs-make.ts';
import {
	deviceDocument,
	fileXml,
	folderAnswer,
	userDocument,
} from './jfs-read.ts';
import {checkNewName} from './names.ts';
import {wholeSecond, type State} from './state.ts';
import type {Node} from './tree.ts';

/*
POST with a verb (protocol.md 6, E21 to E30).
*/

export function change(request: Command): Answer {
	const {state, address: {segments}, query} = request;
	const verb = Object.keys(verbs).find(name => query.has(name));
	if (segments[0] === 'Jotta' && segments[1] === 'Trash') {
		throw segments.length > 2 && query.has('mvDir') ? noSuchPath(segments.join('/')) : noSuchFile(segments.join('/'));
	}

	return atomically(state.database, () => {
		if (verb !== undefined && segments.length > 0) {
			return verbs[verb]!(request);
		}

		if (query.size === 0 && segments.length === 2) {
			return createMountpoint(request);
		}

		throw new ServiceError(500, 'java.lang.IllegalStateException', 'POST Request is missing multipart content or don\'t dont have any command parameters');
	});
}

const verbs: Readonly<Record<string, (request: Command) => Answer>> = {
	type: createDevice,
	mkDir: makeFolder,
	dl: trashFile,
	dlDir: trashFolder,
	rm: removeFile,
	rmDir: removeFolder,
	mv: moveFile,
	mvDir: moveFolder,
	cp: copyFile,
	cphash: createByHash,
};

function trashFile({state, address: {segments}}: Command): Answer {
	const {tree, clock, content} = state;
	const node = tree.find(segments);
	if (!node) {
		const parent = tree.find(segments.slice(0, -1)); // success proves nothing (protocol.md 6.5)
		return ok(parent ? folderAnswer(state, parent) : userDocument(state));
	}

	if (node.kind === 'folder') {
		// The danger of protocol.md 6.1, reproduced: the folder is gone, and not in the trash.
		console.error(`sandbox: DATA LOSS: dl was sent to the folder ${segments.join('/')}`);
		for (const md5 of tree.remove(node.id)) {
			content.drop(md5);
		}

		return ok(folderAnswer(state, node));
	}

	if (node.deleted === undefined) {
		tree.setDeleted(node.id, wholeSecond(clock.now()));
	}

	return ok(node.kind === 'file' ? fileXml(state, tree.byId(node.id)!) : folderAnswer(state, tree.byId(node.id)!));
}

/** Folder and live descendants get one time; what was trashed earlier keeps its own (E25). */
function trashFolder({state, address: {segments}}: Command): Answer {
	const folder = existing(state, segments, 'folder');
	if (folder.deleted === undefined) {
		state.database.prepare(`
			WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT nodes.id FROM nodes JOIN below ON nodes.parent = below.id)
			UPDATE nodes SET deleted = ? WHERE id IN below AND deleted IS NULL
		`).run(folder.id, wholeSecond(state.clock.now()));
	}

	return ok(folderAnswer(state, state.tree.byId(folder.id)!));
}

function existing(state: State, segments: readonly string[], kind: 'file' | 'folder'): Node {
	const node = state.tree.find(segments);
	if (node?.kind !== kind) {
		throw kind === 'file' ? noSuchFile(segments.join('/')) : noSuchPath(segments.join('/'));
	}

	return node;
}

function removeFile({state, address: {segments}}: Command): Answer {
	const node = state.tree.find(segments);
	if (segments.length <= 2 && node) {
		return removePlace(state, node);
	}

	return removed(state, existing(state, segments, 'file'));
}

function removeFolder({state, address: {segments}}: Command): Answer {
	return removed(state, existing(state, segments, 'folder'));
}

function removePlace(state: State, node: Node): Answer {
	const device = state.tree.byId(node.parent);
	drop(state, node);
	return ok(device ? deviceDocument(state, device, {withMountpoints: false}) : userDocument(state));
}

function removed(state: State, node: Node): Answer {
	const parent = state.tree.byId(node.parent)!;
	drop(state, node);
	return ok(folderAnswer(state, parent));
}

function drop({tree, content}: State, node: Node): void {
	for (const md5 of tree.remove(node.id)) {
		content.drop(md5);
	}
}

/** The destination of mv, cp and mvDir: an absolute path that begins with the user (protocol.md 2.2). */
function destination({state, query}: Command, verb: string): {readonly parent: Node; readonly name: string; readonly there: Node | undefined; readonly segments: readonly string[]} {
	const [user, ...segments] = splitPath(query.get(verb) ?? '');
	if (user !== state.person.username || segments.length < 3) {
		throw badArgument(`Invalid destination ${query.get(verb) ?? ''}`);
	}

	const name = segments.at(-1)!;
	checkNewName(name);
	const parent = ensureFolder(state, segments.slice(0, -1));
	return {
		parent, name, there: state.tree.child(parent.id, name), segments,
	};
}

function moveFile(request: Command): Answer {
	return ok(fileXml(request.state, move(request, 'mv', 'file')));
}

function moveFolder(request: Command): Answer {
	if (request.state.switches.needsSlashToMove && !request.address.endsInSlash) {
		throw noSuchPath(request.address.segments.join('/')); // seen in 2026 (protocol.md 6.8)
	}

	return ok(folderAnswer(request.state, move(request, 'mvDir', 'folder')));
}

function move(request: Command, verb: string, kind: 'file' | 'folder'): Node {
	const {state, address} = request;
	const source = state.tree.find(address.segments);
	if (source?.kind !== kind || source.deleted !== undefined) {
		throw kind === 'file'
			? jottaError(404, 'NoSuchFileException', `Source file ${address.segments.join('/')} does not exist`)
			: jottaError(404, 'NoSuchPathException', `Source directory ${address.segments.join('/')} does not exist`);
	}

	const {parent, name, there, segments} = destination(request, verb);
	for (let above: Node | undefined = parent; above; above = state.tree.byId(above.parent)) {
		if (above.id === source.id) {
			throw badArgument('A folder cannot be moved into itself');
		}
	}

	if (there && there.id !== source.id) {
		throw there.deleted === undefined ? nameTaken(segments.join('/')) : new ServiceError(state.switches.statusOnTombstone, 'java.lang.IllegalStateException', 'Inconsistent state of a deleted file');
	}

	state.tree.move(source.id, parent.id, name);
	return state.tree.byId(source.id)!;
}

/** New uuid, one revision, times kept; onto a tombstone the copy stays in the trash (E28). */
function copyFile(request: Command): Answer {
	const {state, address} = request;
	const {tree, revisions, clock} = state;
	const source = tree.find(address.segments);
	const current = source && revisions.current(source.id);
	if (source?.kind !== 'file' || !current) {
		throw jottaError(404, 'NoSuchFileException', `Source file ${address.segments.join('/')} does not exist`);
	}

	const {parent, name, there, segments} = destination(request, 'cp');
	if (there && there.kind !== 'file') {
		throw nameTaken(segments.join('/'));
	}

	const copy = there ?? tree.add(parent.id, name, 'file');
	revisions.add(copy.id, name, {...current, state: 'COMPLETED', updated: wholeSecond(clock.now())});
	return ok(fileXml(state, tree.byId(copy.id)!));
}

/** The three rules of protocol.md 6.10. */
function createByHash({state, address: {segments}, headers}: Command): Answer {
	const {tree, revisions, clock} = state;
	const [size, md5] = [Number(headers.jsize), String(headers.jmd5 ?? '').toLowerCase()];
	if (headers.jsize === undefined || md5 === '' || !Number.isFinite(size)) {
		throw badArgument('JSize and JMd5 are required');
	}

	const now = wholeSecond(clock.now());
	const times = {created: readTime(headers.jcreated, now), modified: readTime(headers.jmodified, now)};
	const node = tree.find(segments);
	const current = node && revisions.current(node.id);
	if (node?.kind === 'file' && current?.md5.toLowerCase() === md5 && current.size === size) {
		revisions.setTimes(current.id, times);
		tree.setDeleted(node.id, undefined);
		ensureFolder(state, segments.slice(0, -1));
		return ok(fileXml(state, tree.byId(node.id)!));
	}

	if (!revisions.isKnown(md5, size) || (node && node.kind !== 'file')) {
		throw noSuchFile(segments.join('/'));
	}

	return ok(fileXml(state, addKnownContent(state, segments, {size, md5, ...times})));
}

/** A new current revision from content that is stored already; the file is live afterwards. */
export function addKnownContent(state: State, segments: readonly string[], facts: {readonly size: number; readonly md5: string; readonly created: number; readonly modified: number}): Node {
	const {tree, revisions, clock} = state;
	const parent = ensureFolder(state, segments.slice(0, -1));
	const name = segments.at(-1)!;
	const there = tree.child(parent.id, name);
	if (!there) {
		checkNewName(name);
	}

	const node = there ?? tree.add(parent.id, name, 'file');
	revisions.add(node.id, name, {...facts, state: 'COMPLETED', updated: wholeSecond(clock.now())});
	tree.setDeleted(node.id, undefined);
	return tree.byId(node.id)!;
}

/** The form of JFS or RFC 3339; anything else is now (E29). */
export function readTime(value: unknown, now: number): number {
	if (typeof value === 'number') {
		return wholeSecond(value);
	}

	const text = typeof value === 'string' ? value.replace('-T', 'T').replace(/(?<=[+\-]\d{2})(?=\d{2}$)/v, ':') : '';
	const time = Date.parse(text);
	return Number.isNaN(time) ? now : wholeSecond(time);
}
