import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {parentPath, baseSegment} from '../files/location.ts';
import {checkWritable, segmentsOf} from './addresses.ts';
import {findEntry, findLive, readEntry} from './find.ts';
import {answerOf, isTransient} from './http/failures.ts';
import {notDone, sendCommand} from './http/place-requests.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {checkNoneIsHidden, sayingWhatIsHidden} from './trash/hidden-name.ts';
import type {NameCodec} from './name-codec.ts';
import {foldName} from './names.ts';
import type {AnswerDocument} from './xml/document-reader.ts';
import {
	attributeOf,
	deletedOf,
	fileEntry,
	fileFacts,
	jfsTime,
	textOf,
} from './xml/xml.ts';

/*
Commands that change the tree (protocol.md 6). Each uses the verb that fits the kind: a file's verb on a folder can destroy it.
*/

/**
Makes a folder and its parents; revives them, alone, when they are in the trash. A service that gives it the name of a file in the
trash may lose that file (protocol.md N25), so there is a look first.
@throws Failure `already-exists` when a file is in the way, also one in the trash
@see protocol.md 6.4
*/
export async function makeFolder(path: string, options: CloudOptions): Promise<void> {
	checkWritable(path, options.client.names);
	if (segmentsOf(path).length <= 2) {
		await readEntry(path, options); // a mountpoint is made on purpose only (protocol.md 6.3)
		return;
	}

	await checkNoneIsHidden(path, options);
	const document = await sayingWhatIsHidden(path, options, async () => sendCommand(path, {...options, query: {mkDir: 'true'}, mayRepeat: true}));
	if (isFolderRoot(document) && deletedOf(document.element) === undefined) {
		return;
	}

	const there = await findLive(path, options);
	if (there?.kind !== 'folder') {
		throw notDone(path, 'not made', options.client.names);
	}
}

function isFolderRoot(document: AnswerDocument | undefined): document is AnswerDocument {
	return document?.root === 'folder' || document?.root === 'mountPoint';
}

/**
Makes a file from content that the service already has; also sets times, and brings a tombstone back.
@returns false when the service does not have the content, or left the file in the trash or as it was
@see protocol.md 6.10
*/
export async function createByHash(path: string, {size, md5, created, modified}: Pick<Entry, 'size' | 'md5' | 'created' | 'modified'>, options: CloudOptions): Promise<boolean> {
	if (size === undefined || md5 === undefined) {
		return false;
	}

	const time = modified ?? options.client.clock.now();
	const isMade = (there: Entry | undefined) => there?.deletedAt === undefined && there?.state === undefined && there?.md5 === md5.toLowerCase()
		&& there.size === size && there.modified !== undefined && jfsTime(there.modified) === jfsTime(time);
	try {
		const document = await sendCommand(path, {
			...options,
			query: {cphash: 'true'},
			mayRepeat: true,
			headers: {
				jsize: String(size), jmd5: md5, jcreated: jfsTime(created ?? time), jmodified: jfsTime(time),
			},
		});
		const facts = document?.root === 'file' ? fileFacts(document.element) : undefined;
		return isMade(facts?.current ? fileEntry(facts, options.client.names) : await findEntry(path, options));
	} catch (error) {
		if (answerOf(error)?.status === 404) {
			return false;
		}

		throw error;
	}
}

/**
Sets a file's modification time, in whole seconds. It is done by the file's own hash, so that no content is sent.
@returns the time that was set
@throws Failure `not-found`; `permission` for a folder, which has no times
@see protocol.md 6.10
*/
export async function setModified(path: string, modified: number, options: CloudOptions): Promise<number> {
	const entry = await findLive(path, options);
	if (!entry) {
		throw new Failure('not-found', `Not found: ${displayName(path, options.client.names)}. It may have been moved or deleted elsewhere.`, {nextStep: {kind: 'refresh'}});
	}

	if (entry.kind !== 'file') {
		throw new Failure('permission', `${entry.name} is a folder; folders have no times in the cloud.`, {nextStep: 'Choose files.'});
	}

	const whole = Math.floor(modified / 1000) * 1000;
	if (!await createByHash(path, {...entry, modified: whole}, options)) {
		throw timeNotSet(entry.name, 'Copy it up again with the time that it should have.');
	}

	return whole;
}

/** The content is there, and its time is not the one that was asked for. */
export function timeNotSet(name: string, nextStep: string): Failure {
	return new Failure('service', `Jottacloud did not set the time of ${name}.`, {nextStep});
}

/**
Moves a file or a folder with all below to the trash. The kind is checked again first:
a file's verb on a folder would delete that for good (protocol.md 6.1).
@throws Failure `not-found`
@see protocol.md 6.5, 6.6
*/
export async function trashEntry(path: string, kind: 'file' | 'folder', options: CloudOptions): Promise<void> {
	checkWritable(path, options.client.names);
	await checkKind(path, kind, await findLive(path, options), options.client.names);
	const document = await sendCommand(path, {...options, query: kind === 'folder' ? {dlDir: 'true'} : {dl: 'true'}, mayRepeat: true});
	const isTold = document?.root === kind && deletedOf(document.element) !== undefined;
	if (!isTold && await findLive(path, options)) {
		throw notDone(path, 'not moved to the trash', options.client.names);
	}
}

/**
Deletes for good, with all versions. Irrevocable.
@throws Failure `not-found`
@see protocol.md 6.7
*/
export async function destroyEntry(path: string, kind: 'file' | 'folder', options: CloudOptions): Promise<void> {
	checkWritable(path, options.client.names);
	await checkKind(path, kind, await findEntry(path, options), options.client.names);
	await destroy(path, kind, options);
}

/**
The same, but only for what has been in the trash since `deletedAt`: the call itself would destroy something alive, too.
@throws Failure `not-found`
@see protocol.md 9.6
*/
export async function destroyTombstone(path: string, kind: 'file' | 'folder', deletedAt: number, options: CloudOptions): Promise<void> {
	checkWritable(path, options.client.names);
	const entry = await findEntry(path, options);
	await checkKind(path, kind, entry, options.client.names);
	if (entry?.deletedAt !== deletedAt) {
		throw new Failure('not-found', `${displayName(path, options.client.names)} is no longer in the trash as it was listed. Nothing was deleted.`, {nextStep: 'List the trash again.'});
	}

	await destroy(path, kind, options);
}

async function destroy(path: string, kind: 'file' | 'folder', options: CloudOptions): Promise<void> {
	try {
		const document = await sendCommand(path, {...options, query: kind === 'folder' ? {rmDir: 'true'} : {rm: 'true'}, mayRepeat: false});
		if (isOfParent(path, document)) {
			return;
		}
	} catch (error) {
		if (!isTransient(error) || await findEntry(path, options)) {
			throw error;
		}

		return;
	}

	if (await findEntry(path, options)) {
		throw notDone(path, 'not deleted', options.client.names);
	}
}

/** What is gone has no document: the one of the folder above is the answer, or for a folder its own, which may be a mere look at it. */
function isOfParent(path: string, document: AnswerDocument | undefined): boolean {
	const name = isFolderRoot(document) ? attributeOf(document.element, 'name') ?? textOf(document.element, 'name') : undefined;
	const parent = foldName(baseSegment(parentPath(path)));
	return name !== undefined && foldName(name) === parent && parent !== foldName(baseSegment(path));
}

async function checkKind(path: string, kind: 'file' | 'folder', entry: Entry | undefined, names: NameCodec): Promise<void> {
	if (segmentsOf(path).length <= 2) {
		throw new Failure('permission', `${displayName(path, names)} is a device or a mountpoint and is not deleted here.`, {nextStep: 'Open it and choose what is in it.'});
	}

	if (entry?.kind !== kind) {
		throw new Failure('not-found', `Not found: ${displayName(path, names)} is no longer the ${kind} that was listed.`, {nextStep: {kind: 'refresh'}});
	}
}
