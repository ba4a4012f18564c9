import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {baseSegment, type Location} from '../../../files/location.ts';
import {findHolder} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {newStagingPath} from '../../../jotta/staging.ts';
import {
	allocate,
	sendContent,
	sendMissing,
	type UploadPlace,
} from '../../../jotta/upload.ts';
import type {Item} from '../../item.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {noteBegun, noteSent, sentBefore} from './begun-sending.ts';
import type {Placement} from './place-item.ts';
import {replacePermanently} from './replace-permanently.ts';
import {TargetChanged} from './target-changed.ts';
import {
	changed,
	checkSent,
	contentFrom,
	type UploadSource,
} from './upload-source.ts';
import {countBytes, type Outcome, type WorkTools} from './work.ts';

export type Upload = {
	readonly item: Item;
	readonly target: Extract<Location, {kind: 'cloud'}>;
	readonly client: Client;
	readonly source: UploadSource;
	readonly tools: WorkTools;
};

type Sent = Extract<Outcome, {kind: 'done'}>;

/** Announces a file that was hashed, and sends what the service does not have of it. @throws TargetChanged */
export async function sendUpload(upload: Upload, placing: Placement): Promise<Sent> {
	return placing.kind === 'replace' && upload.tools.rules.noVersions
		? replace(upload, placing)
		: sendAs(upload, {path: placing.path, mayReplace: placing.kind === 'replace'});
}

async function replace(upload: Upload, {path, seen}: Extract<Placement, {kind: 'replace'}>): Promise<Sent> {
	const {item, client, tools} = upload;
	const {staged = newStagingPath(path), sending} = tools.step();
	const step = {
		to: path, staged, aside: newStagingPath(path), seen, ...(sending && {sending}),
	};
	tools.onStep(step);
	const outcome = await sendAs(upload, {path: step.staged, mayReplace: true}); // what an earlier try has sent there is replaced
	const {segment, name} = await replacePermanently(step, {client, name: item.name, signal: tools.signal});
	return {...outcome, entry: {...outcome.entry, segment, name}};
}

const addressLife = 60_000; // ms: how long an address to send to is trusted; its life time is not known (protocol.md 8.2)

async function sendAs(upload: Upload, {path, mayReplace}: {readonly path: string; readonly mayReplace: boolean}): Promise<Sent> {
	const {item, client, source, tools} = upload;
	const {clock, signal, checking, transferring} = tools;
	const {size = 0, modified, created, md5 = ''} = source.facts;
	const announce = async () => allocate({
		path, size, md5, created, modified, onConflict: mayReplace ? 'new-revision' : 'reject',
	}, {client, signal});
	const toEnd = async (place: UploadPlace) => await sendMissing(place, {announce, send: async ({url, resumeFrom}) => send(upload, {path, url, resumeFrom})}, {client, signal}) ?? {sent: sentBefore(md5, tools)};
	try {
		const place = await checking(announce);
		const announced = clock.now();
		// It can take long until there is a slot.
		const sent = place.isStored ? {sent: sentBefore(md5, tools)} : await transferring('sending', async () => toEnd(Math.abs(clock.now() - announced) > addressLife ? await announce() : place));
		return {kind: 'done', ...sent, entry: uploadedEntry(path, source.facts, client.names)};
	} catch (error) {
		if (error instanceof Failure && error.code === 'corrupt') {
			tools.md5Cache.forget(source.found); // the service has read something else than was hashed: looking at the file's times is not enough
		}

		const isTaken = error instanceof Failure && error.code === 'already-exists' && (await checking(async () => findHolder(path, {client, signal})))?.kind === 'file';
		throw isTaken ? new TargetChanged(item.name) : error; // somebody was quicker, or an answer was lost
	}
}

/** What an upload has put there. */
export function uploadedEntry(path: string, {size = 0, modified, created, md5 = ''}: UploadSource['facts'], names: NameCodec): Entry {
	const segment = baseSegment(path);
	return {
		segment, name: names.toShown(segment), kind: 'file', size, modified: modified!, created: created!, md5,
	};
}

/*
Sent in one request, not in chunks, also on a bad line: what has arrived when it breaks is kept and the next try sends
the rest, which is all that chunks could give; each would cost another allocate (protocol.md 8.2).
*/
async function send({client, source, tools}: Upload, {path, url, resumeFrom}: {readonly path: string; readonly url: string; readonly resumeFrom: number}): Promise<Pick<Sent, 'sent' | 'notice'>> {
	const {facts: {size = 0, md5 = ''}} = source;
	const begun = noteBegun({md5, size, position: resumeFrom}, tools);
	const {onPhase, onProgress, onTransferred, signal} = tools;
	onProgress(resumeFrom);
	let position = resumeFrom;
	const count = (bytes: number) => {
		position += bytes;
		onProgress(position);
		onTransferred(bytes);
	};

	const stored = await sendContent({
		path, url, size, from: resumeFrom, body: () => countBytes(tools.throttle.pass(contentFrom(source, resumeFrom, tools), signal), count),
	}, {client, signal});
	noteSent({size}, tools);
	onPhase('verifying');
	if (stored.md5 !== source.md5 || stored.size !== size) {
		throw changed(source.path);
	}

	const notice = await checkSent(source);
	return {sent: size - begun, ...(notice && {notice})};
}
