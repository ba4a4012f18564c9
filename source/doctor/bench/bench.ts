import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {Network} from '../../settings/network.ts';
import {absolutePath, encodeSegment, jfsAddress} from '../../jotta/addresses.ts';
import type {Client} from '../../jotta/client.ts';
import {listView} from '../../jotta/listing.ts';
import {
	asElement,
	attributeOf,
	childrenOf,
	deletedOf,
	numberOf,
	revisionFacts,
	textOf,
	timeOf,
	type Element,
} from '../../jotta/xml/xml.ts';
import {
	documentIn,
	elementOf,
	jsonIn,
	isDone,
	outcome,
	replyTo,
	type Reply,
} from './reply.ts';
import {Unprepared} from './untried.ts';

type Headers = Readonly<Record<string, string>>;

/** What is at a place, as its own document says. */
type Sight = {
	readonly kind: 'nothing' | 'file' | 'folder' | 'other';
	readonly isTrashed: boolean;
	readonly name: string;
	readonly uuid?: string | undefined;
	readonly number?: number | undefined; // of the current revision
	readonly md5?: string | undefined;
	readonly modified?: number | undefined; // ms since 1970
	readonly versions: number; // complete ones
	readonly element: Element;
};

/** One row of a listing. */
type ListedRow = {readonly name: string; readonly kind: 'file' | 'folder'; readonly element: Element};

/**
Where one trial works: a folder of its own below the doctor's. Names are relative to it, and no request that changes something can
name anything outside.
*/
export type Bench = {
	readonly client: Client;
	readonly signal: AbortSignal | undefined;
	readonly network: Network; // how the line is opened
	readonly path: (name?: string) => string; // /Device/Mountpoint/…
	/** GET. `query` with its question mark. */
	readonly read: (name: string, query?: string, headers?: Headers) => Promise<Reply>;
	/** GET of an address that is written as it is, below the trial's folder. */
	readonly readRaw: (address: string) => Promise<Reply>;
	/** GET of something that the account says of itself: `/Jotta`, or an address of the API. */
	readonly readAccount: (address: string, headers?: Headers) => Promise<Reply>;
	/** POST with a verb. */
	readonly command: (name: string, query: Headers, how?: {readonly headers?: Headers; readonly endsInSlash?: boolean}) => Promise<Reply>;
	/** `mv` or `cp` of a file, `mvDir` of a folder, to a name here. */
	readonly transfer: (verb: 'mv' | 'cp' | 'mvDir', from: string, to: string) => Promise<Reply>;
	readonly byHash: (name: string, content: string, how?: {readonly size?: number; readonly modified?: string}) => Promise<Reply>;
	/** Announces content for a file. `more`: fields besides, or instead. */
	readonly announce: (name: string, content: string, more?: object) => Promise<Reply>;
	/** Sends content to where an announcement has said. */
	readonly transmit: (announced: Reply, content: string, headers?: Headers) => Promise<Reply>;
	readonly look: (name: string) => Promise<Sight>;
	readonly rows: (name?: string) => Promise<readonly ListedRow[]>;
	/** What the list of the trash has from below the trial's folder. */
	readonly trashedHere: () => Promise<ReadonlyArray<{readonly name: string}>>;
	/** Content that nobody has stored before. */
	readonly content: () => string;
	/** The following make what a trial needs. They throw Unprepared. */
	readonly put: (name: string, content?: string) => Promise<string>;
	readonly makeFolder: (name: string) => Promise<void>;
	readonly trash: (name: string, kind: 'file' | 'folder') => Promise<void>;
};

/** Modification time of all that is put here, in the form of protocol.md 2.4. */
export const usualTime = '2021-02-03T04:05:06Z';

export const hashOf = (content: string) => createHash('md5').update(content).digest('hex');
export const lengthOf = (content: string) => Buffer.byteLength(content);

export type BenchOptions = {
	readonly client: Client;
	readonly signal?: AbortSignal | undefined;
	readonly network: Network;
	readonly folder: string;
	readonly nonce: string; // makes contents that nobody else has
};

/** A bench on a folder that is there. */
export function openBench({client, signal, network, folder, nonce}: BenchOptions): Bench {
	let made = 0;
	const ask = async (url: string, {headers, isContent = false}: {readonly headers?: Headers | undefined; readonly isContent?: boolean} = {}) => replyTo(client.send, {
		method: 'GET', url, subject: 'the doctor’s folder', mayRepeat: true, isContent, signal, ...(headers && {headers}),
	});
	const post = async (url: string, {headers, body}: {readonly headers?: Headers | undefined; readonly body?: string | undefined} = {}) => replyTo(client.send, {
		method: 'POST', url, subject: 'the doctor’s folder', mayRepeat: false, changesMuch: true, signal, ...(headers && {headers}), ...(body !== undefined && {body}),
	});
	const path = (name = '') => name === '' ? folder : `${folder}/${name}`;
	const address = (name: string) => jfsAddress(client, path(name));

	const bench: Bench = {
		client, signal, network, path,
		read: async (name, query, headers) => ask(`${address(name)}${query ?? ''}`, {headers, isContent: query?.startsWith('?mode=bin') === true}),
		readRaw: async raw => ask(`${address('')}/${raw}`),
		readAccount: async (place, headers) => ask(place.startsWith('https:') || place.startsWith('http:') ? place : `${client.hosts.jfs}/${encodeSegment(client.user)}${place}`, {headers}),
		command: async (name, query, {headers, endsInSlash = false} = {}) => post(`${address(name)}${endsInSlash ? '/' : ''}?${new URLSearchParams(query).toString()}`, {headers}),
		transfer: async (verb, from, to) => bench.command(from, {[verb]: absolutePath(client.user, path(to))}, {endsInSlash: verb === 'mvDir'}),
		byHash: async (name, content, {size = lengthOf(content), modified = usualTime} = {}) => bench.command(name, {cphash: 'true'}, {
			headers: {
				jsize: String(size), jmd5: hashOf(content), jcreated: usualTime, jmodified: modified,
			},
		}),
		announce: async (name, content, more = {}) => post(`${client.hosts.api}/files/v1/allocate`, {
			headers: {'content-type': 'application/json', accept: 'application/json'},
			body: JSON.stringify({
				path: `/jfs${path(name)}`, bytes: lengthOf(content), md5: hashOf(content), created: usualTime, modified: usualTime, ...more,
			}),
		}),
		async transmit(announced, content, headers = {}) {
			const {upload_url: url} = jsonIn(announced);
			if (typeof url !== 'string' || !URL.canParse(url)) {
				throw new Unprepared('no address to send to');
			}

			return post(url, {headers: {'content-type': 'application/octet-stream', 'content-length': String(lengthOf(content)), ...headers}, body: content});
		},
		look: async name => sightOf(await bench.read(name)),
		rows: async (name = '') => rowsIn(elementOf(prepared(await bench.read(name), 'listed'))),
		async trashedHere() {
			const found: Array<{readonly name: string}> = [];
			for await (const batch of listView('Trash', {client, signal})) {
				found.push(...batch.filter(row => row.path.startsWith(`${folder}/`)).map(row => ({name: row.path.slice(folder.length + 1)})));
			}

			return found;
		},
		content() {
			made += 1;
			return `jottafm doctor ${nonce} ${made}\n`;
		},
		async put(name, content = bench.content()) {
			const announced = prepared(await bench.announce(name, content), 'announced');
			if (jsonIn(announced).state !== 'COMPLETED') {
				prepared(await bench.transmit(announced, content), 'sent');
			}

			return content;
		},
		async makeFolder(name) {
			prepared(await bench.command(name, {mkDir: 'true'}), 'made');
		},
		async trash(name, kind) {
			const {kind: found} = await bench.look(name);
			if (found !== kind) { // a file's verb on a folder may destroy it (protocol.md 6.1)
				throw new Unprepared('not of the kind that it was made');
			}

			prepared(await bench.command(name, kind === 'file' ? {dl: 'true'} : {dlDir: 'true'}), 'moved to the trash');
		},
	};
	return bench;
}

function prepared(reply: Reply, what: string): Reply {
	if (!isDone(reply)) {
		throw new Unprepared(`not ${what}: ${outcome(reply)}`);
	}

	return reply;
}

function sightOf(reply: Reply): Sight {
	const {root, element} = documentIn(reply);
	const current = revisionFacts(element, 'currentRevision');
	const older = childrenOf(asElement(element.revisions ?? {}), 'revision');
	return {
		kind: reply.status === 404 ? 'nothing' : (root === 'file' || root === 'folder' ? root : 'other'),
		isTrashed: deletedOf(element) !== undefined,
		name: attributeOf(element, 'name') ?? '',
		uuid: attributeOf(element, 'uuid'),
		number: numberOf(current?.number),
		md5: current?.md5?.toLowerCase(),
		modified: timeOf(current?.modified),
		versions: (current ? 1 : 0) + older.filter(each => (textOf(each, 'state') ?? 'COMPLETED') === 'COMPLETED').length,
		element,
	};
}

function rowsIn(element: Element): readonly ListedRow[] {
	const list = (group: string, kind: 'file' | 'folder') => childrenOf(asElement(element[group] ?? {}), kind).map(row => ({name: attributeOf(row, 'name') ?? '', kind, element: row}));
	return [...list('folders', 'folder'), ...list('files', 'file')];
}
