import type {IncomingHttpHeaders} from 'node:http';
import {addKnownContent, readTime} from './jfs-change.ts';
import {ensureFolder} from './jfs-make.ts';
import {splitPath} from './jfs-address.ts';
import {atomically} from './database.ts';
import {badArgument, ServiceError} from './errors.ts';
import {checkNewName} from './names.ts';
import type {Revision} from './revisions.ts';
import {wholeSecond, type State} from './state.ts';
import type {Node} from './tree.ts';

/*
The JSON API: who is signed in, preparing uploads, receiving them (protocol.md 8, 12, E50 to E53).
*/

export function customer({person, revisions, capacity}: State): object {
	return {
		username: person.username,
		email: person.email,
		name: person.name,
		country_code: 'NO',
		language_code: 'nb',
		customer_group_code: '',
		brand_code: 'jotta',
		account_type: 'FREE',
		subscription_type: capacity < 0 ? 'UNLIMITED' : 'FREE_5GB',
		usage: revisions.totalSize(),
		quota: capacity,
		business_usage: 0,
		business_quota: 0,
		write_locked: false,
		read_locked: false,
		locked_cause: null,
	};
}

type Request = {
	readonly segments: readonly string[]; // device, mountpoint, …, name
	readonly path: string;
	readonly bytes: number;
	readonly md5: string;
	readonly created: number;
	readonly modified: number;
	readonly rejectsConflicts: boolean;
};

/** The decision list of E51. */
export function allocate(state: State, body: unknown, base: string): object {
	const request = readRequest(body, wholeSecond(state.clock.now()));
	return atomically(state.database, () => {
		const {tree, revisions, capacity} = state;
		const {segments, bytes, md5} = request;
		const node = tree.find(segments);
		const current = node && revisions.current(node.id);
		const isKnown = revisions.isKnown(md5, bytes);
		if (!isKnown && capacity >= 0 && revisions.totalSize() + bytes > capacity) {
			throw new ServiceError(460, 'QuotaExceededException', 'Quota exceeded');
		}

		if (node && node.kind !== 'file') {
			throw new ServiceError(409, 'UniqueFileException', 'A folder has that name');
		}

		if (request.rejectsConflicts && current && node.deleted === undefined) {
			throw new ServiceError(409, 'UniqueFileException', 'File exists');
		}

		if (node && current?.md5.toLowerCase() === md5 && current.size === bytes) {
			revisions.setTimes(current.id, request);
			ensureFolder(state, segments.slice(0, -1));
			tree.setDeleted(node.id, undefined);
			return answer(request, {state: 'COMPLETED', upload: '', received: bytes}, base);
		}

		if (isKnown) {
			addKnownContent(state, segments, {
				size: bytes, md5, created: request.created, modified: request.modified,
			});
			return answer(request, {state: 'COMPLETED', upload: '', received: bytes}, base);
		}

		const pending = pendingRevision(state, request, node);
		return answer(request, {state: pending.state, upload: pending.upload ?? '', received: state.content.received(pending.upload ?? '')}, base);
	});
}

/** An unfinished revision of the same content is gone on with; else there is a new one. */
function pendingRevision(state: State, {segments, bytes, md5, created, modified}: Request, node: Node | undefined): Revision {
	const {tree, revisions, clock} = state;
	const parent = ensureFolder(state, segments.slice(0, -1));
	const name = segments.at(-1)!;
	if (!node) {
		checkNewName(name);
	}

	const file = node ?? tree.add(parent.id, name, 'file');
	const latest = revisions.latest(file.id);
	if (latest?.upload !== undefined && latest.md5 === md5 && latest.size === bytes) {
		revisions.setTimes(latest.id, {created, modified});
		return latest;
	}

	return revisions.add(file.id, name, {
		state: 'INCOMPLETE', size: bytes, md5, created, modified, updated: wholeSecond(clock.now()),
	});
}

function readRequest(body: unknown, now: number): Request {
	const fields = typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
	const {path, bytes, md5} = fields;
	if (typeof path !== 'string' || typeof bytes !== 'number' || typeof md5 !== 'string' || !/^[\da-f]{32}$/iv.test(md5) || bytes < 0) {
		throw badArgument('path, bytes and md5 are required');
	}

	const plain = splitPath(path);
	const segments = plain[0] === 'jfs' ? plain.slice(1) : ['Jotta', ...plain];
	if (segments.length < 3) {
		throw badArgument(`Invalid path ${path}`);
	}

	return {
		segments,
		path,
		bytes,
		md5: md5.toLowerCase(),
		created: readTime(fields.created, now),
		modified: readTime(fields.modified, now),
		rejectsConflicts: fields.conflict_handler === 'REJECT_CONFLICTS',
	};
}

function answer({segments, path, bytes}: Request, {state, upload, received}: {readonly state: string; readonly upload: string; readonly received: number}, base: string): object {
	return {
		name: segments.at(-1), path, state, upload_id: upload, upload_url: `${base}/upload/${upload}`, bytes, resume_pos: state === 'COMPLETED' ? bytes : received,
	};
}

/** Receives the rest of a file; what arrived is kept when the line breaks (E52). */
export async function receiveUpload(state: State, upload: string, {headers, body}: {readonly headers: IncomingHttpHeaders; readonly body: AsyncIterable<unknown>}): Promise<object> {
	const {revisions, content} = state;
	const revision = revisions.byUpload(upload);
	if (!revision) {
		throw new ServiceError(404, 'NoSuchFileException', 'Unknown upload');
	}

	const range = /^bytes=(?<start>\d+)-/v.exec(headers.range ?? '')?.groups;
	const from = Number(range?.start ?? 0);
	if (range && from !== content.received(upload)) {
		throw new ServiceError(416, 'RequestedRangeNotSatisfiedException', `Expected ${content.received(upload)}`);
	}

	if (from + Number(headers['content-length'] ?? 0) > revision.size) {
		throw badArgument('More bytes than announced');
	}

	const received = await content.receive(upload, from, body, revision.size);
	if (received < revision.size) {
		throw new ServiceError(420, 'IncompleteUploadOpenApiException', `Received ${received} of ${revision.size}`);
	}

	const now = wholeSecond(state.clock.now());
	if (!await content.complete(upload, revision.md5)) {
		content.discard(upload);
		revisions.setState(revision.id, 'CORRUPT', now);
		throw new ServiceError(422, 'CorruptUploadOpenApiException', 'MD5 mismatch');
	}

	return atomically(state.database, () => {
		const node = state.tree.byId(revision.node)!;
		revisions.setState(revision.id, 'COMPLETED', now);
		state.tree.setDeleted(node.id, undefined);
		const path = state.tree.pathOf(node);
		ensureFolder(state, splitPath(path).slice(0, -1));
		return {
			path: `/jfs${path}`, content_id: revision.md5, bytes: revision.size, md5: revision.md5, modified: revision.modified,
		};
	});
}
