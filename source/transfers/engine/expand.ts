import type {DatabaseSync} from 'node:sqlite';
import {Failure, failureFacts, toFailure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {baseSegment, joinPath, type Location} from '../../files/location.ts';
import {isSignIn, isTransient} from '../../jotta/http/failures.ts';
import {
	checkStoredName,
	foldName,
	localFromStored,
	storedFromLocal,
} from '../../jotta/names.ts';
import {transact} from '../database.ts';
import {
	itemOfRow,
	type Item,
	type ItemState,
	type ItemSubject,
} from '../item.ts';
import {insertItem} from '../item-rows.ts';
import type {Job} from '../job.ts';
import type {Opener} from '../open-location.ts';
import type {Direction} from '../snapshot.ts';
import {createTargetListing, type TargetListing} from './target-listing.ts';
import {walkSource} from './walk-source.ts';

type ExpandTools = {
	readonly database: DatabaseSync;
	readonly opener: Opener;
	readonly signal: AbortSignal;
	readonly onItems: () => void;
};

/**
Turns a job's selection into items, in batches: work begins with the first. Can be run again after a crash.
A source that cannot be counted now becomes an item of its own: to count it again is the work of that item.
*/
export async function expandJob(job: Job, tools: ExpandTools): Promise<void> {
	const {database, opener, signal} = tools;
	const target = createTargetListing(job.target, {opener, signal});
	const seen = readSeen(database, job.id);
	for (const [index, source] of job.sources.entries()) {
		if (index >= job.expandedSources) {
			try {
				await expandSource(source, source.path, {
					job, target, seen, tools,
				});
			} catch (error) {
				const failure = toFailure(error);
				if (signal.aborted || isSignIn(failure)) {
					throw failure;
				}

				insertItem(database, uncounted(job, {path: source.path, source}, target), {phase: isTransient(failure) ? 'waiting' : 'failed', failure: failureFacts(failure)});
			}

			database.prepare('UPDATE jobs SET expanded_sources = ? WHERE id = ?').run(index + 1, job.id);
		}
	}

	database.prepare('UPDATE jobs SET state = \'counted\' WHERE id = ? AND state = \'counting\'').run(job.id);
	tools.onItems();
}

/** Counts again what could not be counted, and takes its item away: what it stood for are items now. */
export async function recount(item: Item, {job, tools}: {readonly job: Job; readonly tools: ExpandTools}): Promise<void> {
	const {database, opener, signal} = tools;
	const {path} = item.source;
	const source = job.sources.find(each => path === each.path || path.startsWith(`${each.path}/`))!;
	await expandSource(source, path, {
		job, target: createTargetListing(job.target, {opener, signal}), seen: readSeen(database, job.id), tools,
	});
	database.prepare('DELETE FROM items WHERE id = ?').run(item.id);
}

function uncounted(job: Job, {path, source}: {readonly path: string; readonly source: Location}, target: TargetListing): ItemSubject {
	const segment = baseSegment(path);
	return {...subjectOf(job, {path, entry: {segment, name: segment, kind: 'folder'}}, source, target), kind: 'source'};
}

/** Targets of this job so far and where each comes from, by what the target takes for one name. */
type Seen = Map<string, {readonly target: string; readonly source: string}>;

/** What an earlier count of this job has found. */
function readSeen(database: DatabaseSync, job: number): Seen {
	const seen: Seen = new Map();
	for (const row of database.prepare('SELECT * FROM items WHERE job = ? AND kind <> \'source\' ORDER BY id').iterate(job)) {
		const {source, target} = itemOfRow(row);
		const key = keyOf(target);
		if (!seen.has(key)) {
			seen.set(key, {target: target.path, source: source.path});
		}
	}

	return seen;
}

function keyOf(target: Location): string {
	return target.kind === 'cloud' ? foldName(target.path) : target.path;
}

type Expansion = {readonly job: Job; readonly target: TargetListing; readonly seen: Seen; readonly tools: ExpandTools};
type Found = {readonly path: string; readonly entry: Entry; readonly failure?: Failure};

/** `path`: the source's own, or a folder below it. */
async function expandSource(source: Location, path: string, {job, target, seen, tools}: Expansion): Promise<void> {
	const {database, opener, signal, onItems} = tools;
	const files = await opener.fileSystem(source);
	const root = await files.stat(path, {signal});
	const isWhole = job.kind === 'move' && isSameSystem(source, job.target); // a rename: nothing below is looked at
	checkNotInside(source, job, root);
	const isLink = source.kind === 'local' && root.link !== undefined; // named as skipped, and never looked through
	const isWalked = root.kind === 'folder' && !isWhole && !isLink;
	const batches: AsyncIterable<readonly Found[]> | ReadonlyArray<readonly Found[]> = isWalked ? walkSource({...source, path}, root, {files, signal}) : [[{path, entry: root}]];
	for await (const batch of batches) {
		const rows: Array<{subject: ItemSubject; state: ItemState}> = [];
		for (const found of batch) {
			if (found.failure && found.path === path) {
				throw found.failure;
			}

			const subject = found.failure ? uncounted(job, {path: found.path, source}, target) : await withTarget(subjectOf(job, found, source, target), target);
			rows.push({subject, state: firstState(subject, found, seen)});
		}

		transact(database, () => {
			for (const {subject, state} of rows) {
				insertItem(database, subject, state);
			}
		});
		onItems();
	}
}

function checkNotInside(source: Location, job: Job, root: Entry): void {
	if (!isSameSystem(source, job.target)) {
		return;
	}

	const target = joinPath(job.target.path, job.targetName ?? baseSegment(source.path));
	if (target === source.path) {
		throw new Failure('already-exists', `${root.name} is in that folder already.`, {nextStep: 'Choose another folder or another name.'});
	}

	if (`${job.target.path}/`.startsWith(`${source.path}/`)) {
		throw new Failure('already-exists', `The folder ${root.name} cannot be put into itself.`, {nextStep: 'Choose another folder.'});
	}
}

export function isSameSystem(one: Location, other: Location): boolean {
	return one.kind === 'local' ? other.kind === 'local' : other.kind === 'cloud' && one.account === other.account;
}

export function directionOf(source: Location, target: Location): Direction {
	if (source.kind === 'local') {
		return target.kind === 'local' ? 'local' : 'up';
	}

	return target.kind === 'local' ? 'down' : 'cloud';
}

/** Names are mapped one by one, so that no name can lead out of the target folder. */
function mapName(segment: string, direction: Direction): string {
	switch (direction) {
		case 'up': {
			return storedFromLocal(segment);
		}

		case 'down': {
			return localFromStored(segment);
		}

		case 'cloud':
		case 'local': {
			return segment;
		}

		default: {
			throw new TypeError(`unknown direction ${String(direction satisfies never)}`);
		}
	}
}

function subjectOf(job: Job, {path, entry}: Found, source: Location, target: TargetListing): ItemSubject {
	const direction = directionOf(source, job.target);
	const below = path.length > source.path.length ? path.slice(source.path.length + 1).split('/') : [];
	const names = [job.targetName ?? mapName(baseSegment(source.path), direction), ...below.map(segment => mapName(segment, direction))];
	const {size, modified, created, md5} = entry;
	return {
		job: job.id,
		kind: entry.kind === 'folder' ? 'folder' : 'file',
		direction,
		name: names.map(segment => target.spoken(segment)).join('/'),
		source: {...source, path},
		target: {...job.target, path: names.reduce((folder, segment) => joinPath(folder, segment), job.target.path)},
		facts: {
			source: {
				...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(created !== undefined && {created}), ...(md5 !== undefined && {md5}),
			},
		},
		size: entry.kind === 'file' ? size ?? 0 : 0,
	};
}

/** What stands at the target of an upload, from one listing a folder: an unchanged tree then costs no request a file. */
async function withTarget(subject: ItemSubject, target: TargetListing): Promise<ItemSubject> {
	if (subject.direction !== 'up') {
		return subject;
	}

	const there = await target.find(subject.target.path);
	if (there?.kind !== 'file' || subject.kind !== 'file') {
		return subject;
	}

	const {size, modified, md5, revision} = there;
	return {
		...subject,
		facts: {
			...subject.facts,
			target: {
				...(size !== undefined && {size}), ...(modified !== undefined && {modified}), ...(md5 !== undefined && {md5}), ...(revision !== undefined && {revision}),
			},
		},
	};
}

/** Most items wait; what cannot be copied is decided at once, and said. */
function firstState(subject: ItemSubject, {entry, failure}: Found, seen: Seen): ItemState {
	if (failure) {
		return {phase: 'failed', failure: failureFacts(failure)};
	}

	if (entry.link !== undefined && subject.source.kind === 'local') {
		return skipped(`${entry.name} is a symbolic link and is not followed.`);
	}

	if (entry.kind === 'other') {
		return skipped(`${entry.name} is neither a file nor a folder.`);
	}

	try {
		if (subject.target.kind === 'cloud') {
			checkStoredName(baseSegment(subject.target.path));
		}

		checkClash(subject, seen);
		return {phase: 'waiting'};
	} catch (error) {
		return {phase: 'failed', failure: failureFacts(toFailure(error))};
	}
}

function skipped(sentence: string): ItemState {
	return {phase: 'skipped', failure: {code: 'permission', sentence, nextStep: 'Copy what it stands for by itself.'}};
}

/** Two names that the target takes for one: the second is not sent over the first. Folders of one name become one. */
function checkClash({kind, source, target, name}: ItemSubject, seen: Seen): void {
	const key = keyOf(target);
	const before = seen.get(key);
	if (before === undefined) {
		seen.set(key, {target: target.path, source: source.path});
	} else if (before.source === source.path) {
		// Counted again.
	} else if (before.target !== target.path) {
		throw new Failure('name-not-allowed', `${name} differs only in case from another name beside it, and Jottacloud takes both for one.`, {nextStep: 'Rename one of the two.'});
	} else if (kind === 'file') {
		throw new Failure('already-exists', `Two of what is copied have the name ${name} there; this is the second.`, {nextStep: 'r decides about it as about any name that is taken; or copy it elsewhere.'});
	}
}
