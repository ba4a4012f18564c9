import type {Clock} from '../../../clock.ts';
import type {FailureFacts} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {foldLocalPath} from '../../../files/letter-case.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {realPath} from '../../../files/real-path.ts';
import {findContent} from '../../../jotta/changes.ts';
import {foldName} from '../../../jotta/names.ts';
import {isNothing, policyOf, type Policy} from '../../conflicts.ts';
import {isOneSystem} from '../../direction.ts';
import type {Item} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {Md5Cache} from '../../hash/md5-cache.ts';
import type {Opener} from '../../open-location.ts';
import {next} from '../../transitions.ts';
import type {Hasher} from '../../hash/hasher.ts';
import type {OneAtATime} from '../loop/one-at-a-time.ts';
import {phasesOf} from '../loop/phases.ts';
import type {Recorder} from '../loop/recorder.ts';
import {isRename} from '../count/rename.ts';
import type {Throttle} from '../loop/throttle.ts';
import type {Turns} from '../loop/slots.ts';
import {copiedBefore, removeMoved} from './remove-moved.ts';
import {downloadItem} from './download-item.ts';
import {copyOnDisk, moveOnDisk} from './disk-item.ts';
import {cloudItem} from './cloud-item.ts';
import {betweenAccounts} from './between-accounts.ts';
import {uploadItem} from './upload-item.ts';
import type {CloudRules, Outcome, WorkTools} from './work.ts';

export type ItemTools = {
	readonly opener: Opener;
	readonly md5Cache: Md5Cache;
	readonly hasher: Hasher;
	readonly clock: Clock;
	readonly recorder: Recorder;
	readonly throttle: Throttle;
	readonly turns: Turns;
	readonly rules: CloudRules;
	readonly names: OneAtATime;
};

const mostLines = 4; // for one file; more do not pay, and the service may mind

/** One item from claimed to its end; what is written down meanwhile goes through the recorder. */
export async function workItem(item: Item, {job, tools, signal}: {readonly job: Job; readonly tools: ItemTools; readonly signal: AbortSignal}): Promise<Item> {
	const {recorder} = tools;
	let step = item.step ?? {};
	const workTools: WorkTools = {
		...tools,
		...phasesOf(item, {...tools, signal}),
		overwrite: policyOf(job),
		signal,
		step: () => step,
		onStep(taken) {
			step = taken;
			recorder.step(item.id, taken);
		},
		lines: () => tools.throttle.isLimited() ? 1 : Math.min(mostLines, 1 + tools.turns.transferring.free()),
		onProgress(bytes) {
			recorder.progress(item.id, bytes);
		},
		onCrossed(bytes) {
			recorder.crossed(item.id, bytes);
		},
	};
	const isMove = job.kind === 'move';
	const way = {isMove, isRenamed: isMove && await isRename(item.source, job.target, tools.opener)};
	return oneByOne(item, {tools, isMove, signal}, async () => {
		const outcome = await copiedBefore(item, workTools) ?? await work(item, workTools, way);
		return end(item, outcome, {way, tools: workTools, recorder});
	});
}

type InTurn = {readonly tools: ItemTools; readonly isMove: boolean; readonly signal: AbortSignal};

/**
Two files on their way to one name go there one after the other: the second finds the first, and is decided about. A move
holds the name that it leaves, too: of two that change places each would take the other's for the copy of its own.
*/
async function oneByOne(item: Item, {tools: {opener, names}, isMove, signal}: InTurn, toEnd: () => Promise<Item>): Promise<Item> {
	if (item.kind === 'folder') {
		return toEnd();
	}

	const ends = isMove ? [item.target, item.source] : [item.target];
	return names.run(await Promise.all(ends.map(async place => `${await opener.identity(place)} ${await nameThere(place)}`)), toEnd, signal);
}

/** The same text for two paths that lead to one name. */
async function nameThere({kind, path}: Location): Promise<string> {
	return kind === 'cloud' ? foldName(path) : foldLocalPath(joinPath(await realPath(parentPath(path)), baseSegment(path)));
}

type Ending = {readonly way: Way; readonly tools: WorkTools; readonly recorder: Recorder};

async function end(item: Item, outcome: Outcome, {way, tools, recorder}: Ending): Promise<Item> {
	const isThere = outcome.kind === 'done' || outcome.kind === 'same';
	if (!isThere || !way.isMove || (item.kind === 'folder' && !way.isRenamed)) {
		return conclude(item, outcome, {recorder, policy: tools.overwrite});
	}

	if (outcome.kind === 'done' && outcome.isMoved === true) {
		recorder.removed({...item.source, path: parentPath(item.source.path)}, baseSegment(item.source.path));
		return conclude(item, outcome, {recorder, policy: tools.overwrite});
	}

	const problem = await removeMoved(item, outcome.kind === 'done' ? outcome.entry : arrivedBefore(item), {...tools, recorder});
	return problem ? next(item, {event: 'failed', failure: problem}) : conclude(item, outcome, {recorder, policy: tools.overwrite});
}

type Way = {readonly isMove: boolean; readonly isRenamed: boolean};

async function work(item: Item, tools: WorkTools, {isMove, isRenamed}: Way): Promise<Outcome> {
	if (item.kind === 'folder' && !isRenamed) {
		return makeFolder(item, tools);
	}

	switch (item.direction) {
		case 'up': {
			return uploadItem(isMove ? await withTargetOfNow(item, tools) : item, tools);
		}

		case 'down': {
			await makeParent(item, tools);
			return downloadItem(item, tools);
		}

		case 'cloud': {
			return await isOneSystem(item.source, item.target, tools.opener) ? cloudItem(item, tools, {isMove}) : betweenAccounts(item, tools);
		}

		case 'local': {
			return isRenamed ? moveOnDisk(item, tools) : copyOnDisk(item, tools, {isMove});
		}

		default: {
			throw new TypeError(`unknown direction ${String(item.direction satisfies never)}`);
		}
	}
}

/** What a listing said a while ago is not enough where the original is removed for it. */
async function withTargetOfNow(item: Item, {opener, checking, signal}: WorkTools): Promise<Item> {
	const {target, ...facts} = item.facts;
	if (!target || item.target.kind !== 'cloud') {
		return item;
	}

	const {path} = item.target;
	const client = await opener.client(item.target.account);
	const there = await checking(async () => findContent(path, {client, signal}));
	return {...item, facts: {...facts, ...(there && {target: there})}};
}

async function makeFolder(item: Item, {opener, checking, signal, clock}: WorkTools): Promise<Outcome> {
	const files = await opener.fileSystem(item.target);
	await checking(async () => files.mkdir(item.target.path, {signal}));
	const segment = baseSegment(item.target.path);
	const entry: Entry = {
		segment, name: item.name.split('/').at(-1) ?? segment, kind: 'folder', ...(item.target.kind === 'local' && {modified: clock.now()}),
	};
	return {kind: 'done', sent: 0, entry};
}

async function makeParent(item: Item, {opener, signal}: WorkTools): Promise<void> {
	const files = await opener.fileSystem(item.target);
	await files.mkdir(parentPath(item.target.path), {signal});
}

function arrivedBefore({name, target, facts}: Item): Entry {
	const segment = baseSegment(target.path);
	return {
		...facts.source, segment, name: name.split('/').at(-1) ?? segment, kind: 'file',
	};
}

function conclude(item: Item, outcome: Outcome, {recorder, policy}: {readonly recorder: Recorder; readonly policy: Policy}): Item {
	switch (outcome.kind) {
		case 'done': {
			recorder.placed({...item.target, path: parentPath(item.target.path)}, outcome.entry);
			return next(item, {
				event: 'finished', sent: outcome.sent, arrived: outcome.entry, ...(outcome.notice && {failure: outcome.notice}),
			});
		}

		case 'same': {
			if (item.facts.target) {
				return next(item, {event: 'finished', sent: 0});
			}

			const arrived = arrivedBefore(item); // by an engine that died before it could say so
			recorder.placed({...item.target, path: parentPath(item.target.path)}, arrived);
			return next(item, {event: 'finished', sent: 0, arrived});
		}

		case 'skipped': {
			return next(item, {event: 'skipped', failure: leftAlone(item, policy)});
		}

		case 'asks': {
			return next(item, {event: 'conflicted', conflict: outcome.conflict});
		}

		default: {
			throw new TypeError(`unknown outcome ${String(outcome satisfies never)}`);
		}
	}
}

/** A rule has decided, and not a failure: said all the same, since what stands there is not what was to be copied. */
function leftAlone({name, decision, facts: {agreed}}: Item, policy: Policy): FailureFacts {
	const reason = agreed && isNothing(agreed) ? 'what it was to replace is no longer there' : (decision ?? policy) === 'newer' ? 'what is there is as new, or newer' : 'the name is taken';
	return {code: 'already-exists', sentence: `${name} was not copied: ${reason}.`, nextStep: 'Copy it again with another rule (--overwrite) if it shall replace that.'};
}
