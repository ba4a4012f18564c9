import {cleanText} from '../clean-text.ts';
import {meaningOf} from '../error-meanings.ts';
import {Failure} from '../failure.ts';

/** Whatever `node:fs` threw about a path, as a Failure. */
export function diskFailure(error: unknown, path: string): Failure {
	if (error instanceof Failure) {
		return error;
	}

	if (error instanceof Error && error.name === 'AbortError') {
		return new Failure('cancelled', 'Cancelled.', {nextStep: '', cause: error});
	}

	const meaning = meaningOf(error);
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
