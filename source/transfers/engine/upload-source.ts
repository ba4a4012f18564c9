import type {Buffer} from 'node:buffer';
import {createReadStream, type BigIntStats} from 'node:fs';
import {stat} from 'node:fs/promises';
import {Failure} from '../../failure.ts';
import {diskFailure} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import {wholeMilliseconds} from '../../files/times.ts';
import type {ItemFacts} from '../item.ts';
import {isUnchanged} from '../md5-cache.ts';
import type {WorkTools} from './work.ts';

/** A file of the disk as it was when it was hashed. */
export type UploadSource = {readonly path: string; readonly found: BigIntStats; readonly md5: string; readonly bytes?: Buffer | undefined; readonly facts: ItemFacts['source']};

/** Hashes a file, unless its MD5 is remembered. @throws Failure `corrupt` when it changed while it was read */
export async function hashSource(path: string, {md5Cache, hasher, onPhase, onProgress, signal}: WorkTools): Promise<UploadSource> {
	const found = await look(path);
	const cached = md5Cache.find(found);
	if (cached === undefined) {
		onPhase('hashing');
	}

	const size = Number(found.size);
	const hashed = cached === undefined ? await hasher.hash(path, {size, onProgress, signal}) : {md5: cached, size};
	if (cached === undefined) {
		if (hashed.size !== size || !isUnchanged(found, await look(path))) {
			throw changed(path);
		}

		md5Cache.keep(found, hashed.md5);
	}

	const modified = wholeMilliseconds(found.mtimeNs);
	const created = found.birthtimeNs > 0n ? Math.min(modified, wholeMilliseconds(found.birthtimeNs)) : modified;
	return {
		path, found, md5: hashed.md5, bytes: 'bytes' in hashed ? hashed.bytes : undefined, facts: {
			size, modified, created, md5: hashed.md5,
		},
	};
}

const piece = 1_048_576; // bytes

/**
Its bytes from a position on; the last of them only where nobody has written to the file since it was hashed: what was overtaken
is never complete, and leaves neither a version nor a copy.
@throws Failure `corrupt`
*/
export async function * contentFrom(source: UploadSource, from: number): AsyncGenerator<Uint8Array> {
	let held: Uint8Array | undefined;
	for await (const chunk of chunksFrom(source, from)) {
		if (held) {
			yield held;
		}

		held = chunk;
	}

	if (!held) {
		return;
	}

	await checkUnchanged(source);
	yield held;
}

async function * chunksFrom({path, bytes, found}: UploadSource, from: number): AsyncGenerator<Uint8Array> {
	if (bytes) {
		for (let at = from; at < bytes.length; at += piece) {
			yield bytes.subarray(at, at + piece);
		}
	} else if (from < Number(found.size)) {
		// Not beyond the announced end: a file that grows meanwhile is noticed afterwards.
		yield * createReadStream(diskPath(path), {start: from, end: Number(found.size) - 1, highWaterMark: piece}) as AsyncIterable<Uint8Array>;
	}
}

/** @throws Failure `corrupt` when somebody wrote to it after it was hashed; `not-found` */
export async function checkUnchanged({path, found}: UploadSource): Promise<void> {
	if (!isUnchanged(found, await look(path))) {
		throw changed(path);
	}
}

async function look(path: string): Promise<BigIntStats> {
	try {
		return await stat(diskPath(path), {bigint: true});
	} catch (error) {
		throw diskFailure(error, path);
	}
}

export function changed(path: string): Failure {
	return new Failure('corrupt', `${path} changed while it was read.`, {nextStep: 'Retry when nothing writes to it any more.'});
}
