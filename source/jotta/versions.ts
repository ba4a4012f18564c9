import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {createByHash} from './changes.ts';
import {openContent} from './download.ts';
import {askAbout} from './http/place-requests.ts';
import {folderRoots, unreadableDocument} from './xml/document.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {sendAgain} from './trash/recreate.ts';
import {
	asElement,
	childrenOf,
	deletedOf,
	numberOf,
	revisionFacts,
	revisionOf,
	timeOf,
	trashedAt,
	type RevisionFacts,
} from './xml/xml.ts';
import type {NameCodec} from './name-codec.ts';

/*
The versions of a file (protocol.md 10): the current one and up to four older. A single one cannot be deleted.
*/

export type Version = {
	readonly number: number; // failed uploads use up numbers, too
	readonly state: 'current' | 'older' | 'incomplete' | 'corrupt';
	readonly size?: number; // bytes; of an incomplete version what has arrived
	readonly md5?: string;
	readonly created?: number; // ms since 1970
	readonly modified?: number;
	readonly updated?: number; // when it was uploaded
};

export type FileVersions = {
	readonly versions: readonly Version[]; // newest first
	readonly deletedAt?: number; // set: the file is in the trash
};

/**
All versions of a file, incomplete uploads included.
@throws Failure `not-found`, also for a folder; `corrupt` when the answer is not understood
@see protocol.md 5.5, 10
*/
export async function readVersions(path: string, {client, signal}: CloudOptions): Promise<FileVersions> {
	const {root = '', element = {}} = await askAbout(path, {client, signal}) ?? {};
	if (root !== 'file') {
		throw folderRoots.includes(root)
			? new Failure('not-found', `${displayName(path, client.names)} is not a file; only files have versions.`, {nextStep: 'Choose a file in it.'})
			: unreadableDocument(path, client.names);
	}

	const current = revisionFacts(element, 'currentRevision');
	const latest = revisionFacts(element, 'latestRevision') ?? revisionFacts(element, 'revision');
	const older = childrenOf(asElement(element.revisions ?? {}), 'revision').map(revision => revisionOf(revision));
	const versions = [
		...(current ? [versionOf(current, 'current')] : []),
		...(latest ? [versionOf(latest, 'incomplete')] : []),
		...older.map(revision => versionOf(revision, 'older')),
	];
	const deletedAt = trashedAt(deletedOf(element));
	return {
		versions: versions.toSorted((one, other) => other.number - one.number),
		...(deletedAt !== undefined && {deletedAt}),
	};
}

function versionOf({number, state, size, md5, created, modified, updated}: RevisionFacts, role: Version['state']): Version {
	const facts = {
		size: numberOf(size), md5: md5?.toLowerCase(), created: timeOf(created), modified: timeOf(modified), updated: timeOf(updated),
	};
	return {
		number: numberOf(number) ?? 0,
		state: stateOf(state, role),
		...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
	};
}

/** Only what is COMPLETED can be read (protocol.md 5.5). */
function stateOf(state: string | undefined, role: Version['state']): Version['state'] {
	if (state === 'CORRUPT') {
		return 'corrupt';
	}

	return state === undefined || state === 'COMPLETED' ? role : 'incomplete';
}

/**
One version by its number.
@throws Failure `not-found` for a number that is not there; `corrupt` for one that was never complete
*/
export async function findVersion(path: string, number: number, options: CloudOptions): Promise<Version> {
	return choose(path, number, await readVersions(path, options), options.client.names);
}

/** The complete version that has this content, if there is one. */
export async function findSameContent(path: string, {md5, size}: Pick<Entry, 'md5' | 'size'>, options: CloudOptions): Promise<Version | undefined> {
	const {versions} = await readVersions(path, options);
	return versions.find(version => (version.state === 'current' || version.state === 'older') && version.md5 === md5 && version.size === size);
}

function choose(path: string, number: number, {versions}: FileVersions, names: NameCodec): Version {
	const version = versions.find(each => each.number === number);
	if (!version) {
		throw new Failure('not-found', `${displayName(path, names)} has no version ${number}.`, {nextStep: `There are ${versions.map(each => each.number).join(', ')}.`});
	}

	if (version.state === 'incomplete' || version.state === 'corrupt') {
		throw new Failure('corrupt', `Version ${number} of ${displayName(path, names)} was never uploaded completely.`, {nextStep: 'Choose another version.'});
	}

	return version;
}

/**
The bytes of a version. A caller that reads to the end compares the MD5 with the version's: only one client has been seen to do this.
@see protocol.md 7.1
*/
export async function readVersion(path: string, number: number, options: CloudOptions): Promise<AsyncIterable<Uint8Array>> {
	return openContent(path, {...options, revision: number});
}

/**
Makes an old version current: by its hash, or where that has no effect by reading it and sending it again. What is current now stays as a version.
@returns how it was done; `was-current`: there was nothing to do
@throws Failure `not-found`, `corrupt`
@see protocol.md 6.10, 10
*/
export async function restoreVersion(path: string, number: number, options: CloudOptions): Promise<'was-current' | 'by-hash' | 'by-content'> {
	const {deletedAt, ...file} = await readVersions(path, options);
	if (deletedAt !== undefined) {
		throw new Failure('not-found', `${displayName(path, options.client.names)} is in the trash.`, {nextStep: 'Restore it first.'});
	}

	const version = choose(path, number, file, options.client.names);
	if (isCurrent(file, version)) {
		return 'was-current';
	}

	// A hash that any complete version has may only set that one's times (protocol.md 6.10, rule 1): looked at again afterwards.
	if (await createByHash(path, version, options) && isCurrent(await readVersions(path, options), version)) {
		return 'by-hash';
	}

	await sendAgain(path, version, {path, revision: number}, options);
	if (!isCurrent(await readVersions(path, options), version)) {
		throw new Failure('service', `Jottacloud kept the newer content of ${displayName(path, options.client.names)}.`, {nextStep: {kind: 'save-version', number}});
	}

	return 'by-content';
}

function isCurrent({versions}: FileVersions, {md5, size}: Version): boolean {
	return versions.some(each => each.state === 'current' && each.md5 === md5 && each.size === size);
}
