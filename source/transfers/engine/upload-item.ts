import {Failure} from '../../failure.ts';
import {baseSegment, type Location} from '../../files/location.ts';
import {createByHash, findContent} from '../../jotta/changes.ts';
import type {Client} from '../../jotta/client.ts';
import {checkStoredName, decodeName} from '../../jotta/names.ts';
import {allocate, sendContent, type UploadPlace} from '../../jotta/upload.ts';
import {isSameContent, isSameSecond, judge} from '../conflicts.ts';
import type {Item, ItemFacts} from '../item.ts';
import {freePath, numberedPlace} from './numbered-place.ts';
import {
	changed,
	checkUnchanged,
	contentFrom,
	hashSource,
	type UploadSource,
} from './upload-source.ts';
import {endReplacement, replaceWithoutVersion} from './without-versions.ts';
import {
	conflictOf,
	counted,
	type Outcome,
	type WorkTools,
} from './work.ts';

type Cloud = Extract<Location, {kind: 'cloud'}>;

const rounds = 3; // a file that changes while it is sent is hashed and sent again this often

/** One file up: hash, look for conflicts, announce, send what is missing, verify. */
export async function uploadItem(item: Item, tools: WorkTools): Promise<Outcome> {
	const target = item.target as Cloud;
	const client = await tools.opener.client(target.account);
	checkStoredName(baseSegment(target.path));
	for (let round = 1; ; round += 1) {
		try {
			return await uploadOnce({
				item, target, client, tools,
			});
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== 'corrupt' || round === rounds) {
				throw error;
			}
		}
	}
}

type Upload = {readonly item: Item; readonly target: Cloud; readonly client: Client; readonly tools: WorkTools};

async function uploadOnce(upload: Upload): Promise<Outcome> {
	const {item, target, tools} = upload;
	const source = await hashSource(item.source.path, tools);
	return await endReplacement(item, source.facts, tools) ?? settle(upload, source, {path: target.path, there: item.facts.target});
}

type Place = {
	readonly path: string;
	readonly there: ItemFacts['target'] | undefined;
	readonly isSeenNow?: boolean; // else it was listed a while ago: too little to replace it
};

/** Decides about what is there, and sends. Surprises at the service are looked at and decided, too. */
async function settle(upload: Upload, source: UploadSource, place: Place): Promise<Outcome> {
	const {item, tools} = upload;
	const {path, there, isSeenNow = false} = place;
	if (there && isSameContent(source.facts, there)) {
		return keepSame(upload, source, place);
	}

	const verdict = judge({
		source: source.facts, target: there, policy: tools.overwrite, decision: item.decision, agreed: item.facts.agreed,
	});
	switch (verdict) {
		case 'skip': {
			return {kind: 'skipped'};
		}

		case 'ask': {
			// Asked again, a person sees what is there now.
			return isSeenNow || item.decision === undefined ? {kind: 'asks', conflict: conflictOf(source.facts, there)} : settle(upload, source, await asOfNow(upload, path));
		}

		case 'keep-both': {
			const beside = await tools.checking(async () => numberedPlace(path, {find: looksFor(upload), isSame: found => isSameContent(source.facts, found)}));
			return beside.there ? {kind: 'done', sent: 0, entry: beside.there} : settle(upload, source, {path: beside.path, there: undefined});
		}

		case 'go': {
			return sendAs(upload, source, {path, mayReplace: false});
		}

		case 'overwrite': {
			return isSeenNow ? overwrite(upload, source, {path, there}) : settle(upload, source, await asOfNow(upload, path));
		}

		default: {
			throw new TypeError(`unknown verdict ${(verdict satisfies never)}`);
		}
	}
}

async function asOfNow({client, tools: {checking, signal}}: Upload, path: string): Promise<Place> {
	const found = await checking(async () => findContent(path, {client, signal}));
	return {path, there: found?.kind === 'file' ? found : undefined, isSeenNow: true};
}

async function overwrite(upload: Upload, source: UploadSource, {path, there}: Place): Promise<Outcome> {
	const {target, tools} = upload;
	if (!tools.rules.noVersions) {
		return sendAs(upload, source, {path, mayReplace: true});
	}

	const beside = await tools.checking(async () => freePath(path, looksFor(upload)));
	tools.onStep({to: path, beside, source: {}});
	return replaceWithoutVersion({...target, path}, await sendAs(upload, source, {path: beside, mayReplace: false}), {
		...tools, beside, seen: there, look: async () => (await asOfNow(upload, path)).there,
	});
}

/** The content is there: only a time that differs is set. */
async function keepSame(upload: Upload, source: UploadSource, {path, there, isSeenNow = false}: Place): Promise<Outcome> {
	const {client, tools: {checking, signal}} = upload;
	if (isSameSecond(there?.modified, source.facts.modified)) {
		return {kind: 'same'};
	}

	if (!isSeenNow) {
		return settle(upload, source, await asOfNow(upload, path));
	}

	await checking(async () => createByHash(path, source.facts, {client, signal}));
	return {kind: 'same'};
}

const looksFor = ({client, tools: {signal}}: Upload) => async (path: string) => findContent(path, {client, signal});

const addressLife = 60_000; // ms: how long an address to send to is trusted; its life time is not known (protocol.md 8.2)

async function sendAs(upload: Upload, source: UploadSource, {path, mayReplace}: {readonly path: string; readonly mayReplace: boolean}): Promise<Outcome> {
	const {client, tools: {clock, signal, checking, transferring, rules}} = upload;
	const {size = 0, modified, created, md5 = ''} = source.facts;
	const announce = async () => allocate({
		path, size, md5, created, modified, onConflict: mayReplace ? 'new-revision' : 'reject',
	}, {client, signal});
	const sendTo = async ({isStored, url, resumeFrom}: UploadPlace) => isStored ? 0 : send(upload, source, {path, url, resumeFrom: size > rules.resumeLimit ? resumeFrom : 0});
	try {
		const place = await checking(announce);
		const announced = clock.now();
		// A turn can be long in coming.
		const sent = place.isStored ? 0 : await transferring('sending', async () => sendTo(Math.abs(clock.now() - announced) > addressLife ? await announce() : place));
		const segment = baseSegment(path);
		return {
			kind: 'done', sent, entry: {
				segment, name: decodeName(segment), kind: 'file', size, modified: modified!, created: created!, md5,
			},
		};
	} catch (error) {
		const there = error instanceof Failure && error.code === 'already-exists' ? await checking(async () => findContent(path, {client, signal})) : undefined;
		if (there?.kind !== 'file') {
			throw error;
		}

		return settle(upload, source, {path, there, isSeenNow: true}); // somebody was quicker, or an answer was lost
	}
}

/*
Sent in one request, not in chunks, also on a bad line: what has arrived when it breaks is kept and the next try sends
the rest, which is all that chunks could give; each would cost another allocate (protocol.md 8.2).
*/
async function send({client, tools}: Upload, source: UploadSource, {path, url, resumeFrom}: {readonly path: string; readonly url: string; readonly resumeFrom: number}): Promise<number> {
	const size = Number(source.found.size);
	const {onPhase, onProgress, onCrossed, signal} = tools;
	onProgress(resumeFrom);
	let position = resumeFrom;
	const count = (bytes: number) => {
		position += bytes;
		onProgress(position);
		onCrossed(bytes);
	};

	const stored = await sendContent({
		path, url, size, from: resumeFrom, body: () => counted(tools.throttle.pass(contentFrom(source, resumeFrom), signal), count),
	}, {client, signal});
	onPhase('verifying');
	await checkUnchanged(source);
	if (stored.md5 !== source.md5 || stored.size !== size) {
		throw changed(source.path);
	}

	return size - resumeFrom;
}
