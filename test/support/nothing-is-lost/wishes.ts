import {baseSegment} from '../../../source/files/location.ts';
import {emptyMd5} from './contents.ts';
import type {Asked, Wish} from './asked.ts';
import {keyOf} from './names.ts';
import type {Operation} from './operations.ts';

type Facts = {
	readonly content: string; // MD5 of what is new in it
	readonly scratch: string; // key where that lies
	readonly before: readonly Asked[]; // of the same actor
};

/** Which names an operation may fill, and with what: read off its words, without a look at the program. */
export function wishesOf(operation: Operation, {content, scratch, before}: Facts): readonly Wish[] {
	const isNumbered = 'answer' in operation ? operation.answer === 'keep-both' || ('rule' in operation && operation.rule === 'rename') : 'rule' in operation && operation.rule === 'rename';
	switch (operation.kind) {
		case 'copy': {
			return operation.from.flatMap(spot => copied(keyOf(spot), operation, isNumbered));
		}

		case 'put': {
			return copied(scratch, operation, isNumbered);
		}

		case 'standard-input': {
			return [{to: keyOf(operation.at), content, isNumbered}];
		}

		case 'rename': {
			return [{to: `${operation.at.place}/${operation.to}`, from: keyOf(operation.at), isNumbered: false}];
		}

		case 'rename-several': {
			return operation.from.map((spot, index, all) => ({to: keyOf(all[(index + 1) % all.length]!), from: keyOf(spot), isNumbered: false}));
		}

		case 'copy-trashed': {
			return copied(keyOf(operation.at), operation, isNumbered);
		}

		case 'make-folder': {
			return [{to: keyOf(operation.at), isNumbered: false}];
		}

		case 'new-file': {
			return [{to: keyOf(operation.at), content: emptyMd5, isNumbered}];
		}

		case 'edit': {
			return [{to: keyOf(operation.at), content, isNumbered}];
		}

		case 'restore': {
			return [{to: keyOf(operation.to ?? operation.at), from: keyOf(operation.at), isNumbered: false}];
		}

		case 'restore-taken': {
			return [{to: keyOf(operation.at), from: keyOf(operation.at), isNumbered}];
		}

		case 'restore-place': {
			return [{to: operation.place, from: operation.place, isNumbered: false}];
		}

		case 'version': {
			return [{to: keyOf(operation.at), from: keyOf(operation.at), isNumbered: false}];
		}

		case 'fetch-version': {
			const dot = operation.at.name.lastIndexOf('.');
			const [stem, ending] = dot > 0 ? [operation.at.name.slice(0, dot), operation.at.name.slice(dot)] : [operation.at.name, ''];
			return Array.from({length: 20}, (_, index) => ({to: `${operation.into}/${stem} (version ${index + 1})${ending}`, from: keyOf(operation.at), isNumbered: false}));
		}

		case 'undo': {
			return before.flatMap(({wishes, step}) => takenBack(wishes, step.operation)).map(wish => ({...wish, isNumbered}));
		}

		case 'clear-failed':
		case 'destroy':
		case 'empty-trash':
		case 'hold':
		case 'kill-engine':
		case 'queue':
		case 'remove':
		case 'service':
		case 'touch':
		case 'trash':
		case 'trash-place':
		case 'wait': {
			return [];
		}

		default: {
			throw new TypeError(`unknown operation ${String(operation satisfies never)}`);
		}
	}
}

/** Into a folder of the name that is given, if there is one; else under that name. */
function copied(from: string, {into, as}: {readonly into: string; readonly as?: string | undefined}, isNumbered: boolean): readonly Wish[] {
	const inFolder = (folder: string): Wish => ({to: `${folder}/${baseSegment(from)}`, from, isNumbered});
	return as === undefined ? [inFolder(into)] : [{to: `${into}/${as}`, from, isNumbered}, inFolder(`${into}/${as}`)];
}

/** What u may take back: things return under the names that they had. */
function takenBack(wishes: readonly Wish[], operation: Operation): readonly Wish[] {
	return operation.kind === 'trash'
		? [{to: keyOf(operation.at), from: keyOf(operation.at), isNumbered: false}]
		: wishes.filter(({from}) => from !== undefined).map(({to, from}) => ({to: from!, from: to, isNumbered: true}));
}
