import {Failure} from '../../../failure.ts';
import {findLiveAt} from '../../../files/find.ts';
import type {FileSystem} from '../../../files/file-system.ts';
import type {Location} from '../../../files/location.ts';
import {findContent, findHolder} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {moveEntry} from '../../../jotta/move.ts';
import {foldName} from '../../../jotta/names.ts';
import {placeContent} from '../../../jotta/place-content.ts';
import {newStagingPath} from '../../../jotta/staging.ts';
import {isSameContent} from '../../same-content.ts';
import type {Item} from '../../item.ts';
import {noteAnnounced} from './announced-names.ts';
import {decideTarget, type TargetDecision} from './decide-target.ts';
import {placeItem, type Placement} from './place-item.ts';
import {dropStaged, recoverReplacement, replacePermanently} from './replace-permanently.ts';
import {refreshedSource} from './refreshed-source.ts';
import {checkAsSeen, TargetChanged} from './target-changed.ts';
import type {Outcome, WorkTools} from './work.ts';

/*
From one place in an account to another, on the server. A file that replaces another is placed by its content, as a new
version: at no moment is a name missing, and a break in the middle leaves the old file or the new one.
*/

type Done = Extract<Outcome, {kind: 'done'}>;

type CloudItem = {readonly item: Item; readonly isMove: boolean; readonly client: Client; readonly files: FileSystem; readonly tools: WorkTools};

export async function cloudItem(listed: Item, tools: WorkTools, {isMove}: {readonly isMove: boolean}): Promise<Outcome> {
	const {account} = listed.target as Extract<Location, {kind: 'cloud'}>;
	const item = await tools.checking(async () => refreshedSource(listed, tools)) ?? listed; // it may have been written to since
	const one = {
		item, isMove, tools, client: await tools.opener.client(account), files: await tools.opener.fileSystem(item.target),
	};
	await recoverReplacement(item, tools);
	const moved = isMove ? await tools.checking(async () => endMove(one)) : undefined;
	return moved ?? placeItem({
		async decide() {
			await recoverReplacement(item, tools);
			return decide(one);
		},
		begin: async decision => noteAnnounced(decision, {item, md5: item.facts.source.md5, tools}),
		place: async placing => placeUnlessTaken(one, placing),
		entryAt: async path => (await findContent(path, {client: one.client, signal: tools.signal}))!,
		async clear({kind}) {
			if (kind !== 'replace') {
				await dropStaged(item, tools);
			}
		},
	});
}

/** What an engine had moved before it was killed, and had not recorded. */
async function endMove({item: {source, kind}, files, tools: {step, signal}}: CloudItem): Promise<Outcome | undefined> {
	const {to, source: facts} = step();
	if (to === undefined || facts === undefined || await findLiveAt(files, source.path, {signal})) {
		return undefined;
	}

	const there = await findLiveAt(files, to, {signal});
	const isIt = there?.kind === kind && (kind === 'folder' || isSameContent(facts, there));
	return isIt
		? {
			kind: 'done', sent: 0, entry: there, isMoved: true,
		}
		: undefined;
}

async function decide({item, client, tools: {checking, overwrite: policy, signal}}: CloudItem): Promise<TargetDecision> {
	const {source, target, facts} = item;
	const find = async (path: string) => findHolder(path, {client, signal});
	return checking(async () => decideTarget({
		item,
		source: facts.source,
		there: isOtherCase(source, target) ? undefined : await find(target.path),
		policy,
		find,
		isSame: (there, path) => foldName(path) !== foldName(source.path) && isSameContent(facts.source, there),
	}));
}

/** Only the case of the name changes: what the cloud finds at the target is the source itself. */
function isOtherCase(source: Location, target: Location): boolean {
	return foldName(source.path) === foldName(target.path);
}

/** @throws TargetChanged where a file has come to the place meanwhile */
async function placeUnlessTaken(one: CloudItem, placing: Placement): Promise<Done> {
	const {item: {name, kind}, client, tools: {signal}} = one;
	try {
		return await put(one, placing);
	} catch (error) {
		const isTaken = error instanceof Failure && error.code === 'already-exists' && kind === 'file' && (await findContent(placing.path, {client, signal}))?.kind === 'file';
		throw isTaken ? new TargetChanged(name) : error;
	}
}

async function put(one: CloudItem, placing: Placement): Promise<Done> {
	const {item, isMove, tools} = one;
	if (placing.kind === 'replace') {
		return tools.rules.noVersions ? replace(one, placing) : overwrite(one, placing);
	}

	const isMovedWhole = isMove && (item.kind === 'folder' || placing.kind === 'keep-both' || placing.tombstone === undefined);
	return isMovedWhole ? move(one, placing.path) : place(one, {path: placing.path, onConflict: 'reject'});
}

async function move({item, client, files, tools}: CloudItem, to: string): Promise<Done> {
	const {source, facts, kind} = item;
	tools.onStep({to, source: facts.source});
	await tools.transferring('copying', async () => moveEntry(source.path, to, {client, signal: tools.signal, kind: kind === 'folder' ? 'folder' : 'file'}));
	return {
		kind: 'done', sent: 0, entry: await files.stat(to, {signal: tools.signal}), isMoved: true,
	};
}

type Place = {readonly path: string; readonly onConflict: 'reject' | 'new-revision'};

async function place({item: {source, facts}, client, tools: {transferring, signal}}: CloudItem, {path, onConflict}: Place): Promise<Done> {
	const entry = await transferring('copying', async () => placeContent({
		from: source.path, to: path, facts: facts.source, onConflict,
	}, {client, signal}));
	return {kind: 'done', sent: 0, entry};
}

type Replacing = Extract<Placement, {kind: 'replace'}>;

async function overwrite(one: CloudItem, {path, seen}: Replacing): Promise<Done> {
	const {item, client, tools: {signal}} = one;
	checkAsSeen(item.name, {seen, now: await findContent(path, {client, signal})});
	return place(one, {path, onConflict: 'new-revision'});
}

async function replace(one: CloudItem, {path, seen}: Replacing): Promise<Done> {
	const {item, isMove, client, tools} = one;
	const aside = newStagingPath(path);
	const staged = isMove ? item.source.path : tools.step().staged ?? newStagingPath(path);
	tools.onStep({
		to: path, aside, seen, source: item.facts.source, ...(!isMove && {staged}),
	});
	await (!isMove && place(one, {path: staged, onConflict: 'new-revision'}));
	const entry = await tools.transferring('copying', async () => replacePermanently({
		to: path, staged, aside, seen,
	}, {client, name: item.name, signal: tools.signal}));
	return {
		kind: 'done', sent: 0, entry, ...(isMove && {isMoved: true}),
	};
}
