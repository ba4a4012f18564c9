import type {Readable} from 'node:stream';
import {errors} from 'undici';
import * as v from 'valibot';
import {Failure} from '../failure.ts';
import {checkReachable, checkWritable} from './addresses.ts';
import type {Client} from './client.ts';
import {findContent} from './find.ts';
import {answerOf, failureOf, answeredStatus} from './http/failures.ts';
import {parseJson} from './http/json.ts';
import {pauseAfter} from './http/retry.ts';
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
	return sayingWhatIsHidden(request.path, options, async () => request.onConflict === 'reject' ? askForFreePlace(request, options) : askForPlace(request, options));
}

const takesNoHandler = new WeakSet<Client>();

/**
What is alive there makes it fail. The service does that itself, unless it has refused the field that asks for it (protocol.md U24):
then a look comes first, for this request and all later ones of the account.
*/
async function askForFreePlace(request: UploadRequest, options: CloudOptions): Promise<UploadPlace> {
	if (takesNoHandler.has(options.client)) {
		await checkFree(request.path, options);
		return askForPlace(request, options);
	}

	try {
		return await askForPlace(request, options, {conflict_handler: 'REJECT_CONFLICTS'});
	} catch (error) {
		if (answeredStatus(error) !== 400) {
			throw error;
		}
	}

	await checkFree(request.path, options);
	const place = await askForPlace(request, options); // refused as before where the name is the reason
	takesNoHandler.add(options.client);
	return place;
}

/** @throws Failure `already-exists` */
async function checkFree(path: string, options: CloudOptions): Promise<void> {
	if (await findContent(path, options)) {
		throw failureOf({status: 409}, displayName(path, options.client.names));
	}
}

async function askForPlace({path, size, md5, created, modified, onConflict}: UploadRequest, {client, signal}: CloudOptions, handler?: {readonly conflict_handler: string}): Promise<UploadPlace> {
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
			...handler,
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
@throws Failure `corrupt` when the bytes are not those that were announced: the file changed; OtherPart
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
				...(from > 0 && {range: `bytes=${from}-${from < size ? size - 1 : ''}`}), // a request header of that name (protocol.md 8.2); with nothing left it has no end that could be named
			},
			body,
			subject: displayName(path, client.names),
			mayRepeat: false,
			signal,
		}));
	} catch (error) {
		throw contentFailure(error, displayName(path, client.names));
	}

	const stored = v.safeParse(storedSchema, parseJson(text));
	if (!stored.success) {
		throw new Failure('offline', `The answer to the upload of ${displayName(path, client.names)} was lost.`, {nextStep: 'It is asked for again.'});
	}

	return {md5: stored.output.md5.toLowerCase(), size: stored.output.bytes};
}

/** Statuses of content that mean the position is not the one that the service expects: it has got less than was sent, or holds more or less than it had said. */
const otherPositions: ReadonlySet<number | undefined> = new Set([400, 416, 420]);

/** What a refusal of content means; other failures stay what they are. A page of the storage node says so by its status alone. @see protocol.md 8.2, N5, N7 */
function contentFailure(error: unknown, name: string): unknown {
	const {id = '', text = ''} = answerOf(error) ?? {};
	const status = answeredStatus(error);
	if (!(error instanceof Failure)) {
		return error;
	}

	if (status === 421 || error.code === 'corrupt' && id.startsWith('CorruptUpload') || error.cause instanceof errors.RequestContentLengthMismatchError) {
		return new Failure('corrupt', `${name} changed while it was sent.`, {nextStep: 'It is hashed and sent again.', cause: error.cause});
	}

	if (id.startsWith('IncompleteUpload') || (otherPositions.has(status) && error.code !== 'quota-full')) {
		return new OtherPart(status === 400 || status === 416
			? `Jottacloud refuses the content of ${name}${text === '' ? '' : `: ${text}`}.`
			: `Jottacloud has received only a part of ${name}.`, error.cause);
	}

	return error;
}

/** The service wants to hear from another position than the one that was sent from: it says which when the file is announced again. */
class OtherPart extends Failure {
	constructor(sentence: string, cause: unknown) {
		super('service', sentence, {nextStep: 'Try again in a while.', cause});
	}
}

const fruitlessTries = 5; // in a row
const leastProgress = 65_536; // bytes; less is none, or a service that takes a byte at a time would be asked for ever

export type SendingMissing<Sent> = {
	readonly announce: () => Promise<UploadPlace>;
	readonly send: (place: UploadPlace) => Promise<Sent>;
};

/**
Sends what is missing of an announced file. Where the service has got, or holds, another part than was thought, the file is announced
again after a short pause and sent from there on. Ends with that failure when this brings nothing more for some tries.
@returns undefined when the service has turned out to have it all
@throws what `announce` and `send` throw
@see protocol.md 8.2, N12
*/
export async function sendMissing<Sent>(first: UploadPlace, {announce, send}: SendingMissing<Sent>, {client: {clock}, signal}: CloudOptions): Promise<Sent | undefined> {
	let furthest = first.resumeFrom;
	let fruitless = 0;
	for (let place = first; !place.isStored;) {
		try {
			return await send(place);
		} catch (error) {
			fruitless += 1;
			if (!(error instanceof OtherPart) || fruitless === fruitlessTries) {
				throw error;
			}
		}

		await clock.sleep(pauseAfter(fruitless), signal);
		place = await announce();
		if (place.resumeFrom >= furthest + leastProgress) {
			furthest = place.resumeFrom;
			fruitless = 0;
		}
	}

	return undefined;
}
