import type {Entry} from '../files/entry.ts';
import type {FileSystem, TreeEntry} from '../files/file-system.ts';
import {readAccount} from './account.ts';
import {segmentsOf} from './addresses.ts';
import {
	copyFile,
	destroyEntry,
	makeFolder,
	moveEntry,
	setModified,
	trashEntry,
} from './changes.ts';
import type {Client} from './client.ts';
import {openContent} from './download.ts';
import {listFolder, readEntry, type ServiceOptions} from './listing.ts';
import {listDevices, listMountpoints} from './places.ts';
import {listTrashed} from './tombstones.ts';
import {listTree} from './tree-stream.ts';
import {folderEntry} from './xml.ts';

/** The contract of the panes over one signed-in account. `/` lists its devices, `/Device` its mountpoints. */
export function openJotta(client: Client): FileSystem {
	return {
		kind: 'cloud',
		can: {
			trash: true, versions: true, links: true, serverCopy: true, hashes: true,
		},
		list: (path, {signal, onRemark} = {}) => listLive(path, {client, signal, onRemark}),
		walk: (path, {signal} = {}) => walk(path, {client, signal}),
		stat: async (path, {signal} = {}) => readEntry(path, {client, signal}),
		mkdir: async (path, {signal} = {}) => makeFolder(path, {client, signal}),
		rename: async (from, to, {signal} = {}) => moveEntry(from, to, {client, signal}),
		copy: async (from, to, {signal} = {}) => copyFile(from, to, {client, signal}),
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
async function * walk(path: string, options: ServiceOptions): AsyncGenerator<readonly TreeEntry[]> {
	const start = segmentsOf(path).length > 2 ? await readEntry(path, options) : undefined;
	yield * start?.deletedAt === undefined ? listTree(path, options) : listTrashed(path, start.deletedAt, {...options, isRecursive: true});
}

async function * listLive(path: string, options: ServiceOptions): AsyncGenerator<readonly Entry[]> {
	const [device, mountpoint] = segmentsOf(path);
	if (mountpoint !== undefined) {
		for await (const batch of listFolder(path, options)) {
			yield batch.filter(entry => entry.deletedAt === undefined && entry.state === undefined);
		}

		return;
	}

	const places = device === undefined ? await listDevices(options) : await listMountpoints(device, options);
	yield places.filter(place => !('deletedAt' in place)).map(({name, size, modified}) => ({
		...folderEntry(name), size, ...(modified !== undefined && {modified}),
	}));
}
