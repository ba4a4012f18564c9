import type {Entry} from '../../files/entry.ts';
import {isUnreachable, listedName} from '../listed-name.ts';
import type {NameCodec} from '../name-codec.ts';

/*
Answers as text to checked values. Everything in an answer is optional until it was looked at here.
Documents are read by document-reader.ts; listings of every kind are parsed while they stream (../listing.ts, tree-stream.ts).
*/

/** An element of an answer: children by name, text, attributes with @. */
export type Element = Readonly<Record<string, unknown>>;

export function asElement(value: unknown): Element {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'object' && first !== null ? first as Element : {'#text': first};
}

export function childrenOf(element: Element, name: string): readonly Element[] {
	const value = element[name];
	return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(each => asElement(each));
}

/** The text of a child; nothing when there is none or it is empty ("never", protocol.md 2.4). */
export function textOf(element: Element, name: string): string | undefined {
	const child = element[name];
	const text = child === undefined ? undefined : asElement(child)['#text'];
	return typeof text === 'string' && text !== '' ? text : undefined;
}

export function attributeOf(element: Element, name: string): string | undefined {
	const value = element[`@${name}`];
	return typeof value === 'string' ? value : undefined;
}

/** When something went to the trash, as text: an attribute, or as has been seen of files a child. Empty is never (protocol.md 2.4). @see protocol.md N16 */
export function deletedOf(element: Element): string | undefined {
	const told = attributeOf(element, 'deleted') ?? '';
	return told === '' ? textOf(element, 'deleted') : told;
}

/** The same as a time, ms since 1970. Whatever is said there, it is in the trash: 0 where the time cannot be read. @see protocol.md 5.4 */
export function trashedAt(deleted: string | undefined): number | undefined {
	return deleted === undefined ? undefined : timeOf(deleted) ?? 0;
}

export function numberOf(text: string | undefined): number | undefined {
	const value = text === undefined || text === '' ? NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}

/** A time of JFS, `2026-03-04-T05:06:07Z`, or RFC 3339, in ms since 1970. @see protocol.md 2.4 */
export function timeOf(text: string | undefined): number | undefined {
	const value = text === undefined || text === '' ? NaN : Date.parse(text.replace('-T', 'T').replace(/(?<=[+\-]\d{2})(?=\d{2}$)/v, ':'));
	return Number.isNaN(value) || value < firstTime ? undefined : value;
}

const firstTime = Date.parse('0002-01-01T00:00:00Z'); // earlier is how "no time" gets stored (protocol.md N27)
const lastTime = Date.parse('9999-12-31T23:59:59Z'); // a year has four digits there

/** ms since 1970 in the form of RFC 3339; the service keeps whole seconds. @see protocol.md 2.4 */
export function serviceTime(milliseconds: number): string {
	return new Date(Math.max(firstTime, Math.min(Math.floor(milliseconds), lastTime))).toISOString().replace(/\.\d+Z$/v, 'Z');
}

/** The same as JFS writes it. */
export function jfsTime(milliseconds: number): string {
	return serviceTime(milliseconds).replace('T', '-T');
}

/** What a `<file>` and one of its revisions say, as text. */
export type FileFacts = {
	readonly name: string;
	readonly deleted?: string | undefined;
	readonly publicUri?: string | undefined;
	readonly current?: RevisionFacts | undefined;
	readonly latest?: RevisionFacts | undefined;
};

export type RevisionFacts = {
	readonly number?: string | undefined;
	readonly state?: string | undefined;
	readonly created?: string | undefined;
	readonly modified?: string | undefined;
	readonly mime?: string | undefined;
	readonly size?: string | undefined;
	readonly md5?: string | undefined;
	readonly updated?: string | undefined;
};

/** A file of a listing or of its own document as a row. @see protocol.md 5.4, 5.5 */
export function fileEntry({name, deleted, publicUri, current, latest}: FileFacts, names: NameCodec): Entry {
	const revision = current ?? latest ?? {};
	const isComplete = current !== undefined && (current.state === undefined || current.state === '' || current.state === 'COMPLETED'); // some answers name no state (protocol.md N16)
	return compact({
		...named(name, {kind: 'file', names}),
		size: numberOf(revision.size),
		modified: timeOf(revision.modified),
		created: timeOf(revision.created),
		md5: revision.md5?.toLowerCase(), // echoed in the uploader's case
		mime: revision.mime,
		revision: numberOf(revision.number),
		state: isComplete ? undefined : (revision.state === 'CORRUPT' ? 'corrupt' : 'incomplete'),
		deletedAt: trashedAt(deleted),
		publicLink: publicUri,
	});
}

export function folderEntry({name, deleted, publicUri}: Pick<FileFacts, 'name' | 'deleted' | 'publicUri'>, names: NameCodec): Entry {
	return compact({
		...named(name, {kind: 'folder', names}), deletedAt: trashedAt(deleted), publicLink: publicUri,
	});
}

/** An entry under a name that is none is shown, and nothing can be done with it (listed-name.ts). */
export function named(name: string, {kind, names}: {readonly kind: 'file' | 'folder'; readonly names: NameCodec}): Pick<Entry, 'segment' | 'name' | 'kind'> {
	const segment = isUnreachable(name) ? name : listedName(name);
	return {segment, name: names.toShown(segment), kind: isUnreachable(segment) ? 'other' : kind};
}

type Loose = {[Key in keyof Entry]: Entry[Key] | undefined};

/** Leaves out what is not known, so that 100,000 rows stay lean. */
function compact(entry: Loose): Entry {
	const lean: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(entry)) {
		if (value !== undefined) {
			lean[key] = value;
		}
	}

	return lean as Entry;
}

/** The `<file>` document. */
export function fileFacts(element: Element): FileFacts {
	return {
		name: attributeOf(element, 'name') ?? '',
		deleted: deletedOf(element),
		publicUri: textOf(element, 'publicURI'),
		current: revisionFacts(element, 'currentRevision'),
		latest: revisionFacts(element, 'latestRevision') ?? revisionFacts(element, 'revision'), // the second of one that is corrupt (protocol.md 5.4)
	};
}

export function revisionFacts(element: Element, name: string): RevisionFacts | undefined {
	const child = element[name];
	return child === undefined ? undefined : revisionOf(asElement(child));
}

export function revisionOf(revision: Element): RevisionFacts {
	return {
		number: textOf(revision, 'number'),
		state: textOf(revision, 'state'),
		created: textOf(revision, 'created'),
		modified: textOf(revision, 'modified'),
		mime: textOf(revision, 'mime'),
		size: textOf(revision, 'size'),
		md5: textOf(revision, 'md5'),
		updated: textOf(revision, 'updated'),
	};
}
