import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {
	readdir,
	rename,
	rm,
} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {pipeline} from 'node:stream/promises';
import {Failure} from '../../../failure.ts';
import {makeTemporary} from '../../../files/leftovers.ts';
import {baseSegment, type Location} from '../../../files/location.ts';
import {localFromStored} from '../../../jotta/names.ts';
import {keptCopies, makeKeptFolder} from '../../../transfers/kept-copies.ts';
import type {App} from '../../app.ts';

/*
Copies of cloud files for an editor or the desktop, each in its own folder that only this person can read. The folder's
name has the process id and the MD5, so the next start can tell an untouched copy from an edited one. Copies for an editor
are in the state folder: they may wait long to be sent.
*/

/** A copy and what it was when fetched: its MD5 decides whether it is sent back. */
export type Fetched = {readonly path: string; readonly folder: string; readonly md5: string; readonly size: number};

export type FetchOptions = {
	readonly purpose: 'edit' | 'open'; // a copy to `open` is never removed: nobody knows when the desktop's program is done with it
	readonly signal: AbortSignal;
	readonly md5: string | undefined; // from the listing
};

/**
Fetches a cloud file. When cancelled or failed, it leaves nothing behind.
@throws Failure `corrupt` when the MD5 is not the service's
*/
export async function fetchCopy(app: Pick<App, 'service'>, location: Location, {purpose, signal, md5: listed}: FetchOptions): Promise<Fetched> {
	const {service: {openFileSystem, temporary, accounts: {tools: {directories, names}}}} = app;
	const home = purpose === 'edit' ? await keptCopies(directories) : temporary;
	const unfinished = await makeTemporary(join(home, `jottafm-fetch-${process.pid}-`));
	try {
		const name = localFromStored(baseSegment(location.path), names);
		const files = await openFileSystem(location);
		const hash = createHash('md5');
		let size = 0;
		await pipeline(await files.read(location.path, {signal}), async function * (chunks: AsyncIterable<Uint8Array>) {
			for await (const chunk of chunks) {
				hash.update(chunk);
				size += chunk.length;
				yield chunk;
			}
		}, createWriteStream(join(unfinished, name), {flags: 'wx', mode: 0o600}), {signal});
		const md5 = hash.digest('hex');
		const serviceMd5 = md5 === listed ? md5 : (await files.stat(location.path, {signal})).md5; // it may have changed since it was listed
		if (serviceMd5 !== undefined && serviceMd5 !== md5) {
			throw new Failure('corrupt', `${name} arrived damaged: its MD5 is not the one that the service tells.`, {nextStep: 'Nothing was opened or changed: try again.'});
		}

		const folder = purpose === 'edit' ? await makeKeptFolder(directories, md5) : await makeTemporary(join(home, `jottafm-open-${process.pid}-${md5}-`));
		await rename(join(unfinished, name), join(folder, name));
		return {
			path: join(folder, name), folder, md5, size,
		};
	} finally {
		await rm(unfinished, {recursive: true, force: true});
	}
}

/** The MD5 of a local file: 32 lower-case hex digits. */
export async function md5Of(path: string): Promise<string> {
	const hash = createHash('md5');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
}

type ClearOptions = {
	readonly isAlive: (pid: number) => boolean;
	readonly needed: readonly string[]; // files that the queue still has to send
};

/**
Removes copies left by processes that have ended.
@returns folders of edited copies that are in no queue: these are kept, since they may not have been sent
*/
export async function clearOldCopies(home: string, {isAlive, needed}: ClearOptions): Promise<readonly string[]> {
	const kept: string[] = [];
	for (const name of await readdir(home).catch(() => [])) {
		const parts = /^jottafm-(?<stage>fetch|edit)-(?<pid>\d+)-(?:(?<md5>[\da-f]{32})-)?\w+$/v.exec(name)?.groups;
		if (!parts || isAlive(Number(parts.pid))) {
			continue;
		}

		const folder = join(home, name);
		if (needed.some(file => file.startsWith(`${folder}/`))) {
			continue;
		}

		try {
			if (parts.stage === 'fetch' || await isUntouched(folder, parts.md5)) {
				await rm(folder, {recursive: true});
			} else {
				kept.push(folder);
			}
		} catch {} // another person's folder, or another process removed it first
	}

	return kept;
}

async function isUntouched(folder: string, md5: string | undefined): Promise<boolean> {
	const names = await readdir(folder);
	return names.length === 0 || (names.length === 1 && await md5Of(join(folder, names[0]!)) === md5);
}
