import {randomUUID} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {diskFailure} from '../files/disk-failures.ts';
import {clearLeftovers, temporaryName} from '../files/leftovers.ts';

/**
Keeps what can be read only once in the temporary folder (TMPDIR): its MD5 must be known before it is sent (design.md 4).
@returns the file, which only its owner reads; whoever called takes it away
@throws Failure `disk-full`, `permission`, `cancelled`
*/
export async function spool(source: Readable, {signal}: {readonly signal: AbortSignal}): Promise<string> {
	await clearLeftovers('reading');
	const name = randomUUID();
	const begun = `${temporaryName('reading')}${name}`;
	const file = path.join(path.dirname(begun), `jottafm-stdin-${name}`);
	try {
		await pipeline(source, createWriteStream(begun, {mode: 0o600, flags: 'wx'}), {signal});
		await rename(begun, file); // now it is whole: it stays until it is sent, whoever dies
		return file;
	} catch (error) {
		await rm(begun, {force: true});
		signal.throwIfAborted();
		throw diskFailure(error, file);
	}
}
