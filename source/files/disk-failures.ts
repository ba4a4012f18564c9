import type {NextStep} from '../advice.ts';
import {cleanText} from '../clean-text.ts';
import {Failure, type FailureCode} from '../failure.ts';

type Explained = {readonly code: FailureCode; readonly sentence: (name: string) => string; readonly nextStep: NextStep};

const full = {code: 'disk-full', sentence: (name: string) => `The disk is full: no room for ${name}.`, nextStep: 'Make room, then retry.'} as const;
const denied = {code: 'permission', sentence: (name: string) => `No permission for ${name}.`, nextStep: 'Check who owns it and its mode.'} as const;
const busy = {code: 'permission', sentence: (name: string) => `${name} is in use: the disk does not let it be replaced or removed.`, nextStep: 'Close what uses it, then retry.'} as const;
const notFolder = {code: 'not-found', sentence: (name: string) => `${name} is not a folder.`, nextStep: {kind: 'refresh'}} as const;

/** What an errno of the disk means to a person. */
const meanings: Readonly<Record<string, Explained>> = {
	ENOENT: {code: 'not-found', sentence: name => `Not found: ${name}. It may have been moved or deleted.`, nextStep: {kind: 'refresh'}},
	ENOTDIR: notFolder,
	EISDIR: {code: 'already-exists', sentence: name => `A folder is in the way: ${name}.`, nextStep: 'Rename one of the two.'},
	EEXIST: {code: 'already-exists', sentence: name => `There is something of the name ${name} already.`, nextStep: 'Choose another name, or remove the other one first.'},
	ENOTEMPTY: {code: 'already-exists', sentence: name => `The folder ${name} is not empty.`, nextStep: 'Choose another name.'},
	EACCES: denied,
	EPERM: denied,
	EROFS: {code: 'permission', sentence: name => `The disk with ${name} is read-only.`, nextStep: 'Choose another folder.'},
	ENOSPC: full,
	EDQUOT: {...full, sentence: name => `Your quota on this disk is used up: no room for ${name}.`},
	ENAMETOOLONG: {code: 'name-not-allowed', sentence: name => `The name, or the whole path, is too long for this disk: ${name}.`, nextStep: 'Shorten it, or put it into a folder nearer to the root, and try again.'},
	EILSEQ: {code: 'name-not-allowed', sentence: name => `This disk does not take the name ${name}.`, nextStep: 'Rename it and try again.'},
	ELOOP: {code: 'not-found', sentence: name => `The symbolic link ${name} leads in a circle.`, nextStep: 'Leave it out.'},
	EBUSY: busy,
	ETXTBSY: busy,
	EFBIG: {code: 'disk-full', sentence: name => `${name} is too large for this disk.`, nextStep: 'Choose another folder.'},
	ESTALE: {code: 'offline', sentence: name => `The network disk with ${name} is not there just now.`, nextStep: 'Check the connection, then retry.'},
	EMFILE: {code: 'service', sentence: name => `Too many files are open for ${name}.`, nextStep: 'Try again.'},
	EIO: {code: 'corrupt', sentence: name => `The disk could not read or write ${name}.`, nextStep: 'Check the disk.'},
};

/** Whatever `node:fs` threw about a path, as a Failure. */
export function diskFailure(error: unknown, path: string): Failure {
	if (error instanceof Failure) {
		return error;
	}

	if (error instanceof Error && error.name === 'AbortError') {
		return new Failure('cancelled', 'Cancelled.', {nextStep: '', cause: error});
	}

	const errno = errnoOf(error) ?? '';
	const meaning = meanings[errno];
	const name = shortened(cleanText(path));
	return meaning
		? new Failure(meaning.code, meaning.sentence(name), {nextStep: meaning.nextStep, cause: error})
		: new Failure('service', `The disk refused ${name}.`, {nextStep: 'Try again; -v shows more.', cause: error});
}

const shownStart = 80; // characters of a path that fills a screen otherwise
const shownEnd = 120;

function shortened(path: string): string {
	const characters = [...path];
	return characters.length <= shownStart + shownEnd ? path : `${characters.slice(0, shownStart).join('')}…${characters.slice(-shownEnd).join('')}`;
}

export function errnoOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
