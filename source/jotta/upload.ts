import type {Readable} from 'node:stream';
import {errors} from 'undici';
import * as v from 'valibot';
import {Failure} from '../failure.ts';
import {checkReachable, checkWritable} from './addresses.ts';
import {parseJson} from './http/json.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {sayingWhatIsHidden} from './trash/hidden-name.ts';
import {serviceTime} from './xml/xml.ts';

/*
Uploading: the MD5 and the size are announced first, then the bytes that the service does not have are sent (protocol.md 8).
*/

const placeSchema = v.object({
	state: v.string(),
	upload_url: v.nullish(v.string()), // null where nothing is to be sent (protocol.md 22.1, N6)
	resume_pos: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
});

const storedSchema = v.object({md5: v.string(), bytes: v.number()});

export type UploadRequest = {
	readonly path: string;
	readonly size: number; // bytes
	readonly md5: string;
	readonly created?: number | undefined; // ms since 1970
	readonly modified?: number | undefined;
	readonly onConflict: 'new-revision' | 'reject';
};

/** Where to send what is missing. `isStored`: nothing is missing; the service had the content, and the file is there. */
export type UploadPlace = {readonly isStored: boolean; readonly resumeFrom: number; readonly url: string};

/**
Announces a file. Repeat it before each attempt to send: addresses are not kept.
@throws Failure `quota-full`, `name-not-allowed`, `already-exists` (with `reject`)
@see protocol.md 8.1
*/
export async function allocate(request: UploadRequest, options: CloudOptions): Promise<UploadPlace> {
	checkWritable(request.path, options.client.names);
	checkReachable(request.path);
	return sayingWhatIsHidden(request.path, options, async () => announce(request, options));
}

async function announce({path, size, md5, created, modified, onConflict}: UploadRequest, {client, signal}: CloudOptions): Promise<UploadPlace> {
	const {text} = await client.send({
		method: 'POST',
		url: `${client.hosts.api}/files/v1/allocate`,
		headers: {'content-type': 'application/json', accept: 'application/json'},
		body: JSON.stringify({
			path: `/jfs${path}`,
			bytes: size,
			md5,
			...(created !== undefined && {created: serviceTime(created)}),
			...(modified !== undefined && {modified: serviceTime(modified)}),
			conflict_handler: onConflict === 'reject' ? 'REJECT_CONFLICTS' : 'CREATE_NEW_REVISION',
		}),
		subject: displayName(path, client.names),
		mayRepeat: onConflict === 'new-revision', // after a lost answer the file would conflict with itself
		signal,
	});
	const place = v.safeParse(placeSchema, parseJson(text));
	const isThere = place.success && place.output.state === 'COMPLETED';
	const {upload_url: url, resume_pos: resumeFrom} = place.success ? place.output : {upload_url: '', resume_pos: 0};
	if (!place.success || resumeFrom > size || (!isThere && !URL.canParse(url ?? ''))) {
		throw new Failure('offline', `Jottacloud did not say where to send ${displayName(path, client.names)}.`, {nextStep: 'It is asked again.'});
	}

	return {isStored: isThere, resumeFrom, url: url ?? ''};
}

export type UploadContent = {
	readonly path: string;
	readonly url: string;
	readonly size: number; // bytes of the whole file
	readonly from: number;
	readonly body: () => Readable | AsyncIterable<Uint8Array>; // from `from` to the end
};

/**
Sends the rest of a file. After a Failure `offline` allocate again: the service has kept what arrived.
@throws Failure `corrupt` when the bytes are not those that were announced: the file changed
@see protocol.md 8.2
*/
export async function sendContent({path, url, size, from, body}: UploadContent, {client, signal}: CloudOptions): Promise<{readonly md5: string; readonly size: number}> {
	let text;
	try {
		({text} = await client.send({
			method: 'POST',
			url,
			headers: {
				'content-type': 'application/octet-stream',
				'content-length': String(size - from),
				...(from > 0 && {range: `bytes=${from}-${size - 1}`}), // a request header of that name (protocol.md 8.2)
			},
			body,
			subject: displayName(path, client.names),
			mayRepeat: false,
			signal,
		}));
	} catch (error) {
		throw error instanceof Failure && error.cause instanceof errors.RequestContentLengthMismatchError
			? new Failure('corrupt', `${displayName(path, client.names)} changed while it was sent.`, {nextStep: 'It is hashed and sent again.', cause: error})
			: error;
	}

	const stored = v.safeParse(storedSchema, parseJson(text));
	if (!stored.success) {
		throw new Failure('offline', `The answer to the upload of ${displayName(path, client.names)} was lost.`, {nextStep: 'It is asked for again.'});
	}

	return {md5: stored.output.md5.toLowerCase(), size: stored.output.bytes};
}
