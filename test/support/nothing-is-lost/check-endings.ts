import {baseSegment, joinPath, parentPath} from '../../../source/files/location.ts';
import type {Item} from '../../../source/transfers/item.ts';
import {withoutFolderNames} from '../temp-files.ts';
import type {Asked} from './asked.ts';
import {said, type Violation} from './check-words.ts';
import {
	contentsOf,
	isLive,
	type Moment,
} from './history.ts';
import {isTouchedBy, isRequested, type Model} from './model.ts';
import {foldKey, keyOf} from './names.ts';
import type {World} from './world.ts';

/** 5. Exit status and messages say what happened. */
export function endings(world: World, model: Model): readonly Violation[] {
	return model.all.filter(({outcome}) => outcome !== 'killed' && outcome !== 'not possible').flatMap(asked => [
		...raw(asked),
		...statusOfJobs(asked, model),
		...asked.items.flatMap(item => ofItem(item, asked, {world, model})),
		...ofDirect(asked, model),
	]);
}

const rawWords = /\bE[A-Z]{3,}\b|errno|Something unexpected|undefined|\[object|\bat .*:\d+:\d+/v;

function raw({id, messages, notes, items}: Asked): readonly Violation[] {
	const failures = items.flatMap(({state}) => failureOf(state));
	return [...new Set([...messages, ...notes, ...failures])].filter(text => rawWords.test(withoutFolderNames(text))).map(text => said('raw message', `${id} said: ${text}`));
}

const failureOf = (state: Item['state']): readonly string[] => 'failure' in state && state.failure !== undefined ? [state.failure.sentence] : [];

/** What ended well must have done everything, and what failed must name what. */
function statusOfJobs({id, status, step: {operation}, messages, items, requests}: Asked, {faults}: Model): readonly Violation[] {
	const isFailed = items.some(({state, attempts}) => state.phase === 'failed' && attempts > 0);
	const keys = [...requests.flatMap(({to, from}) => from === undefined ? [to] : [to, from]), ...('at' in operation ? [keyOf(operation.at)] : []), ...('into' in operation ? [operation.into] : [])];
	const names = keys.map(key => baseSegment(key));
	const isPlace = faults.includes('status=404'); // then it is the device that may be said not to be there
	const isNamed = names.length === 0 || isPlace || messages.some(text => names.some(name => name !== '' && text.toUpperCase().includes(name.toUpperCase())) || /room|line|locked|full|answer|service|network|jottacloud says|cancelled by somebody/iv.test(text));
	return [
		...(status === 0 && isFailed ? [said('status', `${id} ended with 0, but something of it has failed`)] : []),
		...(status !== undefined && status !== 0 && messages.length > 0 && !isNamed ? [said('no name', `${id} failed and did not say with what: ${messages.join(' | ')}`)] : []),
	];
}

type Facts = {readonly world: World; readonly model: Model};

/** One item of a job: when it is done, it must have happened; otherwise it must have changed nothing. */
function ofItem({kind, name, source, target, state}: Item, asked: Asked, {world, model}: Facts): readonly Violation[] {
	if (kind !== 'file') {
		return [];
	}

	const from = world.keyAt(source);
	const to = world.keyAt(state.phase === 'done' && state.arrived ? {...target, path: joinPath(parentPath(target.path), state.arrived.segment)} : target);
	if (state.phase !== 'done') {
		return unchanged(asked, [from, world.keyAt(target)], {what: `${name} was ${state.phase}${failureOf(state).map(sentence => ` (${sentence})`).join('')}`, model});
	}

	const since = model.moments.slice(asked.begun);
	const sent = new Set(since.map(moment => moment.held.get(foldKey(from))).flatMap(held => held?.md5 === undefined ? [] : [held.md5]));
	const hasArrived = since.some(({held}) => contentsOf(held.get(foldKey(to)) ?? nothing).some(md5 => sent.has(md5)));
	const isDenied = model.faults.includes('status=404'); // what is said not to be there cannot be taken away
	const hasGone = !isMoveOf(asked) || foldKey(from) === foldKey(to) || since.some(moment => !isLive(moment, from)) || isTouchedByOthers(from, asked, model) || isDenied;
	return [
		...(hasArrived || isRenamedByOthers(to, asked, model) || from.startsWith('aside/') || from.startsWith('elsewhere') ? [] : [said('not there', `${asked.id} says that ${from} was copied to ${to}, which never held it`)]),
		...(hasGone ? [] : [said('not moved', `${asked.id} says that ${from} was moved to ${to}, but it is where it was`)]),
	];
}

/** A transfer follows its target when somebody renames the target meanwhile. */
const isRenamedByOthers = (key: string, asked: Asked, {all}: Model): boolean => !isMoveOf(asked) && all.some(other => other !== asked && other.step.operation.kind.startsWith('rename') && isTouchedBy(key, other));

const isMoveOf = ({step: {operation}}: Asked): boolean => operation.kind === 'undo' || ('verb' in operation && operation.verb === 'mv');

const nothing = {
	key: '', kind: 'file', isTrashed: false, versions: [], isIncomplete: false,
} as const;

const isTouchedByOthers = (key: string, asked: Asked, {all}: Model): boolean => all.some(other => other !== asked && (isTouchedBy(key, other) || other.requests.some(request => isRequested(key, request))));

/** What failed or was skipped is unchanged, unless another operation changed it. */
function unchanged(asked: Asked, keys: readonly string[], {what, model}: {readonly what: string; readonly model: Model}): readonly Violation[] {
	const [begin, end] = [model.moments[asked.begun]!, model.moments.at(-1)!];
	const isOnlyCopied = (key: string) => key !== keys[0] && isMoveOf(asked) && stateOf(end, key) === stateOf(begin, keys[0]!) && stateOf(end, keys[0]!) === stateOf(begin, keys[0]!); // its original could not be removed
	if (isTouchedByOthers(keys[0]!, asked, model) || what.includes('Copied, but')) {
		return []; // the copy may be there, and its original be another one by then
	}

	if (isMoveOf(asked) && what.includes('Not found') && model.all.some(({step}) => step.operation.kind === 'kill-engine')) {
		return []; // what a killed engine had moved, and others have moved on since, cannot be told from what others took away
	}

	return keys.filter(key => !/^(?:aside|elsewhere)/v.test(key) && !isOnlyCopied(key) && !isTouchedByOthers(key, asked, model) && countOwn(key, asked) < 2).flatMap(key => {
		const [before, after] = [stateOf(begin, key), stateOf(end, key)];
		return before === after || (before === 'nothing' && after === 'nothing alive') ? [] : [said('changed all the same', `${asked.id}: ${what}, but ${key} was ${before} and is ${after}`)];
	});
}

/** Two sources of one operation may have the same target. */
const countOwn = (key: string, {requests}: Asked): number => requests.filter(({to}) => foldKey(to) === foldKey(key)).length;

function stateOf({held}: Moment, key: string): string {
	const there = held.get(foldKey(key));
	return there === undefined ? 'nothing' : `${there.isTrashed ? 'trashed ' : ''}${there.md5 ?? (there.kind === 'folder' ? 'a folder' : 'nothing alive')}`;
}

/** Operations that are done at once, without the queue. */
function ofDirect(asked: Asked, model: Model): readonly Violation[] {
	const {step: {operation}, outcome, id, begun, ended, messages} = asked;
	if (outcome === 'failed') {
		const isSure = !/drop=after|then-status|cut-after|truncate/v.test(model.faults); // what the line has swallowed may have been done
		return isSure && (operation.kind === 'rename' || operation.kind === 'remove' || operation.kind === 'trash') ? unchanged(asked, [keyOf(operation.at)], {what: `it failed (${messages.join(' ')})`, model}) : [];
	}

	const during = model.moments.slice(begun, ended + 1);
	const wrong = (isSo: boolean, what: string) => isSo ? [] : [said('says done', `${id} says that it is done, but ${what}`)];
	switch (operation.kind) {
		case 'rename': {
			const to = `${operation.at.place}/${operation.to}`;
			return operation.to === operation.at.name ? [] : wrong(during.some(moment => moment.held.get(foldKey(to))?.key === to && isLive(moment, to)), `nothing was ever called ${to}`);
		}

		case 'remove':
		case 'trash': {
			return wrong(during.some(moment => !isLive(moment, keyOf(operation.at))), `${keyOf(operation.at)} was there all the time`);
		}

		case 'restore': {
			const to = keyOf(operation.to ?? operation.at);
			return wrong(during.some(moment => isLive(moment, to)), `${to} never came back`);
		}

		default: {
			return [];
		}
	}
}

