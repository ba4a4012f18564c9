import {randomBytes} from 'node:crypto';
import type {IncomingHttpHeaders} from 'node:http';
import {Readable} from 'node:stream';
import {
	badArgument,
	jottaError,
	noSuchFile,
	noSuchPath,
} from './errors.ts';
import {fileXml, findNode, folderAnswer} from './jfs-read.ts';
import {escapeXml, rootAttributes} from './jfs-xml.ts';
import type {State} from './state.ts';
import type {Node} from './tree.ts';

/*
GET with `mode=` (protocol.md 7, E40 to E43).
*/

export type Download = {
	readonly status: 200 | 206;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readable;
};

/** The bytes of a file, whole or a range, of the current or an older revision; tombstones can be read (E40). */
export function download(state: State, segments: readonly string[], {query, headers}: {readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders}): Download {
	const {revisions, content} = state;
	const node = findNode(state, segments);
	if (node.kind !== 'file') {
		throw badArgument('Not a file');
	}

	const wanted = query.get('revision');
	const revision = wanted === null ? revisions.current(node.id) : revisions.of(node.id).find(each => String(each.number) === wanted && each.state === 'COMPLETED');
	if (!revision) {
		throw noSuchFile(segments.join('/'));
	}

	const {size, mime, md5} = revision;
	const range = readRange(headers.range, size);
	const {start, end} = range ?? {start: 0, end: size - 1};
	return {
		status: range ? 206 : 200,
		headers: {
			'content-type': mime,
			'accept-ranges': 'bytes',
			'content-length': String(end - start + 1),
			...(range && {'content-range': `bytes ${start}-${end}/${size}`}),
		},
		body: size === 0 ? Readable.from([]) : content.read(md5.toLowerCase(), {start, end}),
	};
}

export function readRange(header: string | undefined, size: number): {readonly start: number; readonly end: number} | undefined {
	const match = /^bytes=(?<start>\d+)-(?<end>\d*)$/v.exec(header ?? '')?.groups;
	if (!match) {
		return undefined;
	}

	const start = Number(match.start);
	const end = match.end === '' ? size - 1 : Math.min(Number(match.end), size - 1);
	if (start > end) {
		throw jottaError(416, 'RequestedRangeNotSatisfiedException', `Range ${header}`);
	}

	return {start, end};
}

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

/** Public links on and off; both may be repeated (E43). */
export function share(state: State, segments: readonly string[], isOn: boolean): string {
	const node = findNode(state, segments);
	if (isOn !== (node.publicUri !== undefined)) {
		state.tree.setPublicUri(node.id, isOn ? randomBytes(16).toString('hex') : undefined);
	}

	const now = state.tree.byId(node.id)!;
	return now.kind === 'file' ? fileXml(state, now) : folderAnswer(state, now);
}
