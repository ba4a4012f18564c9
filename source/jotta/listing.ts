import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {TreeEntry} from '../files/file-system.ts';
import {joinPath, parentPath} from '../files/location.ts';
import {jfsAddress} from './addresses.ts';
import type {CloudOptions} from './cloud-options.ts';
import {displayName} from './display-name.ts';
import {isTooLarge} from './http/failures.ts';
import {isUnreachable, listedPath, pathElsewhere} from './listed-name.ts';
import {foldName} from './names.ts';
import {folderRoots, unreadableDocument} from './xml/document.ts';
import {listTree} from './xml/tree-stream.ts';
import {readElements, type ElementHandler} from './xml/xml-stream.ts';
import {fileEntry, folderEntry, type RevisionFacts} from './xml/xml.ts';
import type {NameCodec} from './name-codec.ts';

/**
The children of a mountpoint or folder, in batches of at most 500 as they arrive, tombstones and unfinished uploads included.
With `needsTrash` a folder whose tombstones cannot be listed is refused instead of shown without them.
@throws Failure `not-found`; `corrupt` when the list stops early, or is none; `service` with `needsTrash`
@see protocol.md 5.3, 5.4
*/
export async function * listFolder(path: string, {client, signal, onNotice, needsTrash = false}: CloudOptions & {readonly needsTrash?: boolean}): AsyncGenerator<readonly Entry[]> {
	try {
		const {body} = await client.send({
			method: 'GET', url: jfsAddress(client, path), subject: displayName(path, client.names), mayRepeat: true, streams: true, signal,
		});
		yield * readFolder(body, path, client.names);
	} catch (error) {
		if (!isTooLarge(error)) {
			throw error;
		}

		if (needsTrash) {
			throw new Failure('service', `${displayName(path, client.names)} has too many files for an ordinary list: what is in its trash cannot be told.`, {nextStep: 'Look at it on the web site.', cause: error});
		}

		// A folder with very many files fails this way; the recursive list may still work (protocol.md 5.4).
		onNotice?.(`${displayName(path, client.names)} has too many files for an ordinary list: it is read from the list of everything below. What is in its trash is not among them.`);
		yield * childrenFromTree(path, {client, signal});
	}
}

async function * childrenFromTree(path: string, options: CloudOptions): AsyncGenerator<readonly Entry[]> {
	let count = 0;
	for await (const batch of listTree(path, options)) {
		const children = batch.filter(each => parentPath(each.path).toUpperCase() === path.toUpperCase());
		count += children.length;
		if (count > mostRows) {
			throw endless(path, options.client.names);
		}

		if (children.length > 0) {
			yield children.map(each => each.entry);
		}
	}
}

/**
The folder that a row of a view says it is in. Something of another person is reached at `path`, where it is shared; without that it
is shown, and nothing is done with it: below the own account the same path would be something else. In the trash `path` is none of its own.
@see protocol.md 2.5, N9, N10
*/
function folderOf({abspath = '', path = ''}: Listed, {user, view}: {readonly user: string; readonly view: string}): string {
	const own = [abspath, ...(view === 'Trash' ? [] : [path])].find(place => foldName(place.split('/', 2)[1] ?? '') === foldName(user));
	if (own === undefined) {
		return pathElsewhere(abspath === '' ? path : abspath);
	}

	const cut = own.indexOf('/', 1);
	return cut === -1 ? '/' : listedPath(own.slice(cut));
}

/**
A view of the service (trash, links, latest), in batches; the path of each row is where the entry really is.
@throws Failure `not-found`; `corrupt` when the list stops early
@see protocol.md 9.2, 11
*/
export async function * listView(name: 'Trash' | 'Links' | 'Latest', {client, signal, query = ''}: CloudOptions & {readonly query?: string}): AsyncGenerator<readonly TreeEntry[]> {
	const {body} = await client.send({
		method: 'GET', url: `${jfsAddress(client, `/Jotta/${name}`)}${query}`, subject: name, mayRepeat: true, streams: true, signal,
	});
	yield * readRows(body, name, (listed, entry) => {
		const folder = folderOf(listed, {user: client.user, view: name});
		return {path: joinPath(folder, entry.segment), entry: isUnreachable(folder) ? {...entry, kind: 'other' as const} : entry};
	}, client.names);
}

const batchSize = 500;
const mostRows = 500_000; // a list is kept as long as it is shown; the service itself gives up before that (protocol.md 5.4)
const longestList = 536_870_912; // bytes

async function * readFolder(body: AsyncIterable<Uint8Array>, path: string, names: NameCodec): AsyncGenerator<readonly Entry[]> {
	yield * readRows(body, path, (_, entry) => entry, names);
}

async function * noLonger(body: AsyncIterable<Uint8Array>, path: string, names: NameCodec): AsyncGenerator<Uint8Array> {
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		if (length > longestList) {
			throw endless(path, names);
		}

		yield chunk;
	}
}

function endless(path: string, names: NameCodec): Failure {
	return new Failure('service', `What Jottacloud lists in ${displayName(path, names)} has no end: after ${mostRows.toLocaleString('en')} entries it is not read on.`, {nextStep: 'Try again in a while.'});
}

/** Makes a row of an entry and the folder that it says it is in. */
type ToRow<Row> = (listed: Listed, entry: Entry) => Row;

async function * readRows<Row>(body: AsyncIterable<Uint8Array>, path: string, toRow: ToRow<Row>, names: NameCodec): AsyncGenerator<readonly Row[]> {
	const {handler, take} = rowHandler(path, toRow, names);
	let count = 0;
	for await (const _ of readElements(noLonger(body, path, names), handler)) {
		const rows = take();
		count += rows.length;
		if (count > mostRows) {
			throw endless(path, names);
		}

		for (let start = 0; start < rows.length; start += batchSize) {
			yield rows.slice(start, start + batchSize);
		}
	}
}

const listRoots = new Set([...folderRoots, 'searchresult']); // the last one of views (protocol.md 11)
const revisionFields = new Set(['number', 'state', 'created', 'modified', 'mime', 'size', 'md5', 'updated']);

type Listed = {name: string; deleted?: string | undefined; abspath?: string; path?: string; publicUri?: string; current?: RevisionFacts; latest?: RevisionFacts};

/** Depth 1 is the folder itself, 2 `folders` and `files`, 3 their children, 4 revisions and paths, 5 the fields of revisions. */
function rowHandler<Row>(path: string, toRow: ToRow<Row>, names: NameCodec): {readonly handler: ElementHandler; readonly take: () => Row[]} {
	let found: Row[] = [];
	let listed: Listed | undefined;
	let revision: Record<string, string> = {};

	const onOpen: ElementHandler['onOpen'] = (name, attributes, depth) => {
		if (depth === 1 && name === 'file') {
			throw new Failure('not-found', `${displayName(path, names)} is a file, not a folder.`, {nextStep: 'Go up one folder.'});
		}

		if (depth === 1 && !listRoots.has(name)) {
			throw unreadableDocument(path, names);
		}

		if (depth === 3 && (name === 'folder' || name === 'file')) {
			listed = {name: attributes.name ?? '', deleted: attributes.deleted === '' ? undefined : attributes.deleted};
		} else if (depth === 4) {
			revision = {};
		}
	};

	const onClose: ElementHandler['onClose'] = (name, text, depth) => {
		if (!listed) {
			return;
		}

		switch (depth) {
			case 5: {
				if (revisionFields.has(name) && text !== '') {
					revision[name] = text;
				}

				break;
			}

			case 4: {
				takeField(listed, name, {text, revision});

				break;
			}

			case 3: {
				found.push(toRow(listed, name === 'file' ? fileEntry(listed, names) : folderEntry(listed, names)));
				listed = undefined;

				break;
			}
		// No default
		}
	};

	return {
		handler: {onOpen, onClose},
		take() {
			const taken = found;
			found = [];
			return taken;
		},
	};
}

function takeField(listed: Listed, name: string, {text, revision}: {readonly text: string; readonly revision: RevisionFacts}): void {
	switch (name) {
		case 'currentRevision': {
			listed.current = revision;
			break;
		}

		case 'latestRevision': {
			listed.latest = revision;
			break;
		}

		case 'revision': {
			listed.latest ??= revision; // as fileFacts() of xml.ts reads a document
			break;
		}

		case 'deleted': {
			listed.deleted ??= text === '' ? undefined : text; // as deletedOf() of xml.ts reads a document
			break;
		}

		case 'publicURI': {
			listed.publicUri = text;
			break;
		}

		case 'abspath':
		case 'path': {
			listed[name] = text; // the parent's (protocol.md 2.5)
			break;
		}

		default: // not used here
	}
}
