import type {IncomingHttpHeaders} from 'node:http';
import {badArgument, noSuchFile, ServiceError} from '../http/errors.ts';
import {ensureFolder} from '../jfs/make.ts';
import type {Revision} from '../state/revisions.ts';
import {
	changeState,
	noteChange,
	wholeSecond,
	type SandboxState,
} from '../state/state.ts';
import type {Node} from '../state/tree.ts';

/*
The bytes of an upload (protocol.md 8.2, E52).
*/

type Body = {
	readonly headers: IncomingHttpHeaders;
	readonly body: AsyncIterable<unknown>;
	readonly isCut: () => boolean; // the line is gone, though what came over it may still be on its way to the disk
};

type Turn = {readonly ended: Promise<unknown>; readonly isCut: () => boolean};

const turns = new WeakMap<SandboxState, Map<string, Turn>>();

/** One request at a time fills an upload; the second of two at once continues after the first. */
export async function receiveUpload(state: SandboxState, upload: string, request: Body): Promise<object> {
	const running = turns.get(state) ?? new Map<string, Turn>();
	turns.set(state, running);
	const before = running.get(upload)?.ended;
	const work = async () => {
		await before;
		return receive(state, upload, request);
	};

	const result = work();
	const turn = {ended: result.catch(() => undefined), isCut: request.isCut};
	running.set(upload, turn);
	try {
		return await result;
	} finally {
		if (running.get(upload) === turn) {
			running.delete(upload);
		}
	}
}

/** Waits until all that came over a cut line is stored, so that an answer about it is true. */
export async function cutUploadKept(state: SandboxState, upload: string): Promise<void> {
	const turn = turns.get(state)?.get(upload);
	if (turn?.isCut()) {
		await turn.ended;
	}
}

async function receive(state: SandboxState, upload: string, {headers, body}: Body): Promise<object> {
	const {content} = state;
	const {size, md5} = revisionOf(state, upload);
	const range = /^bytes=(?<start>\d+)-/v.exec(headers.range ?? '')?.groups;
	const from = Number(range?.start ?? 0);
	const {needsRange, bareUploadErrors, nullsInJson} = state.switches;
	if (needsRange && !range && content.received(upload) > 0) {
		throw badArgument(`Range is required: ${content.received(upload)} bytes are here`);
	}

	if (range && from !== content.received(upload)) {
		throw new ServiceError(416, 'RequestedRangeNotSatisfiedException', `Expected ${content.received(upload)}`);
	}

	if (from + Number(headers['content-length'] ?? 0) > size) {
		throw badArgument('More bytes than announced');
	}

	const received = await content.receive(upload, from, body, size);
	if (received < size) {
		throw bareUploadErrors ? new ServiceError(420, '') : new ServiceError(420, 'IncompleteUploadOpenApiException', `Received ${received} of ${size}`);
	}

	const isWhole = await content.isWhole(upload, md5);
	const node = finishUpload(state, upload, isWhole);
	if (!node) {
		throw bareUploadErrors ? new ServiceError(421, '') : new ServiceError(422, 'CorruptUploadOpenApiException', 'MD5 mismatch');
	}

	const revision = state.revisions.current(node.id)!;
	return {
		path: `/jfs${state.tree.pathOf(node)}`, content_id: nullsInJson ? null : md5, bytes: size, md5, modified: revision.modified,
	};
}

/** It may have been deleted while its bytes came in. */
function revisionOf({revisions}: SandboxState, upload: string): Revision {
	const revision = revisions.byUpload(upload);
	if (!revision) {
		throw noSuchFile('of this upload');
	}

	return revision;
}

/** The content is in its place before anything refers to it: after a kill in between nothing is missing. */
export function finishUpload(state: SandboxState, upload: string, isWhole: boolean): Node | undefined {
	const {content, revisions, tree} = state;
	const {id, node, md5} = revisionOf(state, upload);
	const now = wholeSecond(state.clock.now());
	if (!isWhole) {
		content.discard(upload);
		revisions.setState(id, 'CORRUPT', now);
		return undefined;
	}

	content.adopt(upload, md5);
	return changeState(state, () => {
		revisions.setState(id, 'COMPLETED', now);
		tree.setDeleted(node, undefined);
		const file = tree.byId(node)!;
		ensureFolder(state, tree.namesOf(file).slice(0, -1));
		noteChange(state, 'NEW_UPLOAD', file);
		return file;
	});
}
