import {randomUUID} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {rename, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {diskFailure} from '../files/disk-failures.ts';
import type {Directories} from '../settings/directories.ts';
import {keptCopies} from '../transfers/kept-copies.ts';
import {clearLeftovers, temporaryName} from '../files/leftovers.ts';

/**
Keeps what can be read only once: its MD5 must be known before it is sent (design.md 4). It lies in the state folder, since it may
wait there for long, and a temporary one is emptied when the machine starts.
@returns the file, which only its owner can read; the caller deletes it
@throws Failure `disk-full`, `permission`, `cancelled`
*/
export async function spool(source: Readable, {directories, signal}: {readonly directories: Pick<Directories, 'edits'>; readonly signal: AbortSignal}): Promise<string> {
	const folder = await keptCopies(directories);
	await clearLeftovers('reading', folder);
	const name = randomUUID();
	const begun = `${temporaryName('reading', folder)}${name}`;
	const file = path.join(folder, `jottafm-stdin-${name}`);
	try {
		await pipeline(source, createWriteStream(begun, {mode: 0o600, flags: 'wx'}), {signal});
		await rename(begun, file); // whole now: it stays until it is sent, whichever process dies
		return file;
	} catch (error) {
		await rm(begun, {force: true});
		signal.throwIfAborted();
		throw diskFailure(error, file);
	}
}
