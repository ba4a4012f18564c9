import {randomBytes} from 'node:crypto';
import {Failure} from '../failure.ts';
import {destroyEntry, trashEntry} from '../jotta/changes.ts';
import type {Client} from '../jotta/client.ts';
import type {CloudOptions} from '../jotta/cloud-options.ts';
import {findEntry} from '../jotta/find.ts';
import {pauseAfter} from '../jotta/http/retry.ts';
import {findMountpoint} from '../jotta/places.ts';

/**
The path of a folder in the account's home place where nothing is yet, and nothing has ever been. A home that is gone is not made again.
@throws Failure `not-found`
*/
export async function newFolder(options: CloudOptions): Promise<string> {
	const {account: {home: {device, mountpoint}}, clock} = options.client;
	const home = `/${device}/${mountpoint}`;
	const there = await findMountpoint(home, options);
	if (!there || there.deletedAt !== undefined) {
		throw new Failure('not-found', 'The home place of the account is not there.', {nextStep: {kind: 'list-places'}});
	}

	const date = new Date(clock.now()).toISOString().slice(0, 10);
	const path = `${home}/jottafm doctor ${date} ${randomBytes(4).toString('hex')}`;
	if (await findEntry(path, options)) {
		throw new Failure('already-exists', 'There is something of the name that the doctor’s folder was to have.', {nextStep: 'Try again.'});
	}

	return path;
}

const tries = 4;
const patience = 60_000; // ms: whoever has pressed Ctrl-C waits for the end of it

/** A folder that could not be deleted for good: in the trash, or where it was. */
export type Left = {readonly path: string; readonly isTrashed: boolean};

/**
Deletes the folder for good, or else moves it to the trash.
@returns what is left of it
*/
export async function clearFolder(path: string, client: Client): Promise<Left | undefined> {
	const options = {client, signal: AbortSignal.timeout(patience)};
	for (let attempt = 1; attempt <= tries; attempt += 1) {
		try {
			await destroyEntry(path, 'folder', options);
		} catch {} // it may never have been made: the look below tells

		try {
			if (await findEntry(path, options) === undefined) {
				return undefined;
			}
		} catch {}

		if (options.signal.aborted) {
			return {path, isTrashed: false};
		}

		await client.clock.sleep(pauseAfter(attempt));
	}

	return trashed(path, options);
}

async function trashed(path: string, options: CloudOptions): Promise<Left | undefined> {
	try {
		await trashEntry(path, 'folder', options);
	} catch {} // as above

	try {
		const there = await findEntry(path, options);
		return there && {path, isTrashed: there.deletedAt !== undefined};
	} catch {
		return {path, isTrashed: false};
	}
}
