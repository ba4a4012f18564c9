import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {findLiveAt} from '../../files/find.ts';
import {parentPath} from '../../files/location.ts';
import {foldName} from '../../jotta/names.ts';
import {isSameContent, judge} from '../conflicts.ts';
import type {Item, Step} from '../item.ts';
import {localMd5} from './local-md5.ts';
import {freePath, numberedPlace} from './numbered-place.ts';
import {endStep, putInPlace, takeStep} from './steps.ts';
import {checkAsSeen} from './target-changed.ts';
import {conflictOf, type Outcome, type WorkTools} from './work.ts';

/** A copy or a move inside one file system: in the cloud on the server, on the disk without going through us. */
export async function sameSystemItem(item: Item, tools: WorkTools, isMove: boolean): Promise<Outcome> {
	const files = await tools.opener.fileSystem(item.source);
	const begun = await tools.checking(async () => endStep(item, {files, isMove, tools}));
	if (begun) {
		return {kind: 'done', sent: 0, entry: begun};
	}

	let {path} = item.target;
	const there = isOtherCase(item) ? undefined : await tools.checking(async () => findLiveAt(files, item.target.path, {signal: tools.signal}));
	if (there && (there.kind !== 'file' || item.kind !== 'file')) {
		throw new Failure('already-exists', `There is something of the name ${there.name} already.`, {nextStep: 'Rename one of the two, or copy to another folder.'});
	}

	if (there && !isMove && await isSame(item, there, tools)) {
		return {kind: 'same'};
	}

	const verdict = judge({
		source: item.facts.source, target: there, policy: tools.overwrite, decision: item.decision, agreed: item.facts.agreed,
	});
	if (verdict === 'skip') {
		return {kind: 'skipped'};
	}

	if (verdict === 'ask') {
		return {kind: 'asks', conflict: conflictOf(item.facts.source, there)};
	}

	if (verdict === 'keep-both') {
		const beside = await tools.checking(async () => numberedPlace(item.target.path, {
			find: looksIn(files, tools.signal), isSame: async (found, at) => !isMove && found.kind === 'file' && at !== item.source.path && isCopy(item, found, {path: at, tools}),
		}));
		if (beside.there) {
			return {kind: 'done', sent: 0, entry: beside.there};
		}

		({path} = beside);
	}

	const to = path;
	const placing = {files, isMove, tools};
	await tools.transferring('copying', async () => verdict === 'overwrite' ? replace(item, there!, placing) : place(item, {to}, placing));
	tools.onProgress(item.size);
	return {kind: 'done', sent: 0, entry: await files.stat(path, {signal: tools.signal})};
}

/** Only the case of the name changes: what the cloud finds at the target is the source itself. */
function isOtherCase({source, target}: Item): boolean {
	return source.kind === 'cloud' && foldName(source.path) === foldName(target.path);
}

/** The disk keeps no MD5: its files are read only where content is to decide. */
async function isSame(item: Item, there: Entry, tools: WorkTools): Promise<boolean> {
	return item.source.kind === 'cloud' || tools.overwrite !== 'differing'
		? isSameContent(item.facts.source, there)
		: isCopy(item, there, {path: item.target.path, tools});
}

/** Whether what is there has the same content; on the disk both are read, unless their MD5 is remembered. */
export async function isCopy({source, facts}: Item, there: Entry, {path, tools}: {readonly path: string; readonly tools: WorkTools}): Promise<boolean> {
	if (source.kind === 'cloud' || facts.source.size !== there.size) {
		return isSameContent(facts.source, there);
	}

	return await localMd5(source.path, tools) === await localMd5(path, tools);
}

const looksIn = (files: FileSystem, signal: AbortSignal) => async (path: string) => findLiveAt(files, path, {signal});

type Placing = {readonly files: FileSystem; readonly isMove: boolean; readonly tools: WorkTools};

async function place(item: Item, step: Omit<Step, 'source'>, {files, isMove, tools}: Placing): Promise<void> {
	const {to, beside = to} = step;
	const {signal} = tools;
	await takeStep(item, step, {files, isMove, tools});
	if (files.kind === 'local') {
		await files.mkdir(parentPath(beside), {signal});
	}

	await (isMove ? files.rename(item.source.path, beside, {signal}) : files.copy(item.source.path, beside, {signal}));
}

async function replace(item: Item, seen: Entry, placing: Placing): Promise<void> {
	const {files, isMove, tools: {signal}} = placing;
	const check = async () => {
		checkAsSeen(item.name, {seen, now: await findLiveAt(files, item.target.path, {signal})});
	};

	await check();
	const to = item.target.path;
	const beside = await freePath(to, looksIn(files, signal));
	const old = files.kind === 'local' ? undefined : await freePath(to, async path => path === beside || findLiveAt(files, path, {signal}));
	const step = {to, beside, ...(old !== undefined && {old})};
	await place(item, step, placing);
	if (!isMove) { // it has taken its time
		await check().catch(async (error: unknown) => {
			await files.remove(beside, {kind: 'file', permanent: true, signal});
			throw error;
		});
	}

	await putInPlace(step, files, signal);
}
