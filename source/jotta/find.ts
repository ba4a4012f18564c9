import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {jfsAddress} from './addresses.ts';
import type {CloudOptions} from './cloud-options.ts';
import {displayName} from './display-name.ts';
import {documentAbout, unreadableDocument} from './xml/document.ts';
import {fileEntry, fileFacts, folderEntry} from './xml/xml.ts';

/** What a folder's document says of the folder itself, before its children. */
const folderHead = /<(?<root>device|user|mountPoint|folder)\b(?<attributes>[^>]*)>(?<facts>.*?)<(?:\/\k<root>>|(?:devices|mountPoints|folders|files|metadata)\b)/sv;

/**
One file or folder. Of a folder only the beginning of its document is read, however many children it has.
@throws Failure `not-found`
@see protocol.md 5.4, 5.5
*/
export async function readEntry(path: string, {client, signal}: CloudOptions): Promise<Entry> {
	const {body} = await client.send({
		method: 'GET', url: jfsAddress(client, path), subject: displayName(path, client.names), mayRepeat: true, streams: true, signal,
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
			}, client.names);
			return path === '/'
				? {
					...entry, segment: name, name, kind: 'folder',
				}
				: entry; // the account has no name of its own
		}
	}

	const {root, element} = documentAbout(path, text, client.names);
	if (root !== 'file') {
		throw unreadableDocument(path, client.names);
	}

	return fileEntry(fileFacts(element), client.names);
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
