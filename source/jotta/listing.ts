import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import type {TreeEntry} from '../files/file-system.ts';
import {joinPath, parentPath} from '../files/location.ts';
import {encodePath, encodeSegment} from './addresses.ts';
import type {Client} from './client.ts';
import {answerOf} from './http/failures.ts';
import {isUnreachable, listedPath} from './listed-name.ts';
import {decodeName} from './names.ts';
import {unstaged} from './staging.ts';
import {listTree} from './xml/tree-stream.ts';
import {readElements, type ElementHandler} from './xml/xml-stream.ts';
import {
	fileEntry,
	fileFacts,
	folderEntry,
	parseDocument,
	type RevisionFacts,
} from './xml/xml.ts';

export type ServiceOptions = {
	readonly client: Client;
	readonly signal?: AbortSignal | undefined;
	/** Told what a person should know of an answer that is less than was asked for. */
	readonly onRemark?: ((sentence: string) => void) | undefined;
};

/** The address of a path in JFS. @see protocol.md 2.1 */
export function jfsAddress({hosts, user}: Client, path: string): string {
	return `${hosts.jfs}/${encodeSegment(user)}${encodePath(path === '/' ? '' : path)}`;
}

/** A path in the words of a sentence. */
export function spoken(path: string): string {
	const name = decodeName(unstaged(path.slice(path.lastIndexOf('/') + 1)));
	return name === '' ? 'the account' : name;
}

/**
The children of a mountpoint or folder, in batches of at most 500 as they arrive, tombstones and unfinished uploads included.
@throws Failure `not-found`; `corrupt` when the list stops early
@see protocol.md 5.3, 5.4
*/
export async function * listFolder(path: string, {client, signal, onRemark}: ServiceOptions): AsyncGenerator<readonly Entry[]> {
	try {
		const {body} = await client.send({
			method: 'GET', url: jfsAddress(client, path), subject: spoken(path), mayRepeat: true, streams: true, signal,
		});
		yield * readFolder(body, path);
	} catch (error) {
		if (!isTooLarge(error)) {
			throw error;
		}

		// A folder with very many files fails this way; the recursive list may still work (protocol.md 5.4).
		onRemark?.(`${spoken(path)} has too many files for an ordinary list: it is read from the list of everything below. What is in its trash is not among them.`);
		yield * childrenFromTree(path, {client, signal});
	}
}

/** How lists of very many rows fail. @see protocol.md 5.4 */
export function isTooLarge(error: unknown): boolean {
	return (answerOf(error)?.text ?? '').includes('query is too large');
}

async function * childrenFromTree(path: string, options: ServiceOptions): AsyncGenerator<readonly Entry[]> {
	for await (const batch of listTree(path, options)) {
		const children = batch.filter(each => parentPath(each.path).toUpperCase() === path.toUpperCase());
		if (children.length > 0) {
			yield children.map(each => each.entry);
		}
	}
}

/** The user's internal name in front of a path of an answer is left out. */
function withoutUser(path: string): string {
	const cut = path.indexOf('/', 1);
	return cut === -1 ? '/' : listedPath(path.slice(cut));
}

/**
A view of the service (its trash, its links, what is new), in batches: each row with the path where it really is.
@throws Failure `not-found`; `corrupt` when the list stops early
@see protocol.md 9.2, 11
*/
export async function * listView(name: 'Trash' | 'Links' | 'Latest', {client, signal, query = ''}: ServiceOptions & {readonly query?: string}): AsyncGenerator<readonly TreeEntry[]> {
	const {body} = await client.send({
		method: 'GET', url: `${jfsAddress(client, `/Jotta/${name}`)}${query}`, subject: name, mayRepeat: true, streams: true, signal,
	});
	yield * readRows(body, name, ({folder}, entry) => ({path: joinPath(folder, entry.segment), entry: isUnreachable(folder) ? {...entry, kind: 'other' as const} : entry}));
}

const batchSize = 500;

async function * readFolder(body: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<readonly Entry[]> {
	yield * readRows(body, path, (_, entry) => entry);
}

/** Makes a row of what is listed and of the folder that it says it is in. */
type ToRow<Row> = (listed: {readonly folder: string}, entry: Entry) => Row;

async function * readRows<Row>(body: AsyncIterable<Uint8Array>, path: string, toRow: ToRow<Row>): AsyncGenerator<readonly Row[]> {
	const {handler, take} = rowHandler(path, toRow);
	for await (const _ of readElements(body, handler)) {
		const rows = take();
		for (let start = 0; start < rows.length; start += batchSize) {
			yield rows.slice(start, start + batchSize);
		}
	}
}

type Listed = {name: string; deleted?: string | undefined; folder: string; publicUri?: string; current?: RevisionFacts; latest?: RevisionFacts};

/** Depth 1 is the folder itself, 2 `folders` and `files`, 3 their children, 4 revisions and paths, 5 the fields of revisions. */
function rowHandler<Row>(path: string, toRow: ToRow<Row>): {readonly handler: ElementHandler; readonly take: () => Row[]} {
	let found: Row[] = [];
	let listed: Listed | undefined;
	let revision: Record<string, string> = {};

	const onOpen: ElementHandler['onOpen'] = (name, attributes, depth) => {
		if (depth === 1 && name === 'file') {
			throw new Failure('not-found', `${spoken(path)} is a file, not a folder.`, {nextStep: 'Go up one folder.'});
		}

		if (depth === 3 && (name === 'folder' || name === 'file')) {
			listed = {name: attributes.name ?? '', deleted: attributes.deleted, folder: '/'};
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
				revision[name] = text;

				break;
			}

			case 4: {
				takeField(listed, name, {text, revision});

				break;
			}

			case 3: {
				found.push(toRow(listed, name === 'file' ? fileEntry(listed) : folderEntry(listed)));
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

		case 'publicURI': {
			listed.publicUri = text;
			break;
		}

		case 'abspath': {
			listed.folder = withoutUser(text); // the parent's path (protocol.md 2.5)
			break;
		}

		default: // of no use here
	}
}

/** What a folder's document says of the folder itself, before its children. */
const folderHead = /<(?<root>device|user|mountPoint|folder)\b(?<attributes>[^>]*)>(?<facts>.*?)<(?:\/\k<root>>|(?:devices|mountPoints|folders|files|metadata)\b)/sv;

/**
One file or folder. Of a folder only the beginning of its document is read, however many children it has.
@throws Failure `not-found`
@see protocol.md 5.4, 5.5
*/
export async function readEntry(path: string, {client, signal}: ServiceOptions): Promise<Entry> {
	const {body} = await client.send({
		method: 'GET', url: jfsAddress(client, path), subject: spoken(path), mayRepeat: true, streams: true, signal,
	});
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		text += decoder.decode(chunk, {stream: true});
		const head = folderHead.exec(text)?.groups;
		if (head) {
			const name = path.slice(path.lastIndexOf('/') + 1);
			const entry = folderEntry({
				name,
				deleted: /\bdeleted="(?<time>[^"]*)"/v.exec(head.attributes ?? '')?.groups?.time,
				publicUri: /<publicURI>(?<id>[^<]+)</v.exec(head.facts ?? '')?.groups?.id,
			});
			return path === '/'
				? {
					...entry, segment: name, name, kind: 'folder',
				}
				: entry; // the account has no name of its own
		}
	}

	const {root, element} = documentAbout(path, text);
	if (root !== 'file') {
		throw unreadable(path);
	}

	return fileEntry(fileFacts(element));
}

/** What an answer says about a place. @throws Failure `corrupt` when it is no document, or only the beginning of one */
export function documentAbout(path: string, text: string): NonNullable<ReturnType<typeof parseDocument>> {
	const document = parseDocument(text);
	if (!document) {
		throw unreadable(path);
	}

	return document;
}

function unreadable(path: string): Failure {
	return new Failure('corrupt', `What Jottacloud says about ${spoken(path)} cannot be read.`, {nextStep: 'Try again.'});
}
