import type {Entry} from '../files/entry.ts';
import type {FileSystem, TreeEntry} from '../files/file-system.ts';
import {joinPath} from '../files/location.ts';
import {readAccount} from './account.ts';
import {segmentsOf} from './addresses.ts';
import {
	destroyEntry,
	makeFolder,
	setModified,
	trashEntry,
} from './changes.ts';
import type {Client} from './client.ts';
import {openContent} from './download.ts';
import {isUnreachable} from './listed-name.ts';
import {listFolder} from './listing.ts';
import {readEntry} from './find.ts';
import type {CloudOptions} from './cloud-options.ts';
import {foldName} from './names.ts';
import {moveEntry} from './move.ts';
import {copyOnServer} from './place-content.ts';
import {
	listDevices,
	listMountpoints,
	type Device,
	type Mountpoint,
} from './places.ts';
import {listTrashed} from './trash/tombstones.ts';
import {listTree} from './xml/tree-stream.ts';
import {folderEntry} from './xml/xml.ts';
import type {NameCodec} from './name-codec.ts';

/** The contract of the panes over one signed-in account. `/` lists its devices, `/Device` its mountpoints. */
export function openJotta(client: Client): FileSystem {
	return {
		kind: 'cloud',
		hasTrash: true,
		list: (path, {signal, onNotice} = {}) => listLive(path, {client, signal, onNotice}),
		walk: (path, {signal} = {}) => walk(path, {client, signal}),
		stat: async (path, {signal} = {}) => readEntry(path, {client, signal}),
		mkdir: async (path, {signal} = {}) => makeFolder(path, {client, signal}),
		rename: async (from, to, {signal} = {}) => moveEntry(from, to, {client, signal}),
		copy: async (from, to, {signal} = {}) => copyOnServer(from, to, {client, signal}),
		async remove(path, {kind, permanent = false, signal}) {
			await (permanent ? destroyEntry(path, kind, {client, signal}) : trashEntry(path, kind, {client, signal}));
		},
		setModified: async (path, modified, {signal} = {}) => setModified(path, modified, {client, signal}),
		read: async (path, {from = 0, signal} = {}) => openContent(path, {client, from, signal}),
		async space(_path, {signal} = {}) {
			const {used, capacity} = await readAccount({client, signal});
			return {used, ...(capacity !== undefined && {capacity, free: Math.max(0, capacity - used)})};
		},
	};
}

/** One request for what is alive. A folder in the trash is walked by its listings: what went with it can be read as well. @see protocol.md 7.1, 7.4 */
async function * walk(path: string, options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	const {length: depth} = segmentsOf(path);
	if (depth < 2) {
		yield * walkPlaces(path, options);
		return;
	}

	const start = depth > 2 ? await readEntry(path, options) : undefined;
	yield * start?.deletedAt === undefined ? listTree(path, options) : listTrashed(path, start.deletedAt, {...options, isRecursive: true});
}

/** Devices and mountpoints have no list of everything below: it is put together from those of the mountpoints, without the views. */
async function * walkPlaces(path: string, options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	for (const place of await listPlaces(path, options)) {
		if (!('isSpecial' in place && place.isSpecial)) {
			const below = joinPath(path, place.name);
			yield [{path: below, entry: placeEntry(place, options.client.names)}];
			if (!isUnreachable(below)) {
				yield * walk(below, options);
			}
		}
	}
}

async function listPlaces(path: string, options: CloudOptions): Promise<ReadonlyArray<Device | Mountpoint>> {
	const [device] = segmentsOf(path);
	const places = device === undefined ? await listDevices(options) : await listMountpoints(device, options);
	return places.filter(place => !('deletedAt' in place) && !('isSpecial' in place && place.isSpecial && foldName(place.name) === 'TRASH')); // nothing in it is alive: it has a list of its own
}

function placeEntry({name, size, modified}: Device | Mountpoint, names: NameCodec): Entry {
	return {...folderEntry({name}, names), ...(size !== undefined && {size}), ...(modified !== undefined && {modified})};
}

async function * listLive(path: string, options: CloudOptions): AsyncGenerator<readonly Entry[]> {
	if (segmentsOf(path).length > 1) {
		for await (const batch of listFolder(path, options)) {
			yield batch.filter(entry => entry.deletedAt === undefined && entry.state === undefined);
		}

		return;
	}

	const places = await listPlaces(path, options);
	yield places.map(place => placeEntry(place, options.client.names));
}
