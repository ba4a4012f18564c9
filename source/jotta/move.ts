import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {baseSegment, parentPath} from '../files/location.ts';
import {absolutePath, checkWritable} from './addresses.ts';
import {
	destroyEntry,
	makeFolder,
	trashEntry,
} from './changes.ts';
import {findEntry, findLive} from './find.ts';
import {notDone, sendCommand} from './http/place-requests.ts';
import {isHidden, nameIsHeld} from './trash/hidden-name.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {foldName} from './names.ts';
import {placeContent} from './place-content.ts';
import {isStaged, stagingPathOf} from './staging.ts';
import type {AnswerDocument} from './xml/document-reader.ts';
import {attributeOf, deletedOf, textOf} from './xml/xml.ts';
import type {NameCodec} from './name-codec.ts';

/** `kind`: what has to stand there; anything else is not moved. */
export type MoveOptions = CloudOptions & {readonly kind?: 'file' | 'folder'};

/**
Moves or renames a file or folder; never replaces, and never moves onto a name that is in the trash: what would become of that
one is not known. A file gets such a name by its content, and its original goes to the trash; a folder is refused.
@throws Failure `not-found`, `already-exists`
@see protocol.md 6.8
*/
export async function moveEntry(from: string, to: string, {kind, ...options}: MoveOptions): Promise<void> {
	checkWritable(from, options.client.names);
	checkWritable(to, options.client.names);
	if (foldName(from) === foldName(to)) {
		await changeCase(from, to, options);
		return;
	}

	const source = await findLive(from, options);
	if (!source || (kind !== undefined && source.kind !== kind)) {
		throw gone(from, options.client.names);
	}

	const there = await findEntry(to, options);
	if (there && isHidden(there)) {
		await moveOntoHidden({from, to, source}, there, options);
		return;
	}

	if (there) {
		throw taken(to, options.client.names);
	}

	await makeFolder(parentPath(to), options);
	await moveOnce({from, to, source}, options);
}

type Move = {readonly from: string; readonly to: string; readonly source: Entry};

async function moveOntoHidden({from, to, source}: Move, there: Entry, options: CloudOptions): Promise<void> {
	if (source.kind !== 'file') {
		throw nameIsHeld(to, there, options.client);
	}

	const {segment} = await placeContent({
		from, to, facts: source, onConflict: 'reject',
	}, options);
	await (isStaged(from) ? destroyEntry(from, 'file', options) : trashEntry(from, 'file', options));
	if (segment !== baseSegment(to)) {
		await changeCase(to, to, options); // the name has come back as it was spelled before
	}
}

/**
Only the case changes. How the service answers to that is unknown, so it goes through another name, always the same one:
a change that was interrupted in the middle is found again and finished. Who gives up waiting does not interrupt it.
*/
async function changeCase(from: string, to: string, {signal, ...options}: CloudOptions): Promise<void> {
	const source = await findLive(from, {...options, signal});
	signal?.throwIfAborted();
	for (let number = 0; ; number += 1) {
		const between = stagingPathOf(to, number);
		const there = await findEntry(between, options);
		if (!source && !there) {
			throw gone(from, options.client.names);
		}

		if (source && !there) {
			await moveOnce({from, to: between, source}, options);
			await moveOnce({from: between, to, source}, options);
			return;
		}

		if (!source && there?.deletedAt === undefined) {
			await moveOnce({from: between, to, source: there!}, options);
			return;
		}
	}
}

async function moveOnce({from, to, source}: Move, options: CloudOptions): Promise<void> {
	const target = absolutePath(options.client.user, to);
	try {
		// A folder's address ends in a slash here: without it the service has answered 404 (protocol.md 6.8).
		const document = await (source.kind === 'folder'
			? sendCommand(from, {
				...options, query: {mvDir: target}, mayRepeat: false, endsInSlash: true,
			})
			: sendCommand(from, {...options, query: {mv: target}, mayRepeat: false}));
		if (!isAtTarget(document, {source, target})) {
			throw notDone(from, 'not moved', options.client.names);
		}
	} catch (error) {
		await judgeFailedMove(error, {from, to, source}, options);
	}
}

/** Whether the document is that of the new place. */
function isAtTarget(document: AnswerDocument | undefined, {source, target}: {readonly source: Entry; readonly target: string}): boolean {
	if (document?.root !== source.kind || deletedOf(document.element) !== undefined) {
		return false;
	}

	const path = `${textOf(document.element, 'abspath') ?? ''}/${attributeOf(document.element, 'name') ?? ''}`;
	return foldName(path) === foldName(target);
}

/** Moves have been answered with 404 or 500 after they were done: both ends are checked before it counts as a failure. */
async function judgeFailedMove(error: unknown, {from, to, source}: Move, options: CloudOptions): Promise<void> {
	if (error instanceof Failure && error.code === 'cancelled') {
		throw error;
	}

	const [left, there] = [await findLive(from, options), await findEntry(to, options)];
	if (!left && there?.deletedAt === undefined && there?.kind === source.kind && there.md5 === source.md5) {
		return;
	}

	throw there?.deletedAt === undefined ? error : nameIsHeld(to, there, {names: options.client.names, cause: error});
}

function gone(path: string, names: NameCodec): Failure {
	return new Failure('not-found', `Not found: ${displayName(path, names)}. It may have been moved or deleted elsewhere.`, {nextStep: {kind: 'refresh'}});
}

function taken(path: string, names: NameCodec): Failure {
	return new Failure('already-exists', `There is something of the name ${displayName(path, names)} already.`, {nextStep: 'Choose another name, or remove the other one first.'});
}
