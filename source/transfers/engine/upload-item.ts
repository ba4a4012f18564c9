import type {Buffer} from 'node:buffer';
import {createReadStream, type BigIntStats} from 'node:fs';
import {stat} from 'node:fs/promises';
import {Failure} from '../../failure.ts';
import {diskFailure} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../files/location.ts';
import {createByHash, findLive} from '../../jotta/changes.ts';
import type {Client} from '../../jotta/client.ts';
import {checkStoredName, decodeName} from '../../jotta/names.ts';
import {allocate, sendContent} from '../../jotta/upload.ts';
import {isSameContent, judge, numberedName} from '../conflicts.ts';
import type {Item, ItemFacts} from '../item.ts';
import {isUnchanged} from '../md5-cache.ts';
import {replaceWithoutVersion} from './without-versions.ts';
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

type Source = {readonly path: string; readonly found: BigIntStats; readonly md5: string; readonly bytes?: Buffer | undefined; readonly facts: ItemFacts['source']};

async function uploadOnce(upload: Upload): Promise<Outcome> {
	const {item, target, tools} = upload;
	const source = await hashSource(item.source.path, tools);
	return settle(upload, source, {path: target.path, there: item.facts.target});
}

async function hashSource(path: string, {md5Cache, hasher, onPhase, onProgress, signal}: WorkTools): Promise<Source> {
	const found = await look(path);
	const cached = md5Cache.find(found);
	if (cached === undefined) {
		onPhase('hashing');
	}

	const size = Number(found.size);
	const hashed = cached === undefined ? await hasher.hash(path, {size, onProgress, signal}) : {md5: cached, size};
	if (cached === undefined) {
		if (!isUnchanged(found, await look(path)) || hashed.size !== size) {
			throw changed(path);
		}

		md5Cache.keep(found, hashed.md5);
	}

	const modified = Number(found.mtimeNs / 1_000_000n);
	const created = found.birthtimeNs > 0n ? Math.min(modified, Number(found.birthtimeNs / 1_000_000n)) : modified;
	return {
		path, found, md5: hashed.md5, bytes: 'bytes' in hashed ? hashed.bytes : undefined, facts: {
			size, modified, created, md5: hashed.md5,
		},
	};
}

async function look(path: string): Promise<BigIntStats> {
	try {
		return await stat(diskPath(path), {bigint: true});
	} catch (error) {
		throw diskFailure(error, path);
	}
}

function changed(path: string): Failure {
	return new Failure('corrupt', `${path} changed while it was read.`, {nextStep: 'Retry when nothing writes to it any more.'});
}

type Place = {readonly path: string; readonly there: ItemFacts['target'] | undefined};

/** Decides about what is there, and sends. Surprises at the service are looked at and decided, too. */
async function settle(upload: Upload, source: Source, {path, there}: Place): Promise<Outcome> {
	const {item, client, tools} = upload;
	if (there && isSameContent(source.facts, there)) {
		return keepSame(upload, source, {path, there});
	}

	const verdict = judge({
		source: source.facts, target: there, policy: tools.overwrite, decision: item.decision,
	});
	switch (verdict) {
		case 'skip': {
			return {kind: 'skipped'};
		}

		case 'ask': {
			return {kind: 'asks', conflict: conflictOf(source.facts, there!)};
		}

		case 'keep-both': {
			return settle(upload, source, {path: await freePath(path, client, tools.signal), there: undefined});
		}

		case 'go': {
			return sendAs(upload, source, {path, mayReplace: false});
		}

		case 'overwrite': {
			return overwrite(upload, source, path);
		}

		default: {
			throw new TypeError(`unknown verdict ${(verdict satisfies never)}`);
		}
	}
}

async function overwrite(upload: Upload, source: Source, path: string): Promise<Outcome> {
	const {target, client, tools} = upload;
	if (!tools.rules.noVersions) {
		return sendAs(upload, source, {path, mayReplace: true});
	}

	const beside = await freePath(path, client, tools.signal);
	return replaceWithoutVersion({...target, path}, await sendAs(upload, source, {path: beside, mayReplace: false}), {...tools, beside});
}

/** The content is there: only a time that differs is set. */
async function keepSame({client, tools: {signal}}: Upload, {facts}: Source, {path, there}: Place): Promise<Outcome> {
	if (Math.floor((there?.modified ?? 0) / 1000) !== Math.floor((facts.modified ?? 0) / 1000)) {
		await createByHash(path, facts, {client, signal});
	}

	return {kind: 'same'};
}

async function freePath(path: string, client: Client, signal: AbortSignal): Promise<string> {
	for (let number = 1; ; number += 1) {
		const candidate = joinPath(parentPath(path), numberedName(baseSegment(path), number));
		if (!await findLive(candidate, {client, signal})) {
			return candidate;
		}
	}
}

async function sendAs(upload: Upload, source: Source, {path, mayReplace}: {readonly path: string; readonly mayReplace: boolean}): Promise<Outcome> {
	const {client, tools: {signal, onPhase}} = upload;
	onPhase('checking');
	let place;
	try {
		place = await allocate({
			path, size: Number(source.found.size), md5: source.md5, created: source.facts.created, modified: source.facts.modified, onConflict: mayReplace ? 'new-revision' : 'reject',
		}, {client, signal});
	} catch (error) {
		const there = error instanceof Failure && error.code === 'already-exists' ? await findLive(path, {client, signal}) : undefined;
		if (there?.kind !== 'file') {
			throw error;
		}

		return settle(upload, source, {path, there}); // somebody was quicker, or an answer was lost
	}

	const resumeFrom = source.found.size > upload.tools.rules.resumeLimit ? place.resumeFrom : 0;
	const sent = place.isStored ? 0 : await send(upload, source, {url: place.url, resumeFrom, path});
	const {size, modified, created, md5} = source.facts;
	const segment = baseSegment(path);
	return {
		kind: 'done', sent, entry: {
			segment, name: decodeName(segment), kind: 'file', size: size!, modified: modified!, created: created!, md5: md5!,
		},
	};
}

async function send({client, tools}: Upload, source: Source, {path, url, resumeFrom}: {readonly path: string; readonly url: string; readonly resumeFrom: number}): Promise<number> {
	const size = Number(source.found.size);
	const {onPhase, onProgress, onCrossed, signal} = tools;
	onPhase('sending');
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
	if (!isUnchanged(source.found, await look(source.path)) || stored.md5 !== source.md5 || stored.size !== size) {
		throw changed(source.path);
	}

	return size - resumeFrom;
}

async function * contentFrom({path, bytes, found}: Source, from: number): AsyncGenerator<Uint8Array> {
	if (bytes) {
		yield bytes.subarray(from);
	} else if (from < Number(found.size)) {
		// Not beyond the announced end: a file that grows meanwhile is noticed afterwards.
		yield * createReadStream(diskPath(path), {start: from, end: Number(found.size) - 1, highWaterMark: 1_048_576}) as AsyncIterable<Uint8Array>;
	}
}
