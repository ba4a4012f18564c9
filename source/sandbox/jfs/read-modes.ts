import {randomBytes} from 'node:crypto';
import type {IncomingHttpHeaders} from 'node:http';
import {Readable} from 'node:stream';
import {
	badArgument,
	jottaError,
	noSuchFile,
} from '../http/errors.ts';
import {changeState, noteChange, type SandboxState} from '../state/state.ts';
import type {Node} from '../state/tree.ts';
import {fileXml, findNode, folderAnswer} from './read.ts';

/*
GET with `mode=` (protocol.md 7, E40 to E43).
*/

export type Download = {
	readonly status: 200 | 206;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readable;
};

/** The bytes of a file, whole or a range, of the current or an older revision; tombstones can be read (E40). */
export function download({revisions, content}: SandboxState, node: Node, {query, headers}: {readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders}): Download {
	if (node.kind !== 'file') {
		throw badArgument('Not a file');
	}

	const wanted = query.get('revision');
	const revision = wanted === null ? revisions.current(node.id) : revisions.of(node.id).find(each => String(each.number) === wanted && each.state === 'COMPLETED');
	if (!revision) {
		throw noSuchFile(node.name);
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

function readRange(header: string | undefined, size: number): {readonly start: number; readonly end: number} | undefined {
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

/** Public links on and off; both may be repeated (E43). */
export function share(state: SandboxState, segments: readonly string[], isOn: boolean): string {
	const node = findNode(state, segments);
	if (isOn !== (node.publicUri !== undefined)) {
		changeState(state, () => {
			state.tree.setPublicUri(node.id, isOn ? randomBytes(16).toString('hex') : undefined);
			noteChange(state, isOn ? 'SHARE_FILE' : 'UNSHARE_FILE', node);
		});
	}

	const now = state.tree.byId(node.id)!;
	return now.kind === 'file' ? fileXml(state, now) : folderAnswer(state, now);
}
