import type {Asked, Requested} from './asked.ts';
import {
	contentsOf,
	isLive,
	type Held,
	type Moment,
} from './history.ts';
import {
	foldKey,
	isAtOrBelow,
	keyOf,
	unnumbered,
} from './names.ts';
import type {Settings} from './run-plan.ts';

/*
What may happen to contents, derived from the operations alone. It knows names, contents and requests; it knows nothing
of queues, part files, steps or engines.
*/

export type Model = {
	readonly all: readonly Asked[];
	readonly moments: readonly Moment[];
	readonly settings: Settings;
	readonly faults: string; // of the line
};

/** Whether a name belongs to a request: the same name, one below it, or a numbered one next to it. */
export function isRequested(key: string, request: Requested): boolean {
	return isMeant(key, request) || (request.isNumbered && key.split('/').some((_, index, parts) => {
		const top = parts.slice(0, index + 1).join('/');
		return unnumbered(top).some(shorter => isMeant(shorter, request));
	}));
}

/** A download gets the spelling of the cloud, in whatever case it was asked for. */
function isMeant(key: string, {to, from}: Requested): boolean {
	return isAtOrBelow(key, to) || (from?.startsWith('cloud/') === true && isAtOrBelow(key.toUpperCase(), to.toUpperCase()));
}

/** Whether an operation asked for exactly this content under this name. */
export function isRequestedContent(key: string, md5: string, request: Requested, {moments}: Pick<Model, 'moments'>): boolean {
	if (!isRequested(key, request)) {
		return false;
	}

	if (request.from === undefined) {
		return request.content === md5;
	}

	const plain = (each: string) => foldAs(key, request.isNumbered ? plainOf(each) : foldKey(each));
	const source = plain(sourceOf(key, {to: request.to, from: request.from}));
	return moments.some(moment => moment.all.some(each => plain(each.key) === source && contentsOf(each).includes(md5)));
}

/** The name at the source from which a name at the target comes. */
function sourceOf(key: string, {to, from}: {readonly to: string; readonly from: string}): string {
	return isAtOrBelow(key, to) ? from + key.slice(to.length) : from + plainOf(key).slice(plainOf(to).length);
}

/** Whether it was on its way to a cloud name that somebody renamed meanwhile: the service puts it under the new name. */
export function hasFollowed(key: string, md5: string, model: Model): boolean {
	const requests = model.all.flatMap(asked => asked.requests);
	return requests.some(request => {
		const {to, from} = request;
		return from?.startsWith('cloud/') === true && isRequested(key, request) && requests.some(other => isRequestedContent(sourceOf(key, {to, from}), md5, other, model));
	});
}

/** An existing cloud name keeps its spelling, whatever is written to it. */
const foldAs = (key: string, other: string): string => key.startsWith('cloud/') ? other.toUpperCase() : other;

const plainOf = (key: string): string => foldKey(key.split('/').map(part => unnumbered(part).at(-1) ?? part).join('/'));

/** The names that an operation concerns, without numbered ones. */
function touchedBy({step: {operation}, requests}: Asked): readonly string[] {
	return [
		...requests.flatMap(({to, from}) => from === undefined ? [to] : [to, from]),
		...('at' in operation ? [keyOf(operation.at)] : []),
		...('place' in operation ? [operation.place] : []),
	];
}

export function isTouchedBy(key: string, asked: Asked): boolean {
	return asked.step.operation.kind === 'empty-trash' || touchedBy(asked).some(each => isAtOrBelow(key, each) || isAtOrBelow(each, key));
}

/** Where a content was last seen: alive, as an older version, or in the trash. */
export type Place = {readonly held: Held; readonly md5: string; readonly at: number};

/** Whether any operation may have destroyed a content here. */
export function mayBeGone(place: Place, model: Model): boolean {
	const {held, md5} = place;
	return (held.md5 !== md5 && held.versions.length >= 4) // the service keeps five (protocol.md E31)
		|| model.all.some(asked => mayDestroy(asked, place, model));
}

function mayDestroy(asked: Asked, place: Place, model: Model): boolean {
	const {held, at} = place;
	const {operation} = asked.step;
	if (at < asked.begun) {
		return false;
	}

	switch (operation.kind) {
		case 'remove': {
			return at <= asked.ended && (operation.isPermanent || (model.settings.hard_delete && isInCloud(held))) && isAtOrBelow(held.key, keyOf(operation.at));
		}

		case 'destroy': {
			const before = model.moments[asked.begun]!.held.get(foldKey(held.key)); // alive again between the check and the request: the service cannot do both in one request
			return at <= asked.ended && isAtOrBelow(held.key, keyOf(operation.at)) && (held.isTrashed || before?.isTrashed === true);
		}

		case 'empty-trash': {
			return at <= asked.ended && held.isTrashed;
		}

		default: {
			return mayReplace(asked, place, model) || mayTakeAway(asked, place, model);
		}
	}
}

const isInCloud = ({key}: Held): boolean => key.startsWith('cloud/');

/** Overwritten on a disk, or in the cloud without versions: by a rule, or by somebody who had seen it. */
function mayReplace(asked: Asked, place: Place, model: Model): boolean {
	const {held} = place;
	if (held.isTrashed || (isInCloud(held) && !model.settings.no_versions)) {
		return false;
	}

	const {step: {operation}, answered, edited, ended} = asked;
	return asked.requests.filter(request => isMeant(held.key, request)).some(request => {
		switch (operation.kind) {
			case 'copy':
			case 'copy-trashed':
			case 'put':
			case 'standard-input': {
				return mayReplaceByRule(asked, request, {place, model});
			}

			case 'edit': {
				return wasSeen(edited, place, model) || (operation.answer === 'overwrite' && wasSeen(Math.max(answered, ended), place, model));
			}

			case 'new-file':
			case 'undo': {
				return operation.answer === 'overwrite' && wasSeen(answered, place, model);
			}

			default: {
				return false;
			}
		}
	});
}

function wasSeen(until: number, {held, md5}: Place, {moments}: Model): boolean {
	return moments.some(moment => moment.at <= until && contentsOf(moment.held.get(foldKey(held.key)) ?? held).includes(md5) && isLive(moment, held.key));
}

function mayReplaceByRule({step: {operation}, answered}: Asked, request: Requested, {place, model}: {readonly place: Place; readonly model: Model}): boolean {
	switch ('rule' in operation && operation.rule) {
		case 'always': {
			return true;
		}

		case 'newer': {
			return operation.kind === 'standard-input' || (operation.kind === 'copy' && operation.checksum) || isOlder(place.held, request, model) || cameAmid(place, model);
		}

		case 'ask': {
			return 'answer' in operation && operation.answer === 'overwrite' && (wasSeen(answered, place, model) || cameAmid(place, model));
		}

		default: {
			return false;
		}
	}
}

/** Written to a disk by another between an engine's last check and its rename: no system call does both, and the engine did nothing in between. */
function cameAmid({held, md5, at}: Place, {moments}: Model): boolean {
	const [engine] = moments[at + 1]?.by.split(':') ?? [];
	const came = moments.findLastIndex(moment => moment.at <= at && moment.held.get(foldKey(held.key))?.md5 !== md5) + 1;
	return !isInCloud(held) && moments.slice(came, at + 1).every(({by}) => !by.startsWith(`${engine}:`));
}

function isOlder({key, modified = 0}: Held, {to, from}: Requested, {moments}: Model): boolean {
	const fold = (each: string) => foldAs(key, foldKey(each));
	const source = fold(`${from ?? ''}${key.slice(to.length)}`);
	return moments.some(({all}) => all.some(each => fold(each.key) === source && (each.modified ?? -Infinity) > modified));
}

/** A move removes its source, with `hard_delete` also its old versions. The content itself may go only when it has arrived and was overwritten there. */
function mayTakeAway(asked: Asked, {held, md5, at}: Place, model: Model): boolean {
	const {operation} = asked.step;
	const isMove = operation.kind === 'undo' || ('verb' in operation && operation.verb === 'mv');
	if (!isMove || held.isTrashed) {
		return false;
	}

	return asked.requests.filter(({from}) => from !== undefined && isAtOrBelow(held.key, from)).some(request => {
		if (held.md5 !== md5) {
			return isInCloud(held) && model.settings.hard_delete;
		}

		return model.moments.slice(asked.begun, at + 1).some(moment => moment.all.some(there => there.md5 === md5
			&& isRequested(there.key, request)
			&& foldKey(there.key) !== foldKey(held.key)
			&& model.all.some(other => other.begun <= moment.at && (mayReplace(other, {held: there, md5, at: moment.at}, model) || mayDestroyDirectly(other, {held: there, md5, at: moment.at}, model)))));
	});
}

function mayDestroyDirectly(asked: Asked, place: Place, model: Model): boolean {
	return ['remove', 'destroy', 'empty-trash'].includes(asked.step.operation.kind) && mayDestroy(asked, place, model);
}
