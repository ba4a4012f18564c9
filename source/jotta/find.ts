import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {baseSegment, joinPath, parentPath} from '../files/location.ts';
import {segmentsOf} from './addresses.ts';
import type {CloudOptions} from './cloud-options.ts';
import {isSilence, isTooLarge} from './http/failures.ts';
import {askAbout} from './http/place-requests.ts';
import {isUnreachable} from './listed-name.ts';
import {listFolder} from './listing.ts';
import type {NameCodec} from './name-codec.ts';
import {foldName} from './names.ts';
import {findMountpoint, listDevices, listMountpoints} from './places.ts';
import {folderRoots, unreadableDocument} from './xml/document.ts';
import type {AnswerDocument} from './xml/document-reader.ts';
import {
	deletedOf,
	fileEntry,
	fileFacts,
	folderEntry,
	textOf,
} from './xml/xml.ts';

/**
One file or folder. Of a folder only the beginning of its document is read, however many children it has.
@throws Failure `not-found`; `corrupt` when the answer is not understood
@see protocol.md 5.4, 5.5
*/
export async function readEntry(path: string, options: CloudOptions): Promise<Entry> {
	try {
		return entryOf(path, await askAbout(path, options), options);
	} catch (error) {
		const told = isTooLarge(error) ? await readFromParent(path, options) : (isSilence(error) ? await readSoon(path, options) : undefined);
		if (!told) {
			throw error;
		}

		return told;
	}
}

function entryOf(path: string, document: AnswerDocument | undefined, {client: {names}}: CloudOptions): Entry {
	const {root = '', element = {}} = document ?? {};
	const name = path.slice(path.lastIndexOf('/') + 1);
	if (root === 'file') {
		const facts = fileFacts(element);
		return fileEntry({...facts, name: facts.name === '' ? name : facts.name}, names);
	}

	if (!folderRoots.includes(root)) {
		throw unreadableDocument(path, names);
	}

	const entry = folderEntry({name, deleted: deletedOf(element), publicUri: textOf(element, 'publicURI')}, names);
	return path === '/'
		? {
			...entry, segment: name, name, kind: 'folder',
		}
		: entry; // the account has no name of its own
}

/** A folder with too many files for a list has no document of its own, either (protocol.md 5.4): what holds it tells of it. */
async function readFromParent(path: string, options: CloudOptions): Promise<Entry | undefined> {
	const segment = baseSegment(path);
	if (segmentsOf(path).length === 2) {
		const mountpoint = await findMountpoint(path, options);
		return mountpoint && {...folderEntry({name: segment}, options.client.names), ...(mountpoint.deletedAt !== undefined && {deletedAt: mountpoint.deletedAt})};
	}

	for await (const batch of listFolder(parentPath(path), options)) {
		const entry = batch.find(each => each.kind === 'folder' && foldName(each.segment) === foldName(segment));
		if (entry) {
			return entry;
		}
	}

	return undefined;
}

const soon = 5000; // ms: a service that says nothing at all is not waited for again

/** The document of a folder is its list, which may begin late (protocol.md 17.14): what holds it is quicker where the service answers at all. */
async function readSoon(path: string, {signal, ...options}: CloudOptions): Promise<Entry | undefined> {
	try {
		return await readFromParent(path, {...options, signal: AbortSignal.any([AbortSignal.timeout(soon), ...(signal ? [signal] : [])])});
	} catch {
		signal?.throwIfAborted();
		return undefined;
	}
}

/** What is at a path, tombstones included; undefined when nothing is there. */
export async function findEntry(path: string, options: CloudOptions): Promise<Entry | undefined> {
	try {
		return await readEntry(path, options);
	} catch (error) {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw error;
	}
}

/** A file or folder that is there and not in the trash. */
export async function findLive(path: string, options: CloudOptions): Promise<Entry | undefined> {
	const entry = await findEntry(path, options);
	return entry?.deletedAt === undefined ? entry : undefined;
}

/** What is alive there and can be read. An incomplete upload does not count: it can be continued, and its name is free (protocol.md 8.2). */
export async function findContent(path: string, options: CloudOptions): Promise<Entry | undefined> {
	const entry = await findLive(path, options);
	return entry?.state === undefined ? entry : undefined;
}

/** What holds a name, alive or in the trash. An incomplete upload holds none. */
export async function findHolder(path: string, options: CloudOptions): Promise<Entry | undefined> {
	const entry = await findEntry(path, options);
	return entry?.state === undefined || entry.deletedAt !== undefined ? entry : undefined;
}

/** Whether a name in a path means one that other programs store otherwise than we do: with a plain `:`, say. */
export function hasOtherSpellings(path: string, names: NameCodec): boolean {
	return segmentsOf(path).some(segment => names.decode(segment) !== segment);
}

/**
The path of something that is there, for a path that was typed: where nothing has a name as we store it, one that another program
has stored otherwise, and that means the same, is meant. What is in the trash counts. Never for what would be made.
@returns the path itself when nothing is there
@throws Failure `usage` where two names in one folder can be meant
@see protocol.md 16, N18
*/
export async function meantPath(path: string, options: CloudOptions): Promise<string> {
	const {names} = options.client;
	if (!hasOtherSpellings(path, names) || await findEntry(path, options)) {
		return path;
	}

	let meant = '/';
	for (const segment of segmentsOf(path)) {
		const there = names.decode(segment) === segment ? segment : await findMeant(meant, segment, options);
		if (there === undefined) {
			return path;
		}

		meant = joinPath(meant, there);
	}

	return meant;
}

/** The stored name in a folder that is this one, or else means the same: one that is alive before those in the trash. @throws Failure `usage` where there are two */
async function findMeant(folder: string, segment: string, options: CloudOptions): Promise<string | undefined> {
	const {names} = options.client;
	const wanted = foldName(names.decode(segment));
	const [alive, trashed] = [new Set<string>(), new Set<string>()];
	try {
		for await (const batch of namesIn(folder, options)) {
			for (const {name, deletedAt} of batch) {
				if (foldName(name) === foldName(segment)) {
					return name;
				}

				if (!isUnreachable(name) && foldName(names.decode(name)) === wanted) {
					(deletedAt === undefined ? alive : trashed).add(name);
				}
			}
		}
	} catch (error) {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw error;
	}

	const [found, other] = alive.size === 0 ? trashed : alive;
	if (found !== undefined && other !== undefined) { // none of them is taken by chance: it may be deleted
		throw new Failure('usage', `Two names there can be meant by ${names.decode(segment)}: ${names.toShown(found)} and ${names.toShown(other)}.`, {nextStep: 'Write it as one of these.'});
	}

	return found;
}

async function * namesIn(folder: string, options: CloudOptions): AsyncGenerator<ReadonlyArray<{readonly name: string; readonly deletedAt?: number}>> {
	const [device, mountpoint] = segmentsOf(folder);
	if (mountpoint === undefined) {
		yield device === undefined ? await listDevices(options) : await listMountpoints(device, options);
		return;
	}

	for await (const batch of listFolder(folder, options)) {
		yield batch.map(({segment, deletedAt}) => ({name: segment, ...(deletedAt !== undefined && {deletedAt})}));
	}
}
