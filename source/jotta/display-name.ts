import {decodeName} from './names.ts';
import {unstaged} from './staging.ts';

/** What a sentence calls a path: its last name as people know it. */
export function displayName(path: string): string {
	const name = decodeName(unstaged(path.slice(path.lastIndexOf('/') + 1)));
	return name === '' ? 'the account' : name;
}
