import {noSuchPath} from './errors.ts';
import {fileRevisions, findNode} from './jfs-read.ts';
import {
	declaration,
	escapeXml,
	fileRow,
	folderOpening,
	pathElements,
	rootAttributes,
} from './jfs-xml.ts';
import type {State} from './state.ts';
import type {Node} from './tree.ts';

/*
Whole trees in one answer (protocol.md 7.3, 7.4, E42).
*/

/** Live, completed files below a folder, without white space between elements. */
export function * listStream(state: State, segments: readonly string[]): Generator<string> {
	const start = findNode(state, segments);
	if (start.deleted !== undefined || start.kind === 'file' || start.kind === 'device') {
		throw noSuchPath(segments.join('/'));
	}

	const count = {folders: 0, files: 0};
	yield `<?xml version="1.0" encoding="UTF-8"?><fileliststream ${rootAttributes(state.clock.now())}>`;
	const device = state.tree.byId(state.tree.find(segments.slice(0, 2))!.parent)!;
	const startPath = state.tree.pathOf(start).slice(device.name.length + 1);
	yield * streamFolder(start, startPath);
	yield `<stats><folders>${count.folders}</folders><files>${count.files}</files></stats></fileliststream>`;

	function * streamFolder(folder: Node, path: string): Generator<string> {
		count.folders += 1;
		const children = liveChildren(state, folder);
		const hasFiles = children.some(child => child.kind === 'file');
		if (state.switches.streamStyle === 'all' || !hasFiles) {
			yield `<folder><path>${escapeXml(path)}</path></folder>`;
		}

		for (const child of children.filter(each => each.kind === 'file')) {
			count.files += 1;
			yield streamFile(state, child, path);
		}

		for (const child of children.filter(each => each.kind !== 'file')) {
			yield * streamFolder(child, `${path}/${child.name}`);
		}
	}
}

function liveChildren({tree, revisions}: State, folder: Node): readonly Node[] {
	return [...tree.children(folder.id)].filter(child => child.deleted === undefined && (child.kind !== 'file' || revisions.current(child.id) !== undefined));
}

function streamFile({revisions}: State, file: Node, path: string): string {
	const {md5, size, modified, created} = revisions.current(file.id)!;
	return `<file><path>${escapeXml(path)}</path><filename>${escapeXml(file.name)}</filename><md5>${md5}</md5><size>${size}</size><modified>${new Date(modified).toISOString()}</modified><created>${new Date(created).toISOString()}</created></file>`;
}

/** Every folder of a subtree, not nested; trashed and unfinished ones too (protocol.md 7.3). */
export function * listFlat(state: State, segments: readonly string[]): Generator<string> {
	const start = findNode(state, segments);
	if (start.kind === 'file' || start.kind === 'device') {
		throw noSuchPath(segments.join('/'));
	}

	yield `${declaration}<filedirlist ${rootAttributes(state.clock.now())}>\n<folders>\n`;
	yield * flatFolder(start, `/${[state.person.username, ...state.tree.namesOf(start).slice(0, -1)].join('/')}`);
	yield '</folders>\n</filedirlist>\n';

	function * flatFolder(folder: Node, parentPath: string): Generator<string> {
		const here = `${parentPath}/${folder.name}`;
		const children = [...state.tree.children(folder.id)];
		const files = children.filter(child => child.kind === 'file').map(file => fileRow(file, fileRevisions(state, file), here));
		yield `${folderOpening(folder)}>\n${pathElements(parentPath)}${files.length === 0 ? '' : `<files>\n${files.join('')}</files>\n`}</folder>\n`;
		for (const child of children.filter(each => each.kind !== 'file')) {
			yield * flatFolder(child, here);
		}
	}
}
