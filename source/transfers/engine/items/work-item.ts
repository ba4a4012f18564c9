import type {Entry} from '../../../files/entry.ts';
import {foldLocalPath} from '../../../files/letter-case.ts';
import {
	baseSegment,
	joinPath,
	parentPath,
	type Location,
} from '../../../files/location.ts';
import {realPath} from '../../../files/real-path.ts';
import {findContent} from '../../../jotta/find.ts';
import {foldName} from '../../../jotta/names.ts';
import {isNothing} from '../../same-content.ts';
import {isOneSystem} from '../../direction.ts';
import type {Item, SkipFacts} from '../../item.ts';
import type {Job} from '../../job.ts';
import {next} from '../../item-transitions.ts';
import {isRename} from '../../is-rename.ts';
import type {Policy} from './decide-target.ts';
import {copiedBefore, removeMoved} from './remove-moved.ts';
import {downloadItem} from './download-item.ts';
import {copyOnDisk, moveOnDisk} from './disk-item.ts';
import {cloudItem} from './cloud-item.ts';
import {betweenAccounts} from './between-accounts.ts';
import {uploadItem} from './upload-item.ts';
import type {Outcome, WorkTools} from './work.ts';

/** Works on a claimed item to its end; what happens is recorded through its tools. */
export async function workItem(item: Item, {job, tools}: {readonly job: Job; readonly tools: WorkTools}): Promise<Item> {
	const isMove = job.kind === 'move';
	const way = {isMove, isRenamed: isMove && await isRename(item.source, job.target, tools.opener)};
	return oneByOne(item, {tools, isMove}, async () => {
		const outcome = await copiedBefore(item, tools) ?? await work(item, tools, way);
		return end(item, outcome, {way, tools});
	});
}

type Alone = {readonly tools: WorkTools; readonly isMove: boolean};

/**
Two files for one name are worked on one after the other: the second finds the first, and is decided about. A move holds its
old name, too: of two files that change places, each would take the other's for the copy of its own.
*/
async function oneByOne(item: Item, {tools: {opener, oneAtATime, signal}, isMove}: Alone, toEnd: () => Promise<Item>): Promise<Item> {
	if (item.kind === 'folder') {
		return toEnd();
	}

	const ends = isMove ? [item.target, item.source] : [item.target];
	return oneAtATime.run(await Promise.all(ends.map(async place => `${await opener.identity(place)} ${await nameThere(place)}`)), toEnd, signal);
}

/** One text for all paths that lead to one name. */
async function nameThere({kind, path}: Location): Promise<string> {
	return kind === 'cloud' ? foldName(path) : foldLocalPath(joinPath(await realPath(parentPath(path)), baseSegment(path)));
}

type Ending = {readonly way: Way; readonly tools: WorkTools};

async function end(item: Item, outcome: Outcome, {way, tools}: Ending): Promise<Item> {
	const isThere = outcome.kind === 'done' || outcome.kind === 'same';
	if (!isThere || !way.isMove || (item.kind === 'folder' && !way.isRenamed)) {
		return conclude(item, outcome, tools);
	}

	if (outcome.kind === 'done' && outcome.isMoved === true) {
		tools.onRemoved({...item.source, path: parentPath(item.source.path)}, baseSegment(item.source.path));
		return conclude(item, outcome, tools);
	}

	const problem = await removeMoved(item, outcome.kind === 'done' ? outcome.entry : arrivedBefore(item), tools);
	return problem ? next(item, {event: 'failed', failure: problem}) : conclude(item, outcome, tools);
}

type Way = {readonly isMove: boolean; readonly isRenamed: boolean};

async function work(item: Item, tools: WorkTools, {isMove, isRenamed}: Way): Promise<Outcome> {
	if (item.kind === 'folder' && !isRenamed) {
		return makeFolder(item, tools);
	}

	switch (item.direction) {
		case 'up': {
			return uploadItem(isMove ? await withRefreshedTarget(item, tools) : item, tools);
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

/** What a listing told a while ago is not enough where the original will be removed. */
async function withRefreshedTarget(item: Item, {opener, checking, signal}: WorkTools): Promise<Item> {
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

function conclude(item: Item, outcome: Outcome, tools: WorkTools): Item {
	const {onPlaced, overwrite: policy} = tools;
	switch (outcome.kind) {
		case 'done': {
			onPlaced({...item.target, path: parentPath(item.target.path)}, outcome.entry);
			return next(item, {
				event: 'finished', sent: outcome.sent, arrived: outcome.entry, ...(outcome.notice && {failure: outcome.notice}),
			});
		}

		case 'same': {
			if (item.facts.target) {
				return next(item, {event: 'finished', sent: outcome.sent});
			}

			const arrived = arrivedBefore(item); // an earlier engine has put it there, and died before it could record that
			onPlaced({...item.target, path: parentPath(item.target.path)}, arrived);
			return next(item, {event: 'finished', sent: outcome.sent, arrived});
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

/** A rule has decided, and nothing has failed: a person is told all the same, since what is there is not what was to be copied. */
function leftAlone({name, decision, facts: {agreed}}: Item, policy: Policy): SkipFacts {
	const reason = agreed && isNothing(agreed) ? 'gone' : (decision ?? policy) === 'newer' ? 'not-newer' : 'taken';
	return {
		code: 'already-exists', sentence: `${name} was not copied: ${leftAloneWords[reason]}.`, nextStep: {kind: 'copy-with-other-rule'}, reason,
	};
}

const leftAloneWords = {gone: 'what it was to replace is no longer there', 'not-newer': 'what is there is as new, or newer', taken: 'the name is taken'} as const;
