import type {Asked} from './asked.ts';
import {said, type Violation} from './check-words.ts';
import {endings} from './check-endings.ts';
import {
	contentsOf,
	type Held,
	type Moment,
} from './history.ts';
import {
	hasFollowed,
	isTouchedBy,
	isRequested,
	isRequestedContent,
	mayBeGone,
	type Model,
	type Place,
} from './model.ts';
import {
	foldKey,
	isBelow,
	keyOf,
	parentsOf,
} from './names.ts';
import type {World} from './world.ts';

/** Everything that is wrong after a run. */
export function check(world: World, model: Model): readonly Violation[] {
	return [
		...lost(world, model),
		...wrong(world, model),
		...strange(model),
		...fromTrash(world, model),
		...endings(world, model),
		...world.machines.flatMap(({crashes}) => crashes.map(crash => said('engine crashed', crash))),
	];
}

const isOwn = (key: string): boolean => !/^(?:aside|scratch)\//v.test(key); // private to programs, or to one operation

const isHidden = (key: string): boolean => /\/\.[^\/]+$/v.test(key); // a transfer in progress; the end checks that it does not stay

const isSeen = (key: string): boolean => !key.startsWith('aside/') && !isHidden(key);

/** 1. No content disappears. */
function lost({contents}: World, model: Model): readonly Violation[] {
	return contents.all().flatMap(md5 => {
		const whereAt = (moment: Moment, filter: (held: Held) => boolean) => moment.all.filter(held => filter(held) && contentsOf(held).includes(md5));
		if (whereAt(model.moments.at(-1)!, () => true).length > 0) {
			return [];
		}

		// The place where it was before tells who may end a transfer under a hidden name.
		const outside = model.moments.findLast(moment => whereAt(moment, ({key}) => isSeen(key)).length > 0);
		const last = outside ?? model.moments.findLast(moment => whereAt(moment, () => true).length > 0);
		if (!last || (!outside && model.all.some(asked => asked.content === md5 && asked.outcome === 'killed'))) {
			return [];
		}

		if (model.moments[last.at + 1]!.by.startsWith('the editor of ')) {
			return []; // a person continues with what they had saved
		}

		const places: readonly Place[] = whereAt(last, ({key}) => !outside || isSeen(key)).map(held => ({held, md5, at: last.at}));
		return places.every(place => mayBeGone(place, model))
			? []
			: [said('lost', `${contents.nameOf(md5)} was last at ${places.map(({held}) => where(held, md5)).join(' and ')}, and is nowhere since: ${model.moments[last.at + 1]!.by}`)];
	});
}

const where = ({key, isTrashed, md5: current}: Held, md5: string): string => `${key}${current === md5 ? '' : ' (an older version)'}${isTrashed ? ' (in the trash)' : ''}`;

/** 2. Every name holds the whole content of one writer, and that content was meant for it. */
function wrong({contents}: World, model: Model): readonly Violation[] {
	const seen = new Set<string>();
	return model.moments.flatMap(moment => moment.all.flatMap(held => {
		const {key, md5, kind, isTrashed} = held;
		const fact = `${foldKey(key)} ${md5} ${isTrashed}`;
		if (kind === 'folder' || md5 === undefined || !isOwn(key) || isHidden(key) || !isKnownName(key, model) || seen.has(fact)) {
			return [];
		}

		seen.add(fact);
		const name = contents.nameOf(md5);
		if (name === undefined) {
			return [said('mixed', `${key} holds what nobody has written: ${moment.by}`)];
		}

		const isSaidToBeGone = key.startsWith('cloud/') && model.faults.includes('status=404'); // a folder that is said not to be there is the new name of what was to go into it
		const isMeant = isTrashed || isSaidToBeGone || isAtStart(key, md5, model) || model.all.some(asked => asked.requests.some(request => isRequestedContent(key, md5, request, model))) || hasFollowed(key, md5, model);
		return isMeant ? [] : [said('wrong content', `${key} holds ${name}, which nobody asked for there: ${moment.by}`)];
	}));
}

function isAtStart(key: string, md5: string, {moments: [first]}: Model): boolean {
	const held = first!.held.get(foldKey(key));
	return held !== undefined && contentsOf(held).includes(md5);
}

function isKnownName(key: string, {moments: [first], all}: Model): boolean {
	return first!.held.has(foldKey(key)) || all.some(asked => asked.requests.some(request => isRequested(key, request)));
}

/** 3. No name appears that nobody asked for, and no partial file stays that nobody will finish. */
function strange(model: Model): readonly Violation[] {
	const {moments, all} = model;
	const parents = new Set(all.flatMap(asked => asked.requests.flatMap(({to}) => parentsOf(to))).map(key => foldKey(key)));
	return moments.at(-1)!.all.filter(({key}) => isOwn(key)).flatMap(held => {
		const {key, isTrashed, kind} = held;
		const isKnown = isKnownName(key, model) || (kind === 'folder' && parents.has(foldKey(key))) || steppedAside(held, model) || (isHidden(key) && wentWithFolder(held, model)) || (isHidden(key) && model.faults.includes('status=404')); // nobody can clear away what is said not to be there
		const came = () => moments.findLast(({at, held: there}) => there.has(foldKey(key)) && moments[at - 1]?.held.has(foldKey(key)) !== true)!.by;
		const isOfKilled = () => all.some(({id, outcome}) => outcome === 'killed' && came().startsWith(`${id}:`)); // nobody starts a command or a screen again as it was
		return [
			...(isKnown || isOfKilled() ? [] : [said('strange name', `${key}${isTrashed ? ' (in the trash)' : ''} is there, and nobody asked for it: ${came()}`)]),
			...(held.isIncomplete && held.md5 === undefined && !isWaitedFor(key, model) && !wentWithFolder(held, model) ? [said('half-sent', `${key} has a version that was never completed, and nothing waits for it`)] : []),
		];
	});
}

/** Of names that change places in the editor one steps aside; what broke off there says so, and u takes it back: onto a name in the trash by content, and the other goes there. */
function steppedAside({key, isTrashed}: Held, {all}: Model): boolean {
	return /\.jottafm-\d+(?:\/|$)/v.test(key) && all.some(({step, outcome}) => step.operation.kind === 'rename-several' && (outcome !== 'done' || isTrashed));
}

/** What was on its way when somebody put all that is around it into the trash lies there under the name that it had then. */
function wentWithFolder({key, isTrashed}: Held, {all}: Model): boolean {
	return isTrashed && all.some(({step: {operation}}) => {
		const folder = operation.kind === 'trash-place' ? operation.place : (operation.kind === 'trash' || operation.kind === 'remove' ? keyOf(operation.at) : undefined);
		return folder !== undefined && isBelow(key, folder);
	});
}

/** Somebody can still retry it. */
function isWaitedFor(key: string, {all}: Model): boolean {
	const hasFailed = ({items}: Asked) => items.some(({state}) => state.phase === 'failed' || state.phase === 'cancelled');
	const isRenamed = all.some(({step: {operation}, requests}) => operation.kind.startsWith('rename') && requests.some(request => isRequested(key, request)));
	return all.some(asked => hasFailed(asked) && (isRenamed || asked.requests.some(request => isRequested(key, request))));
}

/** 4. What is in the trash stays there under its name, unless somebody asked for exactly that name. */
function fromTrash({contents}: World, model: Model): readonly Violation[] {
	const {moments, all} = model;
	if (all.some(({step}) => step.operation.kind === 'empty-trash')) {
		return [];
	}

	const end = moments.at(-1)!;
	const seen = new Set<string>();
	return moments.flatMap(moment => moment.all).flatMap(({key, isTrashed, md5}) => {
		const fact = `${foldKey(key)} ${md5}`;
		if (!isTrashed || md5 === undefined || seen.has(fact) || all.some(asked => isTouchedBy(key, asked))) {
			return [];
		}

		seen.add(fact);
		const now = end.held.get(foldKey(key));
		if (now?.isTrashed === true && now.md5 === md5) {
			return [];
		}

		const gone = moments.findLast(moment => moment.held.get(foldKey(key))?.isTrashed === true && moment.held.get(foldKey(key))?.md5 === md5)!;
		return [said('out of the trash', `${key} was in the trash with ${contents.nameOf(md5)}, nobody asked for that name, and it is not there any more: ${moments[gone.at + 1]!.by}`)];
	});
}

