import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {parentPath} from '../files/location.ts';
import {encodePath, encodeSegment} from './addresses.ts';
import type {Client} from './client.ts';
import {answerOf} from './http/failures.ts';
import {decodeName} from './names.ts';
import {listTree} from './tree-stream.ts';
import {readElements, type ElementHandler} from './xml-stream.ts';
import {
	fileEntry,
	fileFacts,
	folderEntry,
	parseDocument,
	type RevisionFacts,
} from './xml.ts';

export type ServiceOptions = {readonly client: Client; readonly signal?: AbortSignal | undefined};

/** The address of a path in JFS. @see protocol.md 2.1 */
export function jfsAddress({hosts, user}: Client, path: string): string {
	return `${hosts.jfs}/${encodeSegment(user)}${encodePath(path === '/' ? '' : path)}`;
}

/** A path in the words of a sentence. */
export function spoken(path: string): string {
	const name = decodeName(path.slice(path.lastIndexOf('/') + 1));
	return name === '' ? 'the account' : name;
}

/**
The children of a mountpoint or folder, in batches of at most 500 as they arrive, tombstones and unfinished uploads included.
@throws Failure `not-found`; `corrupt` when the list stops early
@see protocol.md 5.3, 5.4
*/
export async function * listFolder(path: string, {client, signal}: ServiceOptions): AsyncGenerator<readonly Entry[]> {
	try {
		const {body} = await client.send({
			method: 'GET', url: jfsAddress(client, path), subject: spoken(path), mayRepeat: true, streams: true, signal,
		});
		yield * readFolder(body, path);
	} catch (error) {
		if (!(answerOf(error)?.text ?? '').includes('query is too large')) {
			throw error;
		}

		// A folder with very many files fails this way; the recursive list may still work (protocol.md 5.4).
		yield * childrenFromTree(path, {client, signal});
	}
}

async function * childrenFromTree(path: string, options: ServiceOptions): AsyncGenerator<readonly Entry[]> {
	for await (const batch of listTree(path, options)) {
		const children = batch.filter(each => parentPath(each.path).toUpperCase() === path.toUpperCase());
		if (children.length > 0) {
			yield children.map(each => each.entry);
		}
	}
}

const batchSize = 500;

async function * readFolder(body: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<readonly Entry[]> {
	const {handler, take} = folderHandler(path);
	for await (const _ of readElements(body, handler)) {
		const entries = take();
		for (let start = 0; start < entries.length; start += batchSize) {
			yield entries.slice(start, start + batchSize);
		}
	}
}

/** Depth 1 is the folder itself, 2 `folders` and `files`, 3 their children, 4 revisions, 5 the fields of those. */
function folderHandler(path: string): {readonly handler: ElementHandler; readonly take: () => Entry[]} {
	let found: Entry[] = [];
	let file: {name: string; deleted?: string | undefined; publicUri?: string; current?: RevisionFacts; latest?: RevisionFacts} | undefined;
	let revision: Record<string, string> = {};

	const onOpen: ElementHandler['onOpen'] = (name, attributes, depth) => {
		if (depth === 1 && name === 'file') {
			throw new Failure('not-found', `${spoken(path)} is a file, not a folder.`, {nextStep: 'Go up one folder.'});
		}

		if (depth === 3 && name === 'folder') {
			found.push(folderEntry(attributes.name ?? '', attributes.deleted));
		} else if (depth === 3 && name === 'file') {
			file = {name: attributes.name ?? '', deleted: attributes.deleted};
		} else if (depth === 4) {
			revision = {};
		}
	};

	const onClose: ElementHandler['onClose'] = (name, text, depth) => {
		if (!file) {
			return;
		}

		if (depth === 5) {
			revision[name] = text;
		} else if (depth === 4 && name === 'currentRevision') {
			file.current = revision;
		} else if (depth === 4 && name === 'latestRevision') {
			file.latest = revision;
		} else if (depth === 4 && name === 'publicURI') {
			file.publicUri = text;
		} else if (depth === 3) {
			found.push(fileEntry(file));
			file = undefined;
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
		const root = /<(?<name>device|user|mountPoint|folder|file)\b(?<attributes>[^>]*)>/v.exec(text)?.groups;
		if (root && root.name !== 'file') {
			const deleted = /\bdeleted="(?<time>[^"]*)"/v.exec(root.attributes ?? '')?.groups?.time;
			return folderEntry(path.slice(path.lastIndexOf('/') + 1), deleted);
		}
	}

	const document = parseDocument(text);
	if (document?.root !== 'file') {
		throw new Failure('corrupt', `What Jottacloud says about ${spoken(path)} cannot be read.`, {nextStep: 'Try again.'});
	}

	return fileEntry(fileFacts(document.element));
}
