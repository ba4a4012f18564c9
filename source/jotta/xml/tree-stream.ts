import {Buffer} from 'node:buffer';
import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {TreeEntry} from '../../files/file-system.ts';
import {baseSegment, joinPath, parentPath} from '../../files/location.ts';
import type {Client} from '../client.ts';
import {jfsAddress} from '../addresses.ts';
import {displayName} from '../display-name.ts';
import {isUnreachable, listedPath} from '../listed-name.ts';
import type {NameCodec} from '../name-codec.ts';
import {readElements, type ElementHandler} from './xml-stream.ts';
import {
	folderEntry,
	named,
	numberOf,
	timeOf,
} from './xml.ts';

const mostMemory = 160_000_000; // bytes for the paths of folders, all of which are kept in mind, as they are spelled, too: some 400,000 as a rule
const overhead = 100; // bytes of each of them

/**
Everything below a mountpoint or folder in one request: live, completed files and their folders, a folder before what is in it.
A stream that stops early or miscounts ends in Failure `corrupt`, one with ever more folders in `service`.
@see protocol.md 7.4
*/
export async function * listTree(path: string, {client, signal}: {readonly client: Client; readonly signal?: AbortSignal | undefined}): AsyncGenerator<readonly TreeEntry[]> {
	const {body} = await client.send({
		method: 'GET', url: `${jfsAddress(client, path)}?mode=liststream`, subject: displayName(path, client.names), mayRepeat: true, streams: true, signal,
	});
	const tree = collectTree(path, client.names);
	for await (const _ of readElements(body, tree.handler)) {
		const found = tree.take();
		if (found.length > 0) {
			yield found;
		}
	}

	tree.checkComplete();
}

const fieldNames = new Set(['path', 'filename', 'md5', 'size', 'modified', 'created', 'folders', 'files', 'deleted']);

type Tree = {
	readonly handler: ElementHandler;
	readonly take: () => readonly TreeEntry[];
	/** @throws Failure `corrupt` */
	readonly checkComplete: () => void;
};

/** Remembers the folders that it has given, and no files. Elements are known by their names at any depth: the name of the root is not published. */
function collectTree(start: string, names: NameCodec): Tree {
	const device = start.slice(0, start.indexOf('/', 1));
	const startKey = foldPath(start);
	const known = new Map<string, 'told' | 'counted' | 'both'>([[startKey, 'told']]); // by folded path
	const spelled = new Set<string>();
	const count = {folders: 0, files: 0};
	let memory = 0;
	let stats: {folders?: number | undefined; files?: number | undefined} | undefined;
	let found: TreeEntry[] = [];
	let fields: Record<string, string> = {};

	const keepInMind = (path: string) => {
		memory += Buffer.byteLength(path) + overhead;
		if (memory > mostMemory) {
			throw new Failure('service', `There are more folders below ${displayName(start, names)} than can be kept in mind: after ${known.size.toLocaleString('en')} the list is not read on.`, {nextStep: 'Take the folders in it one by one.'});
		}
	};

	/** Whether this is the first time. */
	const note = (key: string, what: 'told' | 'counted'): boolean => {
		const before = known.get(key);
		if (before === what || before === 'both') {
			return false;
		}

		if (before === undefined) {
			keepInMind(key);
		}

		known.set(key, before === undefined ? what : 'both');
		return true;
	};

	const isBelow = (path: string) => foldPath(path) === startKey || foldPath(path).startsWith(`${startKey}/`);

	/** Folders may be announced, or only implied by their files. */
	const tellFolder = (path: string) => {
		const key = foldPath(path);
		if (!(key.startsWith(`${startKey}/`) && note(key, 'told'))) {
			return;
		}

		tellFolder(parentPath(path));
		found.push({path, entry: reachable(path, folderEntry({name: baseSegment(path)}, names))});
	};

	/** As the service counts: each folder once, also one that only a file in it tells of; by its spelling, or without regard to case. */
	const countFolder = (path: string) => {
		count.folders += note(foldPath(path), 'counted') ? 1 : 0;
		if (spelled.has(path)) {
			return;
		}

		spelled.add(path);
		keepInMind(path);
	};

	const onClose: ElementHandler['onClose'] = (name, text) => {
		const listed = device + (fields.path ?? '');
		const folder = listedPath(listed);
		switch (name) {
			case 'folder': {
				countFolder(listed);
				if (!isTrashed(fields)) {
					tellFolder(folder);
				}

				break;
			}

			case 'file': {
				countFolder(listed);
				count.files += 1;
				if (isTrashed(fields)) {
					break;
				}

				tellFolder(folder);
				found.push(isBelow(folder) ? fileRow(folder, fields, names) : strayRow(start, listed, fields, names));

				break;
			}

			case 'stats': {
				stats = {folders: numberOf(fields.folders), files: numberOf(fields.files)};

				break;
			}

			default: {
				if (fieldNames.has(name)) {
					fields[name] = text;
				}
			}
		}
	};

	return {
		handler: {
			onOpen(name, {deleted}) {
				if (name === 'folder' || name === 'file' || name === 'stats') {
					fields = deleted === undefined ? {} : {deleted};
				}
			},
			onClose,
		},
		take() {
			const taken = found;
			found = [];
			return taken;
		},
		checkComplete() {
			if (![count.folders, spelled.size].includes(stats?.folders ?? -1) || stats?.files !== count.files) {
				throw new Failure('corrupt', `The list of everything below ${displayName(start, names)} is not complete.`, {nextStep: 'Try again.'});
			}
		},
	};
}

/** Nobody has seen what is in the trash in such a list (protocol.md 7.4). */
function isTrashed({deleted}: Readonly<Record<string, string>>): boolean {
	return (deleted ?? '') !== '';
}

function fileRow(folder: string, fields: Readonly<Record<string, string>>, names: NameCodec): TreeEntry {
	const entry = treeFile(fields, names);
	return {path: joinPath(folder, entry.segment), entry: reachable(folder, entry)};
}

/** Nothing can be done with what is below a marked name, either (listed-name.ts). */
function reachable(path: string, entry: Entry): Entry {
	return isUnreachable(path) ? {...entry, kind: 'other'} : entry;
}

/** What is listed below a folder and claims to be elsewhere: it is shown, and nothing is done with it. */
function strayRow(start: string, listed: string, fields: Readonly<Record<string, string>>, names: NameCodec): TreeEntry {
	const entry = {...treeFile(fields, names), ...named(`${listed}/${fields.filename ?? ''}`, {kind: 'file', names})};
	return {path: joinPath(start, entry.segment), entry};
}

function treeFile(fields: Readonly<Record<string, string>>, names: NameCodec): Entry {
	const size = numberOf(fields.size);
	const modified = timeOf(fields.modified);
	const created = timeOf(fields.created);
	const md5 = fields.md5?.toLowerCase();
	return {
		...named(fields.filename ?? '', {kind: 'file', names}),
		...(size !== undefined && {size}),
		...(modified !== undefined && {modified}),
		...(created !== undefined && {created}),
		...(md5 !== undefined && md5 !== '' && {md5}),
	};
}

/** One character for each: `ß` is not `SS`, which can be another folder's. */
function foldPath(path: string): string {
	const folded = path.toUpperCase();
	return folded.length === path.length ? folded : path.replaceAll(/./gsv, character => character.toUpperCase().length === character.length ? character.toUpperCase() : character);
}
