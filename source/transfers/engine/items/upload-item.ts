import {Failure} from '../../../failure.ts';
import {baseSegment, type Location} from '../../../files/location.ts';
import {createByHash} from '../../../jotta/changes.ts';
import {findHolder} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {checkStoredName, decodeName} from '../../../jotta/names.ts';
import {newStagingPath} from '../../../jotta/staging.ts';
import {allocate, sendContent, type UploadPlace} from '../../../jotta/upload.ts';
import {isSameContent, isSameSecond} from '../../conflicts.ts';
import type {Item} from '../../item.ts';
import {noteAnnounced} from './announced.ts';
import {decideTarget, type TargetDecision, type There} from './decide-target.ts';
import {decideAnew, whileSourceChanges} from './in-rounds.ts';
import {putRight, replaceForGood, withoutStaged} from './replace-permanently.ts';
import {TargetChanged} from './target-changed.ts';
import {
	changed,
	checkSent,
	contentFrom,
	hashSource,
	type UploadSource,
} from './upload-source.ts';
import {counted, type Outcome, type WorkTools} from './work.ts';

type Cloud = Extract<Location, {kind: 'cloud'}>;

type Upload = {readonly item: Item; readonly target: Cloud; readonly client: Client; readonly source: UploadSource; readonly tools: WorkTools};

/** One file up: hash, look for conflicts, announce, send what is missing, verify. */
export async function uploadItem(item: Item, tools: WorkTools): Promise<Outcome> {
	const target = item.target as Cloud;
	const client = await tools.opener.client(target.account);
	checkStoredName(baseSegment(target.path));
	return whileSourceChanges(async () => {
		const source = await hashSource(item.source.path, tools);
		return decideAnew(async round => {
			await putRight(item, tools); // by whatever the last round, or the last engine, was stopped
			const upload = {
				item, target, client, source, tools,
			};
			return act(await decide(upload, round > 1), upload);
		});
	});
}

/** By what the listing has told, or as it is now: what was listed a while ago is enough to leave it alone, too little to replace it. */
async function decide(upload: Upload, isFresh: boolean): Promise<TargetDecision> {
	const {item, client, source: {facts: source}, tools: {checking, overwrite: policy, signal}} = upload;
	const find = async (path: string) => findHolder(path, {client, signal});
	const about = async (there: There | undefined) => decideTarget({
		item, source, there, policy, find, isSame: found => isSameContent(source, found),
	});
	const listed = item.facts.target && {...item.facts.target, kind: 'file'} as const;
	const first = isFresh ? undefined : await checking(async () => about(listed));
	return first && isEnough(first, upload) ? first : checking(async () => about(await find(item.target.path)));
}

/** A name that is thought to be free is announced as such; a person who answers has to be asked about what is there now. */
function isEnough(decision: TargetDecision, {item, source}: Upload): boolean {
	return decision.kind === 'skip'
		|| (decision.kind === 'free' && decision.path === item.target.path)
		|| (decision.kind === 'ask' && item.decision === undefined)
		|| (decision.kind === 'same' && isSameSecond(decision.there.modified, source.facts.modified));
}

async function act(decision: TargetDecision, upload: Upload): Promise<Outcome> {
	const {item, source: {facts}, tools} = upload;
	const {target} = item;
	await noteAnnounced(decision, {item, md5: facts.md5, tools});
	switch (decision.kind) {
		case 'free': {
			return withoutStaged(upload, await sendAs(upload, {path: decision.path, mayReplace: false}));
		}

		case 'replace': {
			return tools.rules.noVersions ? replace(upload, decision) : sendAs(upload, {path: decision.path, mayReplace: true});
		}

		case 'same': {
			await (decision.path === target.path && keepSame(upload, decision.there));
			return withoutStaged(upload, decision.path === target.path ? {kind: 'same'} : {kind: 'done', sent: 0, entry: entryAt(decision.path, facts)});
		}

		case 'skip': {
			return withoutStaged(upload, {kind: 'skipped'});
		}

		case 'ask': {
			return withoutStaged(upload, {kind: 'asks', conflict: decision.conflict});
		}

		default: {
			throw new TypeError(`unknown decision ${String(decision satisfies never)}`);
		}
	}
}

async function replace(upload: Upload, {path, seen}: {readonly path: string; readonly seen: There}): Promise<Outcome> {
	const {item, client, tools} = upload;
	const step = {
		to: path, staged: tools.step().staged ?? newStagingPath(path), aside: newStagingPath(path), seen,
	};
	tools.onStep(step);
	const outcome = await sendAs(upload, {path: step.staged, mayReplace: true}); // what an earlier try has sent there is replaced
	const {segment, name} = await replaceForGood(step, {client, name: item.name, signal: tools.signal});
	return {...outcome, entry: {...outcome.entry, segment, name}};
}

/** The content is there: only a time that differs is set. */
async function keepSame({client, source: {facts}, target: {path}, tools: {checking, signal}}: Upload, there: There): Promise<void> {
	if (!isSameSecond(there.modified, facts.modified)) {
		await checking(async () => createByHash(path, facts, {client, signal}));
	}
}

const addressLife = 60_000; // ms: how long an address to send to is trusted; its life time is not known (protocol.md 8.2)

type Sent = Extract<Outcome, {kind: 'done'}>;

async function sendAs(upload: Upload, {path, mayReplace}: {readonly path: string; readonly mayReplace: boolean}): Promise<Sent> {
	const {item, client, source, tools: {clock, signal, checking, transferring, rules}} = upload;
	const {size = 0, modified, created, md5 = ''} = source.facts;
	const announce = async () => allocate({
		path, size, md5, created, modified, onConflict: mayReplace ? 'new-revision' : 'reject',
	}, {client, signal});
	const sendTo = async ({isStored, url, resumeFrom}: UploadPlace) => isStored ? {sent: 0} : send(upload, {path, url, resumeFrom: size > rules.resumeLimit ? resumeFrom : 0});
	try {
		const place = await checking(announce);
		const announced = clock.now();
		// A turn can be long in coming.
		const sent = place.isStored ? {sent: 0} : await transferring('sending', async () => sendTo(Math.abs(clock.now() - announced) > addressLife ? await announce() : place));
		return {kind: 'done', ...sent, entry: entryAt(path, source.facts)};
	} catch (error) {
		const isTaken = error instanceof Failure && error.code === 'already-exists' && (await checking(async () => findHolder(path, {client, signal})))?.kind === 'file';
		throw isTaken ? new TargetChanged(item.name) : error; // somebody was quicker, or an answer was lost
	}
}

function entryAt(path: string, {size = 0, modified, created, md5 = ''}: UploadSource['facts']): Sent['entry'] {
	const segment = baseSegment(path);
	return {
		segment, name: decodeName(segment), kind: 'file', size, modified: modified!, created: created!, md5,
	};
}

/*
Sent in one request, not in chunks, also on a bad line: what has arrived when it breaks is kept and the next try sends
the rest, which is all that chunks could give; each would cost another allocate (protocol.md 8.2).
*/
async function send({client, source, tools}: Upload, {path, url, resumeFrom}: {readonly path: string; readonly url: string; readonly resumeFrom: number}): Promise<Pick<Sent, 'sent' | 'notice'>> {
	const {facts: {size = 0}} = source;
	const {onPhase, onProgress, onCrossed, signal} = tools;
	onProgress(resumeFrom);
	let position = resumeFrom;
	const count = (bytes: number) => {
		position += bytes;
		onProgress(position);
		onCrossed(bytes);
	};

	const stored = await sendContent({
		path, url, size, from: resumeFrom, body: () => counted(tools.throttle.pass(contentFrom(source, resumeFrom, tools), signal), count),
	}, {client, signal});
	onPhase('verifying');
	if (stored.md5 !== source.md5 || stored.size !== size) {
		throw changed(source.path);
	}

	const notice = await checkSent(source);
	return {sent: size - resumeFrom, ...(notice && {notice})};
}
