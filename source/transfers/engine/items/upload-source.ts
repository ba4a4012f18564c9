import type {Buffer} from 'node:buffer';
import type {BigIntStats} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {Failure, type FailureFacts} from '../../../failure.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import {reach} from '../../../files/reach-path.ts';
import {baseSegment} from '../../../files/location.ts';
import {wholeMilliseconds} from '../../../files/times.ts';
import {longSize} from '../../../format.ts';
import type {ItemFacts} from '../../item.ts';
import {isUnchangedFile} from '../../hash/md5-cache.ts';
import type {Hashed} from '../../hash/hasher.ts';
import type {WorkTools} from './work.ts';

/** A file of the disk as it was when it was hashed. */
export type UploadSource = {readonly path: string; readonly found: BigIntStats; readonly md5: string; readonly bytes?: Buffer | undefined; readonly facts: ItemFacts['source']};

/**
Hashes a file, unless its MD5 is remembered. If it grows, only the bytes that it had at the beginning count.
@throws Failure `corrupt` when it changed in another way while it was read
*/
export async function hashSource(path: string, {md5Cache, hasher, onPhase, onProgress, signal}: WorkTools): Promise<UploadSource> {
	const found = await look(path);
	const size = Number(found.size);
	const cached = md5Cache.find(found);
	if (cached !== undefined) {
		return sourceOf(path, found, {md5: cached, size});
	}

	onPhase('hashing');
	const hashed = await hasher.hash(path, {size, onProgress, signal});
	const now = await look(path);
	if (hashed.size !== size || !(isUnchangedFile(found, now) || isGrown(found, now))) {
		throw changed(path);
	}

	if (isUnchangedFile(found, now)) {
		md5Cache.keep(found, hashed.md5);
	}

	return sourceOf(path, found, hashed);
}

function sourceOf(path: string, found: BigIntStats, {md5, size, bytes}: Hashed): UploadSource {
	const modified = wholeMilliseconds(found.mtimeNs);
	const created = found.birthtimeNs > 0n ? Math.min(modified, wholeMilliseconds(found.birthtimeNs)) : modified;
	return {
		path, found, md5, bytes, facts: {
			size, modified, created, md5,
		},
	};
}

function isGrown(before: BigIntStats, now: BigIntStats): boolean {
	return before.ino === now.ino && before.dev === now.dev && now.size > before.size;
}

const piece = 1_048_576; // bytes

/**
Its bytes from a position on. The last chunk is held back until it is certain that nobody has changed what was hashed: else the
upload is never complete, and leaves neither a version nor a copy. Bytes that are added at the end do not matter.
@throws Failure `corrupt`
*/
export async function * contentFrom(source: UploadSource, from: number, tools: Pick<WorkTools, 'hasher' | 'signal'>): AsyncGenerator<Uint8Array> {
	let last: Uint8Array | undefined;
	for await (const chunk of chunksFrom(source, from)) {
		if (last) {
			yield last;
		}

		last = chunk;
	}

	if (!last) {
		return;
	}

	await checkUnchanged(source, tools);
	yield last;
}

async function * chunksFrom({path, bytes, found}: UploadSource, from: number): AsyncGenerator<Uint8Array> {
	if (bytes) {
		for (let at = from; at < bytes.length; at += piece) {
			yield bytes.subarray(at, at + piece);
		}
	} else if (from < Number(found.size)) {
		// Not beyond the announced end: a file that grows meanwhile is noticed afterwards.
		const file = await reach(path, async reached => open(reached));
		yield * file.createReadStream({start: from, end: Number(found.size) - 1, highWaterMark: piece}) as AsyncIterable<Uint8Array>;
	}
}

/** @throws Failure `corrupt` when somebody has changed what was hashed; `not-found` */
async function checkUnchanged({path, found, md5}: UploadSource, {hasher, signal}: Pick<WorkTools, 'hasher' | 'signal'>): Promise<void> {
	const now = await look(path);
	if (isUnchangedFile(found, now)) {
		return;
	}

	if (!isGrown(found, now) || (await hasher.hash(path, {size: Number(found.size), signal})).md5 !== md5) {
		throw changed(path);
	}
}

/** A warning where a file has grown since it was hashed. @throws Failure `corrupt` when it has changed in another way */
export async function checkSent({path, found}: UploadSource): Promise<FailureFacts | undefined> {
	const now = await look(path);
	if (isUnchangedFile(found, now)) {
		return undefined;
	}

	if (!isGrown(found, now)) {
		throw changed(path);
	}

	return {
		code: 'corrupt',
		sentence: `${baseSegment(path)} was still growing: the ${longSize(Number(found.size))} that it held at the beginning were sent.`,
		nextStep: 'Copy it again when nothing writes to it any more.',
	};
}

async function look(path: string): Promise<BigIntStats> {
	try {
		return await reach(path, async reached => stat(reached, {bigint: true}));
	} catch (error) {
		throw diskFailure(error, path);
	}
}

export function changed(path: string): Failure {
	return new Failure('corrupt', `${path} changed while it was read.`, {nextStep: 'Retry when nothing writes to it any more.'});
}
