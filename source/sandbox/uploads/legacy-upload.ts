import type {IncomingHttpHeaders} from 'node:http';
import {badArgument, jottaError} from '../http/errors.ts';
import type {JfsAnswer} from '../jfs/command.ts';
import {fileXml} from '../jfs/read.ts';
import {readHeaderTime} from '../jfs/create-by-hash.ts';
import {wholeSecond, type SandboxState} from '../state/state.ts';
import {prepareUpload} from './allocate.ts';
import {finishUpload} from './receive.ts';

type LegacyUpload = {readonly segments: readonly string[]; readonly headers: IncomingHttpHeaders; readonly body: AsyncIterable<unknown>};

/** The bytes in the request itself: always 201; what went wrong is in the document (protocol.md 8.3, E56). */
export async function legacyUpload(state: SandboxState, {segments, headers, body}: LegacyUpload): Promise<JfsAnswer> {
	const {content, tree, clock} = state;
	const size = Number(headers.jsize);
	const md5 = String(headers.jmd5 ?? '').toLowerCase();
	if (md5 === '') {
		throw jottaError(400, 'InvalidArgumentException', 'Upload without md5 no longer supported. Use header JMd5.');
	}

	if (!Number.isSafeInteger(size) || size < 0 || segments.length < 3) {
		throw badArgument('JSize is required');
	}

	const now = wholeSecond(clock.now());
	const {upload} = prepareUpload(state, {
		segments, bytes: size, md5, created: readHeaderTime(headers.jcreated, now), modified: readHeaderTime(headers.jmodified, now), rejectsConflicts: false,
	});
	if (upload !== undefined && await content.receive(upload, content.received(upload), body, size) === size) {
		finishUpload(state, upload, await content.isWhole(upload, md5));
	}

	return {status: 201, xml: fileXml(state, tree.find(segments)!)};
}
