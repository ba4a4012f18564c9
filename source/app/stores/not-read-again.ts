import {reworded, type Failure} from '../../failure.ts';

/** Why rows could not be read again: those of before stay on the screen, and are named as such. */
export function notReadAgain(error: unknown): Failure {
	return reworded(error, sentence => `${sentence} What is shown is as it was before.`);
}
