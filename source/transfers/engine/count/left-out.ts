import {failureOf} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {SkipFacts} from '../../item.ts';

/** Why there is nothing to copy of an entry, though it can be looked at; undefined for a file or folder. Links are never followed. */
export function leftOut({name, kind, symlink, special = 'device'}: Entry): SkipFacts | undefined {
	if (symlink !== undefined) {
		return {
			code: 'permission', sentence: `${name} is a symbolic link, and is not followed.`, nextStep: `It points to ${symlink}: copy that by its own name.`, reason: 'symlink',
		};
	}

	return kind === 'other'
		? {
			code: 'permission', sentence: `${name} is a ${special === 'pipe' ? 'named pipe' : special}: it holds nothing that can be copied.`, nextStep: 'Leave it out.', reason: special,
		}
		: undefined;
}

/** What was named by itself has to be copied. @throws Failure where it is left out, or cannot be looked at */
export function checkCopied(entry: Entry): void {
	const problem = entry.failure ?? leftOut(entry);
	if (problem) {
		throw failureOf(problem);
	}
}
