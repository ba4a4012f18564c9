import {decodeName} from './names.ts';
import {unstaged} from './staging.ts';

/** A path in the words of a sentence. */
export function displayName(path: string): string {
	const name = decodeName(unstaged(path.slice(path.lastIndexOf('/') + 1)));
	return name === '' ? 'the account' : name;
}
