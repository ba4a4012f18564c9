import {failureFrom} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import type {SkipFacts} from '../../item.ts';

/** Why there is nothing to copy of an entry, though it can be looked at; undefined for a file or folder. Links are never followed. */
export function leftOut({name, kind, symlink, special = 'device'}: Entry): SkipFacts | undefined {
	if (symlink !== undefined) {
		return {
			code: 'permission', sentence: `${name} is a symbolic link, and is not followed.`, nextStep: `It points to ${symlink}: copy that by its own name.`, reason: 'symlink',
		};
	}

	if (kind !== 'other') {
		return undefined;
	}

	const [what, nextStep] = special === 'pipe' ? ['named pipe', 'As the one source of a copy on the command line it is read.'] : [special, 'Leave it out.'];
	return {
		code: 'permission', sentence: `${name} is a ${what}: it holds nothing that can be copied.`, nextStep, reason: special,
	};
}

/** What was named by itself has to be copied. @throws Failure where it is left out, or cannot be looked at */
export function checkCopied(entry: Entry): void {
	const problem = entry.failure ?? leftOut(entry);
	if (problem) {
		throw failureFrom(problem);
	}
}
