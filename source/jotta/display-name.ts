import type {NameCodec} from './name-codec.ts';
import {unstaged} from './staging.ts';

/** What a sentence calls a path: its last name as people know it. */
export function displayName(path: string, names: NameCodec): string {
	const name = names.toShown(unstaged(path.slice(path.lastIndexOf('/') + 1)));
	return name === '' ? 'the account' : name;
}
