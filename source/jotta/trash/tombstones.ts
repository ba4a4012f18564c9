import type {TreeEntry} from '../../files/file-system.ts';
import {joinPath, parentPath} from '../../files/location.ts';
import {isUnreachable} from '../listed-name.ts';
import {listFolder} from '../listing.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {isReadOnly} from '../addresses.ts';
import {listDevices, listMountpoints} from '../places.ts';
import {folderEntry} from '../xml/xml.ts';

/*
What folders hide: tombstones, which sit below live folders, too, and uploads that were never completed (protocol.md 5.4, 9.1).
*/

type Depth = CloudOptions & {readonly isRecursive?: boolean};

/**
What is in the trash in one folder, or with `isRecursive` anywhere below it.
@throws Failure `not-found`
@see protocol.md 9.1
*/
export async function * listTombstones(folder: string, options: Depth): AsyncGenerator<readonly TreeEntry[]> {
	yield * listWhere(folder, ({entry}) => entry.deletedAt !== undefined, {...options, isWalked: () => true});
}

/** What went to the trash together with a folder: everything below whose time is the folder's own. @see protocol.md 9.5 */
export async function * listTrashed(folder: string, deletedAt: number, options: Depth): AsyncGenerator<readonly TreeEntry[]> {
	const went = ({entry}: TreeEntry) => entry.deletedAt === deletedAt;
	yield * listWhere(folder, went, {...options, isWalked: went});
}

/** All that a listing leaves out: tombstones, and uploads that were never completed. @see protocol.md 5.4 */
export async function * listHidden(folder: string, options: Depth): AsyncGenerator<readonly TreeEntry[]> {
	yield * listWhere(folder, ({entry: {deletedAt, state}}) => deletedAt !== undefined || state !== undefined, {
		...options, isWalked: ({entry}) => entry.deletedAt === undefined, // what was trashed with a folder is not listed by itself
	});
}

/**
The trash of all devices, gathered folder by folder, for when the one list of it fails. What was trashed with its folder is not listed by itself.
@see protocol.md 9.1, 9.2
*/
export async function * gatherTrash(options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	for (const {name: device} of await listDevices(options)) {
		for (const {name, deletedAt} of await listMountpoints(device, options)) {
			yield * gatherBelow({path: joinPath(`/${device}`, name), entry: {...folderEntry({name}, options.client.names), ...(deletedAt !== undefined && {deletedAt})}}, options);
		}
	}
}

async function * gatherBelow(mountpoint: TreeEntry, options: CloudOptions): AsyncGenerator<readonly TreeEntry[]> {
	const {path, entry: {deletedAt}} = mountpoint;
	if (deletedAt !== undefined) {
		yield [mountpoint];
	}

	if (isReadOnly(path) || isUnreachable(path)) {
		return;
	}

	const times = new Map([[path, deletedAt]]); // of the folders in the trash
	for await (const rows of listTombstones(path, {...options, isRecursive: true})) {
		for (const row of rows.filter(({entry}) => entry.kind === 'folder')) {
			times.set(row.path, row.entry.deletedAt);
		}

		yield rows.filter(row => row.entry.deletedAt !== times.get(parentPath(row.path)));
	}
}

type Walk = Depth & {readonly isWalked: (row: TreeEntry) => boolean};

async function * listWhere(start: string, isWanted: (row: TreeEntry) => boolean, {isRecursive = false, isWalked, ...options}: Walk): AsyncGenerator<readonly TreeEntry[]> {
	const folders = [start];
	for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
		const path = folder;
		for await (const batch of listFolder(path, options)) {
			const rows = batch.map(entry => ({path: joinPath(path, entry.segment), entry}));
			yield rows.filter(row => isWanted(row));
			if (isRecursive) {
				folders.push(...rows.filter(row => row.entry.kind === 'folder' && isWalked(row)).map(row => row.path));
			}
		}
	}
}
