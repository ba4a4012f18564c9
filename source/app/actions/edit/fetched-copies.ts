import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {
	mkdtemp,
	readdir,
	rename,
	rm,
} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {pipeline} from 'node:stream/promises';
import {Failure} from '../../../failure.ts';
import {baseSegment, type Location} from '../../../files/location.ts';
import {localFromStored} from '../../../jotta/names.ts';
import {keptCopies, makeKeptFolder} from '../../../transfers/kept-copies.ts';
import type {App} from '../../app.ts';

/*
Copies of cloud files for an editor or the desktop, each in a folder of its own that only this person can read. The
folder's name says who fetched it and what: so the next start can tell what nobody has touched from what was written.
What is to be edited lies in the state folder: it may wait to be sent for long.
*/

/** Where the copy is and what it was: its MD5 decides whether anything is sent. */
export type Fetched = {readonly path: string; readonly folder: string; readonly md5: string; readonly size: number};

export type FetchOptions = {
	readonly purpose: 'edit' | 'open'; // one that is open with the desktop's program is never cleared away: nobody knows until when
	readonly signal: AbortSignal;
	readonly md5: string | undefined; // what the listing has told
};

/**
Fetches a file of the cloud; when it is left or fails, nothing stays.
@throws Failure `corrupt` when what arrives is not what the service has
*/
export async function fetchCopy(app: Pick<App, 'service'>, location: Location, {purpose, signal, md5: listed}: FetchOptions): Promise<Fetched> {
	const {service: {openFileSystem, temporary, accounts: {tools: {directories}}}} = app;
	const home = purpose === 'edit' ? await keptCopies(directories) : temporary;
	const unfinished = await mkdtemp(join(home, `jottafm-fetch-${process.pid}-`));
	try {
		const name = localFromStored(baseSegment(location.path));
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

		const folder = purpose === 'edit' ? await makeKeptFolder(directories, md5) : await mkdtemp(join(home, `jottafm-open-${process.pid}-${md5}-`));
		await rename(join(unfinished, name), join(folder, name));
		return {
			path: join(folder, name), folder, md5, size,
		};
	} finally {
		await rm(unfinished, {recursive: true, force: true});
	}
}

export async function md5Of(path: string): Promise<string> {
	const hash = createHash('md5');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
}

type ClearOptions = {
	readonly isAlive: (pid: number) => boolean;
	readonly needed: readonly string[]; // files that the queue is to send
};

/**
Clears away what programs have left that are no longer there.
@returns what was written in an editor and is in no queue: it stays, for it may not have been sent
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
		} catch {} // another person's, or another start was quicker: it is not ours to clear
	}

	return kept;
}

async function isUntouched(folder: string, md5: string | undefined): Promise<boolean> {
	const names = await readdir(folder);
	return names.length === 0 || (names.length === 1 && await md5Of(join(folder, names[0]!)) === md5);
}
