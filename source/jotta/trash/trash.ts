import * as v from 'valibot';
import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {TreeEntry} from '../../files/file-system.ts';
import {joinPath} from '../../files/location.ts';
import {segmentsOf} from '../addresses.ts';
import {destroyEntry, destroyTombstone} from '../changes.ts';
import {findEntry} from '../find.ts';
import {changeAgain} from '../http/place-requests.ts';
import {isTooLarge} from '../http/failures.ts';
import {parseJson} from '../http/json.ts';
import {listFolder, listView} from '../listing.ts';
import {displayName} from '../display-name.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {findMountpoint, removeMountpoint} from '../places.ts';
import type {NameCodec} from '../name-codec.ts';
import {gatherTrash} from './tombstones.ts';

/*
The trash (protocol.md 9): list, delete for good, empty; restore.ts brings back. Trashing moves nothing: an item stays at
its path as a tombstone.
*/

const retention = 30; // days (protocol.md 9.1)
const day = 86_400_000; // ms

/**
All that is in the trash of all devices, in batches as they arrive. What was trashed with its folder is not listed by itself.
Paths repeat: only path and `deletedAt` together are unique.
@see protocol.md 9.2
*/
export async function * listTrash(options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	try {
		yield * listView('Trash', options);
	} catch (error) {
		if (isTooLarge(error)) {
			options.onNotice?.('The trash has too many items for one list: it is gathered folder by folder, which takes longer.');
			yield * gatherTrash(options);
			return;
		}

		if (!(error instanceof Failure) || error.code !== 'not-found') {
			throw error;
		}
		// An empty trash has been answered with 404.
	}
}

/** Whole days until a tombstone is removed for good. */
export function daysLeft(deletedAt: number, now: number): number {
	return Math.max(0, Math.ceil((deletedAt + (retention * day) - now) / day));
}

/**
Deletes one item of the trash for good, after a look at its tombstone. Irrevocable. A live file is never destroyed:
neither one that has taken the place of the tombstone, nor one below a folder in the trash.
@throws Failure `not-found` when it is no longer in the trash as it was listed
@see protocol.md 9.6
*/
export async function destroyTrashed(path: string, {deletedAt, ...options}: CloudOptions & {readonly deletedAt?: number | undefined}): Promise<void> {
	if (segmentsOf(path).length === 2) {
		await destroyMountpoint(path, {deletedAt, ...options});
		return;
	}

	const entry = await findEntry(path, options);
	if (!entry) {
		throw gone(path, options.client.names);
	}

	checkTombstone(path, entry, {deletedAt, names: options.client.names});
	if (entry.kind === 'folder') {
		await checkNothingAlive(path, options);
	}

	await destroyTombstone(path, entry.kind === 'folder' ? 'folder' : 'file', entry.deletedAt!, options);
}

async function destroyMountpoint(path: string, {deletedAt, ...options}: CloudOptions & {readonly deletedAt?: number | undefined}): Promise<void> {
	const mountpoint = await findMountpoint(path, options);
	if (!mountpoint) {
		throw gone(path, options.client.names);
	}

	if (mountpoint.deletedAt === undefined || (deletedAt !== undefined && deletedAt !== mountpoint.deletedAt)) {
		throw alive(path, options.client.names);
	}

	await removeMountpoint(path, options);
}

async function checkNothingAlive(folder: string, options: CloudOptions): Promise<void> {
	const folders = [folder];
	for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
		for await (const batch of listFolder(path, {...options, needsTrash: true})) {
			const living = batch.find(entry => entry.deletedAt === undefined && entry.state === undefined);
			if (living) {
				throw new Failure('already-exists', `${displayName(folder, options.client.names)} is in the trash, but ${living.name} in it is alive. Nothing was deleted.`, {nextStep: 'Move that elsewhere first.'});
			}

			folders.push(...batch.filter(entry => entry.kind === 'folder').map(entry => joinPath(path, entry.segment)));
		}
	}
}

/**
Deletes an incomplete upload of a file that was never complete: nothing is lost.
@throws Failure `already-exists` when it has been completed by now
@see protocol.md 5.4
*/
export async function destroyUnfinished(path: string, options: CloudOptions): Promise<void> {
	const entry = await findEntry(path, options);
	if (!entry) {
		return;
	}

	if (entry.kind !== 'file' || entry.state === undefined) {
		throw new Failure('already-exists', `${displayName(path, options.client.names)} is complete by now. Nothing was deleted.`, {nextStep: {kind: 'refresh'}});
	}

	await destroyEntry(path, 'file', options);
}

const purgedSchema = v.pipe(
	v.object({files: v.nullish(v.number()), folders: v.nullish(v.number())}),
	v.check(({files, folders}) => typeof files === 'number' || typeof folders === 'number'),
	v.transform(({files, folders}) => ({files: files ?? undefined, folders: folders ?? undefined})),
);

export type Purged = {readonly files?: number | undefined; readonly folders?: number | undefined};

/**
Deletes all that is in the trash, of all devices, for good. Irrevocable. How much it was is not known where the answer does not say it.
@see protocol.md 9.7
*/
export async function emptyTrash({client, signal}: CloudOptions): Promise<Purged> {
	const {text} = await client.send({
		method: 'POST',
		url: `${client.hosts.api}/files/v1/purge_trash`,
		headers: {accept: 'application/json'},
		subject: 'the trash',
		mayRepeat: false, // what was trashed in between is not meant
		changesMuch: true,
		signal,
	});
	const purged = v.safeParse(purgedSchema, parseJson(text));
	if (purged.success) {
		return purged.output;
	}

	for await (const rows of listTrash({client, signal})) {
		if (rows.length > 0) {
			throw new Failure('service', 'Jottacloud answered with something that is not understood: the trash was not emptied.', {nextStep: changeAgain});
		}
	}

	return {};
}

/** Whether the tombstone is still the one that was listed. */
export function checkTombstone(path: string, entry: Entry, {deletedAt, names}: {readonly deletedAt: number | undefined; readonly names: NameCodec}): void {
	if (entry.deletedAt === undefined) {
		throw alive(path, names);
	}

	if (deletedAt !== undefined && entry.deletedAt !== deletedAt) {
		throw new Failure('not-found', `${displayName(path, names)} is in the trash from another time than was listed.`, {nextStep: 'List the trash again.'});
	}
}

export function gone(path: string, names: NameCodec): Failure {
	return new Failure('not-found', `${displayName(path, names)} is not in the trash.`, {nextStep: {kind: 'look-in-trash'}});
}

export function alive(path: string, names: NameCodec): Failure {
	return new Failure('already-exists', `${displayName(path, names)} is not in the trash: something of that name is alive in its place.`, {nextStep: 'An older content of a file is among its versions.'});
}
