import {stat} from 'node:fs/promises';
import {Failure, failureFacts, type FailureFacts} from '../../failure.ts';
import {diskFailure} from '../../files/disk-failures.ts';
import {diskPath} from '../../files/local-name.ts';
import {isSignIn, isTransient} from '../../jotta/http/failures.ts';
import type {Item} from '../item.ts';
import type {Md5Cache} from '../md5-cache.ts';
import type {Opener} from '../open-location.ts';
import {removeSource} from './finish-job.ts';
import type {Recorder} from './recorder.ts';
import {sourceOfNow} from './source-of-now.ts';
import type {CloudRules} from './work.ts';

type RemoveTools = {
	readonly opener: Opener;
	readonly recorder: Recorder;
	readonly md5Cache: Md5Cache;
	readonly rules: CloudRules;
	readonly signal: AbortSignal;
};

/** Takes away the original of a file whose copy was verified; gives the reason when it has to stay. */
export async function removeMoved(item: Item, tools: RemoveTools): Promise<FailureFacts | undefined> {
	try {
		await checkStillCopied(item, tools);
		await removeSource(item.source, tools);
		return undefined;
	} catch (error) {
		const failure = diskFailure(error, item.source.path);
		if (failure.code === 'cancelled' || isSignIn(failure) || isTransient(failure)) {
			throw failure; // the next try finds the copy, and only removes
		}

		const {code, sentence, nextStep} = failureFacts(failure);
		return code === 'not-found' ? undefined : {code, sentence: `Copied, but the original could not be removed: ${sentence}`, nextStep};
	}
}

/** A file that goes for good: not when somebody wrote to it after it was hashed, or listed. */
async function checkStillCopied(item: Item, tools: RemoveTools): Promise<void> {
	const {source, name} = item;
	const hasChanged = source.kind === 'local'
		? tools.md5Cache.find(await stat(diskPath(source.path), {bigint: true})) === undefined
		: tools.rules.hardDelete && await sourceOfNow(item, tools) !== undefined;
	if (hasChanged) {
		throw new Failure('corrupt', `${name} has changed since it was copied.`, {nextStep: 'Press r to move it again.'});
	}
}
