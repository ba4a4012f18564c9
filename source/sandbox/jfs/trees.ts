import {noSuchPath} from '../http/errors.ts';
import type {Revision} from '../state/revisions.ts';
import type {SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {declaration, escapeXml, rootAttributes} from '../http/xml-text.ts';
import {fileRow, folderOpening, pathElements} from './xml.ts';
import {rowFacts, findNode} from './read.ts';

/*
Whole trees in one answer (protocol.md 7.3, 7.4, E42).
*/

/** Live, completed files below a folder, without white space between elements. */
export function * listStream(state: SandboxState, segments: readonly string[]): Generator<string> {
	const start = findNode(state, segments);
	if (start.deleted !== undefined || start.kind === 'file' || start.kind === 'device') {
		throw noSuchPath(segments.join('/'));
	}

	const count = {folders: 0, files: 0};
	const folded = new Set<string>();
	yield `<?xml version="1.0" encoding="UTF-8"?><fileliststream ${rootAttributes(state.clock.now())}>`;
	const device = state.tree.byId(state.tree.find(segments.slice(0, 2))!.parent)!;
	const startPath = state.tree.pathOf(start).slice(device.name.length + 1);
	yield * streamFolder(start, startPath);
	const {miscounted, countsFolded} = state.switches;
	if (countsFolded) {
		count.folders = folded.size;
	}

	const told = miscounted === 'nothing' ? count : {...count, [miscounted]: count[miscounted] + 1};
	yield `<stats><folders>${told.folders}</folders><files>${told.files}</files></stats></fileliststream>`;

	function * streamFolder(folder: Node, path: string): Generator<string> {
		count.folders += 1;
		folded.add(path.normalize('NFC').toUpperCase());
		const announcement = `<folder><path>${escapeXml(path)}</path></folder>`;
		const announcesAll = state.switches.streamStyle === 'all';
		if (announcesAll) {
			yield announcement;
		}

		const filesBefore = count.files;
		for (const file of liveChildren(state, folder, 'files')) {
			const current = state.revisions.current(file.id);
			if (current) {
				count.files += 1;
				yield streamFile(file, current, path);
			}
		}

		if (!announcesAll && count.files === filesBefore) {
			yield announcement;
		}

		for (const child of liveChildren(state, folder, 'folders')) {
			yield * streamFolder(child, `${path}/${child.name}`);
		}
	}
}

function * liveChildren({tree}: SandboxState, folder: Node, only: 'folders' | 'files'): Generator<Node> {
	for (const child of tree.children(folder.id, only)) {
		if (child.deleted === undefined) {
			yield child;
		}
	}
}

function streamFile(file: Node, {md5, size, modified, created}: Revision, path: string): string {
	const [changed, made] = [modified, created].map(time => new Date(time).toISOString());
	return `<file><path>${escapeXml(path)}</path><filename>${escapeXml(file.name)}</filename><md5>${md5}</md5><size>${size}</size><modified>${changed}</modified><created>${made}</created></file>`;
}

/** Every folder of a subtree, not nested; trashed and unfinished ones too (protocol.md 7.3). */
export function * listFlat(state: SandboxState, segments: readonly string[]): Generator<string> {
	const start = findNode(state, segments);
	if (start.kind === 'file' || start.kind === 'device') {
		throw noSuchPath(segments.join('/'));
	}

	yield `${declaration}<filedirlist ${rootAttributes(state.clock.now())}>\n<folders>\n`;
	yield * flatFolder(start, `/${[state.person.username, ...state.tree.namesOf(start).slice(0, -1)].join('/')}`);
	yield '</folders>\n</filedirlist>\n';

	function * flatFolder(folder: Node, parentPath: string): Generator<string> {
		const here = `${parentPath}/${folder.name}`;
		yield `${folderOpening(folder)}>\n${pathElements(parentPath)}`;
		let hasFiles = false;
		for (const file of state.tree.children(folder.id, 'files')) {
			yield `${hasFiles ? '' : '<files>\n'}${fileRow(file, rowFacts(state, file), here)}`;
			hasFiles = true;
		}

		yield `${hasFiles ? '</files>\n' : ''}</folder>\n`;
		for (const child of state.tree.children(folder.id, 'folders')) {
			yield * flatFolder(child, here);
		}
	}
}
