import {lstat, stat} from 'node:fs/promises';
import {
	Failure,
	failureFacts,
	type FailureFacts,
	needsSignIn,
} from '../../../failure.ts';
import {diskFailure} from '../../../files/disk-failures.ts';
import type {Entry} from '../../../files/entry.ts';
import {findLiveAt} from '../../../files/find.ts';
import {reach} from '../../../files/reach-path.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {isOneFile, newPartPath} from '../../../files/part-file.ts';
import {endTaking, seenAs, takeAway} from '../../../files/take-away.ts';
import {findContent, findEntry} from '../../../jotta/find.ts';
import {isTransient} from '../../../jotta/http/failures.ts';
import {foldName} from '../../../jotta/names.ts';
import {isSameContent} from '../../same-content.ts';
import {isOneSystem} from '../../direction.ts';
import type {Item} from '../../item.ts';
import {localMd5} from '../../hash/local-md5.ts';
import {findOnDisk} from './local-target.ts';
import type {Outcome, WorkTools} from './work.ts';

/**
Removes the original of a file whose copy was verified; gives the reason when it has to stay. That the copy is there is
recorded before: should this engine be killed, the next one knows why the original is gone.
*/
export async function removeMoved(item: Item, arrived: Entry, tools: WorkTools): Promise<FailureFacts | undefined> {
	const {source, target} = item;
	try {
		const place = {...target, path: joinPath(parentPath(target.path), arrived.segment)};
		await checkIsThere(arrived, place, tools);
		await checkIsAnother(item, place, tools);
		await (source.kind === 'local' ? removeFromDisk(item, arrived, tools) : removeFromCloud(item, arrived, tools));
		tools.onRemoved({...source, path: parentPath(source.path)}, baseSegment(source.path));
		return undefined;
	} catch (error) {
		const failure = diskFailure(error, source.path);
		if (failure.code === 'cancelled' || needsSignIn(failure) || isTransient(failure)) {
			throw failure; // the next try finds the copy, and only removes
		}

		const {code, sentence, nextStep} = failureFacts(failure);
		return code === 'not-found' ? undefined : {code, sentence: `Copied, but the original could not be removed: ${sentence}`, nextStep};
	}
}

/** Permanently, and only the file that was copied, whatever has its name by now. */
async function removeFromDisk({source: {path}, name}: Item, arrived: Entry, {md5Cache, onStep}: WorkTools): Promise<void> {
	const found = await reach(path, async reached => stat(reached, {bigint: true}));
	if (md5Cache.find(found) === undefined) {
		throw changed(name);
	}

	const [hidden, seen] = [newPartPath(path), seenAs(found)];
	onStep({copied: arrived, taking: {path, hidden, seen}});
	await takeAway(path, hidden, seen);
}

/** To the trash, unless the setting hard_delete says otherwise and all of it was copied: inside an account its versions were not. */
async function removeFromCloud(item: Item, arrived: Entry, tools: WorkTools): Promise<void> {
	const {source, target, name} = item;
	const {opener, rules, signal, onStep} = tools;
	const now = await findEntry(source.path, {client: await opener.client((source as Extract<Location, {kind: 'cloud'}>).account), signal});
	if (now?.deletedAt !== undefined) {
		return; // somebody has trashed it already
	}

	if (now && arrived.md5 !== undefined && now.md5 !== arrived.md5) {
		throw changed(name);
	}

	onStep({copied: arrived});
	const files = await opener.fileSystem(source);
	await files.remove(source.path, {kind: 'file', permanent: rules.hardDelete && !await isOneSystem(source, target, opener), signal});
}

function changed(name: string): Failure {
	return new Failure('corrupt', `${name} has changed since it was copied.`, {nextStep: {kind: 'move-again'}});
}

/** Somebody may have renamed the copy while it was sent, or moved away what was there before. */
async function checkIsThere({md5, size, name}: Entry, place: Location, {opener, signal}: WorkTools): Promise<void> {
	const there = place.kind === 'local' ? await findOnDisk(place.path) : await findContent(place.path, {client: await opener.client(place.account), signal});
	const isIt = place.kind === 'local' || md5 === undefined || (there?.md5 === md5 && there.size === size); // on the disk it was verified before it got its name
	if (there?.kind !== 'file' || !isIt) {
		throw new Failure('offline', `${name} is not where it was put.`, {nextStep: 'It is put there again.'});
	}
}

/** The original and the copy must be two files, whatever they are called. */
async function checkIsAnother({source, name}: Item, arrived: Location, {opener}: WorkTools): Promise<void> {
	if (!await isOneSystem(source, arrived, opener)) {
		return;
	}

	const isOne = source.kind === 'local'
		? isOneFile(await reach(source.path, async reached => lstat(reached, {bigint: true})), await reach(arrived.path, async reached => lstat(reached, {bigint: true})))
		: foldName(source.path) === foldName(arrived.path);
	if (isOne) {
		throw new Failure('already-exists', `${name} is the same file there: it stays.`, {nextStep: 'Choose another folder or another name.'});
	}
}

/**
What an engine had copied of a move, and recorded, before it was killed: with the original gone, the move is done. While the
original is there, the copy is checked again; where it has changed, all is done again.
*/
export async function copiedBefore({source, target, facts}: Item, tools: WorkTools): Promise<Outcome | undefined> {
	const {copied, taking} = tools.step();
	if (!copied) {
		return undefined;
	}

	if (taking) {
		await endTaking(taking.path, taking.hidden, taking.seen);
	}

	const {opener, signal} = tools;
	const done = {kind: 'done', sent: 0, entry: copied} as const;
	const files = await opener.fileSystem(source);
	if (!await findLiveAt(files, source.path, {signal})) {
		return {...done, isMoved: true};
	}

	const path = joinPath(parentPath(target.path), copied.segment);
	const there = await findLiveAt(await opener.fileSystem(target), path, {signal});
	const isStill = there?.kind === 'file' && there.size === copied.size && (target.kind === 'cloud'
		? isSameContent(copied, there)
		: await localMd5(path, tools) === (source.kind === 'local' ? await localMd5(source.path, tools) : facts.source.md5));
	return isStill ? done : undefined;
}
