import {baseSegment} from '../../../source/files/location.ts';
import {emptyMd5} from './contents.ts';
import type {Asked, Requested} from './asked.ts';
import {keyOf} from './names.ts';
import type {Operation, OperationKind} from './operations.ts';

type Facts = {
	readonly content: string; // MD5 of what is new in it
	readonly scratch: string; // key where that lies
	readonly before: readonly Asked[]; // of the same actor
};

type RequestsOf<Kind extends OperationKind> = (operation: Extract<Operation, {kind: Kind}>, facts: Facts & {readonly isNumbered: boolean}) => readonly Requested[];

const none = () => [];

const tables: {readonly [Kind in OperationKind]: RequestsOf<Kind>} = {
	copy: (operation, {isNumbered}) => operation.from.flatMap(spot => copied(keyOf(spot), operation, isNumbered)),
	'copy-trashed': (operation, {isNumbered}) => copied(keyOf(operation.at), operation, isNumbered),
	put: (operation, {scratch, isNumbered}) => copied(scratch, operation, isNumbered),
	'standard-input': ({at}, {content, isNumbered}) => [{to: keyOf(at), content, isNumbered}],
	rename: ({at, to}) => [{to: `${at.place}/${to}`, from: keyOf(at), isNumbered: false}],
	'rename-several': ({from}) => from.flatMap(spot => from.map(other => ({to: keyOf(other), from: keyOf(spot), isNumbered: false}))), // each gets the name of the next that is still there
	'make-folder': ({at}) => [{to: keyOf(at), isNumbered: false}],
	'new-file': ({at}, {isNumbered}) => [{to: keyOf(at), content: emptyMd5, isNumbered}],
	edit: ({at}, {content, isNumbered}) => [{to: keyOf(at), content, isNumbered}],
	restore: ({at, to = at}) => [{to: keyOf(to), from: keyOf(at), isNumbered: false}],
	'restore-taken': ({at}, {isNumbered}) => [{to: keyOf(at), from: keyOf(at), isNumbered}],
	'restore-place': ({place}) => [{to: place, from: place, isNumbered: false}],
	version: ({at}) => [{to: keyOf(at), from: keyOf(at), isNumbered: false}],
	'fetch-version': ({at, into}) => Array.from({length: 20}, (_, index) => ({to: `${into}/${versionName(at.name, index + 1)}`, from: keyOf(at), isNumbered: false})),
	undo: (_, {before, isNumbered}) => before.flatMap(({requests, step}) => takenBack(requests, step.operation)).map(request => ({...request, isNumbered})),
	'clear-failed': none,
	destroy: none,
	'empty-trash': none,
	hold: none,
	'kill-engine': none,
	queue: none,
	remove: none,
	service: none,
	touch: none,
	trash: none,
	'trash-place': none,
	wait: none,
};

/** The names that an operation may write to, and with what: derived from the operation, not from the program. */
export function requestsOf(operation: Operation, facts: Facts): readonly Requested[] {
	const keepsBoth = ('rule' in operation && operation.rule === 'rename') || ('answer' in operation && operation.answer === 'keep-both');
	const find = tables[operation.kind] as RequestsOf<OperationKind>;
	return find(operation, {...facts, isNumbered: keepsBoth});
}

function versionName(name: string, number: number): string {
	const dot = name.lastIndexOf('.');
	return dot > 0 ? `${name.slice(0, dot)} (version ${number})${name.slice(dot)}` : `${name} (version ${number})`;
}

/** Into the folder of the given name, if there is one; otherwise under that name. */
function copied(from: string, {into, as}: {readonly into: string; readonly as?: string | undefined}, isNumbered: boolean): readonly Requested[] {
	const inFolder = (folder: string): Requested => ({to: `${folder}/${baseSegment(from)}`, from, isNumbered});
	return as === undefined ? [inFolder(into)] : [{to: `${into}/${as}`, from, isNumbered}, inFolder(`${into}/${as}`)];
}

/** What u may undo: things return to their former names. */
function takenBack(requests: readonly Requested[], operation: Operation): readonly Requested[] {
	return operation.kind === 'trash'
		? [{to: keyOf(operation.at), from: keyOf(operation.at), isNumbered: false}]
		: requests.filter(({from}) => from !== undefined).map(({to, from}) => ({to: from!, from: to, isNumbered: true}));
}
