import {statSync} from 'node:fs';
import {cleanText} from '../clean-text.ts';
import {errnoOf, meaningOf} from '../error-meanings.ts';
import {Failure} from '../failure.ts';
import {diskPath} from './local-name.ts';
import {parentPath} from './location.ts';

/** Whatever `node:fs` threw about a path, as a Failure. */
export function diskFailure(error: unknown, path: string): Failure {
	if (error instanceof Failure) {
		return error;
	}

	if (error instanceof Error && error.name === 'AbortError') {
		return new Failure('cancelled', 'Cancelled.', {nextStep: '', cause: error});
	}

	const meaning = meaningOf(error);
	const name = shortened(cleanText(errnoOf(error) === 'ENOTDIR' ? noFolderOn(path) : path));
	return meaning
		? new Failure(meaning.code, meaning.sentence(name), {nextStep: meaning.nextStep, cause: error})
		: new Failure('service', `The disk refused ${name}.`, {nextStep: 'Try again; -v shows more.', cause: error});
}

/** The part of a path that should be a folder and is none: the system does not say which one. */
function noFolderOn(path: string): string {
	for (let at = parentPath(path); at !== '/'; at = parentPath(at)) {
		try {
			return statSync(diskPath(at)).isDirectory() ? path : at;
		} catch {} // below what is no folder
	}

	return path;
}

const shownStart = 80; // characters of a path that fills a screen otherwise
const shownEnd = 120;

function shortened(path: string): string {
	const characters = [...path];
	return characters.length <= shownStart + shownEnd ? path : `${characters.slice(0, shownStart).join('')}…${characters.slice(-shownEnd).join('')}`;
}
