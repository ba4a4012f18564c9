import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {parentPath} from '../files/location.ts';
import {absolutePath, segmentsOf} from './addresses.ts';
import {answerOf, isTransient} from './http/failures.ts';
import {
	jfsAddress,
	readEntry,
	spoken,
	type ServiceOptions,
} from './listing.ts';
import {foldName} from './names.ts';
import {checkWritable} from './places.ts';
import {
	fileEntry,
	fileFacts,
	jfsTime,
	parseDocument,
} from './xml.ts';

/*
Commands that change the tree (protocol.md 6). Each uses the verb that fits the kind: a file's verb on a folder can destroy it.
*/

type Command = ServiceOptions & {
	readonly query: Readonly<Record<string, string>>;
	readonly mayRepeat: boolean;
	readonly headers?: Readonly<Record<string, string>>;
	readonly endsInSlash?: boolean;
};

async function command(path: string, {client, signal, query, mayRepeat, headers, endsInSlash = false}: Command): Promise<string> {
	checkWritable(path);
	const {text} = await client.send({
		method: 'POST',
		url: `${jfsAddress(client, path)}${endsInSlash ? '/' : ''}?${new URLSearchParams(query).toString()}`,
		subject: spoken(path),
		mayRepeat,
		signal,
		...(headers && {headers}),
	});
	return text;
}

/** What is at a path, tombstones included; nothing when nothing is. */
export async function findEntry(path: string, options: ServiceOptions): Promise<Entry | undefined> {
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
export async function findLive(path: string, options: ServiceOptions): Promise<Entry | undefined> {
	const entry = await findEntry(path, options);
	return entry?.deletedAt === undefined ? entry : undefined;
}

/** What stands there and can be read. An upload that was never completed is nothing yet: it is gone on with, and its name is free (protocol.md 8.2). */
export async function findContent(path: string, options: ServiceOptions): Promise<Entry | undefined> {
	const entry = await findLive(path, options);
	return entry?.state === undefined ? entry : undefined;
}

/**
Makes a folder and its parents; revives them, alone, when they are in the trash.
@throws Failure `already-exists` when a file is in the way
@see protocol.md 6.4
*/
export async function makeFolder(path: string, options: ServiceOptions): Promise<void> {
	if (segmentsOf(path).length <= 2) {
		checkWritable(path);
		await readEntry(path, options); // mountpoints are made in the places screen, never by the way (protocol.md 6.3)
		return;
	}

	await command(path, {...options, query: {mkDir: 'true'}, mayRepeat: true});
}

/**
Moves or renames a file or folder; never replaces.
@throws Failure `not-found`, `already-exists`
@see protocol.md 6.8
*/
export async function moveEntry(from: string, to: string, options: ServiceOptions): Promise<void> {
	checkWritable(from);
	checkWritable(to);
	const isOtherCase = foldName(from) === foldName(to);
	const between = `${to}.renaming`;
	const source = await findLive(from, options);
	const halfway = !source && isOtherCase ? await findLive(between, options) : undefined; // broken off in the middle, some time ago
	if (halfway) {
		await moveOnce(between, to, halfway.kind, options);
		return;
	}

	if (!source) {
		throw new Failure('not-found', `Not found: ${spoken(from)}. It may have been moved or deleted elsewhere.`, {nextStep: 'Refresh with Ctrl-R.'});
	}

	if (isOtherCase) {
		// Only the case changes: the service's answer to that is unknown, so it goes through another name.
		await moveOnce(from, between, source.kind, options);
		await moveOnce(between, to, source.kind, options);
		return;
	}

	if (await findLive(to, options)) {
		throw taken(to);
	}

	await makeFolder(parentPath(to), options);
	await moveOnce(from, to, source.kind, options);
}

async function moveOnce(from: string, to: string, kind: Entry['kind'], options: ServiceOptions): Promise<void> {
	const target = absolutePath(options.client.user, to);
	try {
		// A folder's address ends in a slash here: without it the service has answered 404 (protocol.md 6.8).
		await (kind === 'folder'
			? command(from, {
				...options, query: {mvDir: target}, mayRepeat: false, endsInSlash: true,
			})
			: command(from, {...options, query: {mv: target}, mayRepeat: false}));
	} catch (error) {
		await judgeFailedMove(error, {from, to, options});
	}
}

/** Moves have been answered with 404 or 500 after they were done: both ends are looked at before it is called a failure. */
async function judgeFailedMove(error: unknown, {from, to, options}: {readonly from: string; readonly to: string; readonly options: ServiceOptions}): Promise<void> {
	if (error instanceof Failure && error.code === 'cancelled') {
		throw error;
	}

	const [source, target] = [await findLive(from, options), await findEntry(to, options)];
	if (!source && target && target.deletedAt === undefined) {
		return;
	}

	throw target?.deletedAt === undefined
		? error
		: new Failure('already-exists', `Something of the name ${spoken(to)} is in the trash, and Jottacloud does not move onto it.`, {
			nextStep: 'Choose another name, or delete that one for good.', cause: error,
		});
}

function taken(path: string): Failure {
	return new Failure('already-exists', `There is something of the name ${spoken(path)} already.`, {nextStep: 'Choose another name, or remove the other one first.'});
}

/**
Copies one file on the server; never replaces. A copy onto a tombstone stays in the trash and is brought back by its hash.
@throws Failure `not-found`, `already-exists`
@see protocol.md 6.9
*/
export async function copyFile(from: string, to: string, options: ServiceOptions): Promise<void> {
	checkWritable(to);
	if (await findLive(to, options)) {
		throw taken(to);
	}

	await makeFolder(parentPath(to), options);
	let copy: Entry;
	try {
		const text = await command(from, {...options, query: {cp: absolutePath(options.client.user, to)}, mayRepeat: false});
		const document = parseDocument(text);
		copy = document ? fileEntry(fileFacts(document.element)) : await readEntry(to, options);
	} catch (error) {
		const there = isTransient(error) ? await findLive(to, options) : undefined;
		if (!there) {
			throw error;
		}

		copy = there;
	}

	if (copy.deletedAt !== undefined && !await createByHash(to, copy, options)) {
		throw new Failure('service', `The copy ${spoken(to)} landed in the trash, on an older file of that name.`, {nextStep: 'Delete the older one for good, or choose another name.'});
	}
}

/**
Makes a file from content that the service has already; sets times; brings a tombstone back.
@returns false when the service does not have the content, or left the file in the trash
@see protocol.md 6.10
*/
export async function createByHash(path: string, {size, md5, created, modified}: Pick<Entry, 'size' | 'md5' | 'created' | 'modified'>, options: ServiceOptions): Promise<boolean> {
	if (size === undefined || md5 === undefined) {
		return false;
	}

	const time = modified ?? options.client.clock.now();
	try {
		const text = await command(path, {
			...options,
			query: {cphash: 'true'},
			mayRepeat: true,
			headers: {
				jsize: String(size), jmd5: md5, jcreated: jfsTime(created ?? time), jmodified: jfsTime(time),
			},
		});
		return fileFacts(parseDocument(text)?.element ?? {}).deleted === undefined;
	} catch (error) {
		if (answerOf(error)?.status === 404) {
			return false;
		}

		throw error;
	}
}

/**
Sets a file's modification time, to whole seconds: by the hash that it has already, so that no content is sent.
@returns the time that was set
@throws Failure `not-found`; `permission` for a folder, which has no times
@see protocol.md 6.10
*/
export async function setModified(path: string, modified: number, options: ServiceOptions): Promise<number> {
	const entry = await findLive(path, options);
	if (!entry) {
		throw new Failure('not-found', `Not found: ${spoken(path)}. It may have been moved or deleted elsewhere.`, {nextStep: 'Refresh with Ctrl-R.'});
	}

	if (entry.kind !== 'file') {
		throw new Failure('permission', `${entry.name} is a folder; folders have no times in the cloud.`, {nextStep: 'Choose files.'});
	}

	const whole = Math.floor(modified / 1000) * 1000;
	if (!await createByHash(path, {...entry, modified: whole}, options)) {
		throw new Failure('service', `Jottacloud did not set the time of ${entry.name}.`, {nextStep: 'Copy it up again with the time that it should have.'});
	}

	return whole;
}

/**
Moves a file or a folder with all below to the trash. The kind is looked at again first:
a file's verb on a folder would delete that for good (protocol.md 6.1).
@throws Failure `not-found`
@see protocol.md 6.5, 6.6
*/
export async function trashEntry(path: string, kind: 'file' | 'folder', options: ServiceOptions): Promise<void> {
	checkWritable(path);
	await checkKind(path, kind, await findLive(path, options));
	await command(path, {...options, query: kind === 'folder' ? {dlDir: 'true'} : {dl: 'true'}, mayRepeat: true});
}

/**
Deletes for good, with all versions. Irrevocable. With `deletedAt` only what has been in the trash since then: the same call would destroy a live one.
@throws Failure `not-found`
@see protocol.md 6.7, 9.6
*/
export async function destroyEntry(path: string, kind: 'file' | 'folder', options: ServiceOptions & {readonly deletedAt?: number}): Promise<void> {
	checkWritable(path);
	const entry = await findEntry(path, options);
	await checkKind(path, kind, entry);
	if (options.deletedAt !== undefined && entry?.deletedAt !== options.deletedAt) {
		throw new Failure('not-found', `${spoken(path)} is no longer in the trash as it was listed. Nothing was deleted.`, {nextStep: 'List the trash again.'});
	}

	try {
		await command(path, {...options, query: kind === 'folder' ? {rmDir: 'true'} : {rm: 'true'}, mayRepeat: false});
	} catch (error) {
		if (!isTransient(error) || await findEntry(path, options)) {
			throw error;
		}
	}
}

async function checkKind(path: string, kind: 'file' | 'folder', entry: Entry | undefined): Promise<void> {
	if (segmentsOf(path).length <= 2) {
		throw new Failure('permission', `${spoken(path)} is a device or a mountpoint and is not deleted here.`, {nextStep: 'Open it and choose what is in it.'});
	}

	if (entry?.kind !== kind) {
		throw new Failure('not-found', `Not found: ${spoken(path)} is no longer the ${kind} that was listed.`, {nextStep: 'Refresh with Ctrl-R.'});
	}
}
