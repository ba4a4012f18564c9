import {randomUUID} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {diskFailure} from '../files/disk-failures.ts';

/**
Keeps what can be read only once in the temporary folder (TMPDIR): its MD5 must be known before it is sent (design.md 4).
@returns the file, which only its owner reads; whoever called takes it away
@throws Failure `disk-full`, `permission`, `cancelled`
*/
export async function spool(source: Readable, {signal}: {readonly signal: AbortSignal}): Promise<string> {
	const file = path.join(tmpdir(), `jottafm-stdin-${randomUUID()}`);
	try {
		await pipeline(source, createWriteStream(file, {mode: 0o600, flags: 'wx'}), {signal});
		return file;
	} catch (error) {
		await rm(file, {force: true});
		signal.throwIfAborted();
		throw diskFailure(error, file);
	}
}
