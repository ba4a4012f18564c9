import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import type {FileSystem} from '../../files/file-system.ts';
import {findAt, findLiveAt} from '../../files/find.ts';
import {isAsSeen} from '../conflicts.ts';
import type {Item, ItemFacts, Step} from '../item.ts';
import {TargetChanged} from './target-changed.ts';
import type {WorkTools} from './work.ts';

/*
Replacing without keeping a version (the setting no_versions). The service has no verb for it: what is replaced is taken
aside, the new one takes its name, and the old one is deleted for good. All names on the way are written down before.
*/

type Replacement = {
	readonly to: string;
	readonly staged: string; // where the new one waits
	readonly aside: string;
	readonly seen: ItemFacts['target'];
};

type ReplaceTools = {readonly files: FileSystem; readonly name: string; readonly signal: AbortSignal};

/**
Lets what is staged take the name of what was seen there. Each of two writers finds the other's whole file, and decides about it.
@throws TargetChanged when that is no longer what was decided about; it is left as it is
*/
export async function replaceForGood({to, staged, aside, seen}: Replacement, {files, name, signal}: ReplaceTools): Promise<Entry> {
	try {
		await files.rename(to, aside, {signal});
	} catch (error) {
		throw isCode(error, 'not-found') ? new TargetChanged(name) : error;
	}

	if (!isAsSeen(seen, await files.stat(aside, {signal}))) {
		await putBack({to, aside}, files, signal);
		throw new TargetChanged(name);
	}

	try {
		await files.rename(staged, to, {signal});
	} catch (error) {
		await putBack({to, aside}, files, signal).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the line may be down: it is written down, and the next try does it
		throw isCode(error, 'already-exists') ? new TargetChanged(name) : error;
	}

	await files.remove(aside, {kind: 'file', permanent: true, signal});
	return files.stat(to, {signal});
}

function isCode(error: unknown, code: Failure['code']): boolean {
	return error instanceof Failure && error.code === code;
}

/** What was taken aside gets its name again; where that is taken by now, it goes to the trash. */
async function putBack({to, aside}: Pick<Replacement, 'to' | 'aside'>, files: FileSystem, signal: AbortSignal): Promise<void> {
	try {
		await files.rename(aside, to, {signal});
	} catch (error) {
		if (!isCode(error, 'already-exists')) {
			throw error;
		}

		await files.remove(aside, {kind: 'file', signal});
	}
}

/** Puts right what an engine has left that was killed in the middle of it: no name is missing, and all is decided anew. */
export async function putRight({target}: Pick<Item, 'target'>, tools: Pick<WorkTools, 'opener' | 'signal' | 'step'>): Promise<void> {
	const {to, aside, seen} = tools.step();
	if (aside === undefined || to === undefined) {
		return;
	}

	const {signal} = tools;
	const files = await tools.opener.fileSystem(target);
	const left = await findLiveAt(files, aside, {signal});
	if (!left) {
		return;
	}

	if (isAsSeen(seen, left) && await findLiveAt(files, to, {signal})) {
		await files.remove(aside, {kind: 'file', permanent: true, signal}); // replaced already
	} else {
		await putBack({to, aside}, files, signal);
	}
}

/** Takes away what was sent beside a file that is not replaced after all. */
export async function dropStaged({target}: Pick<Item, 'target'>, tools: Pick<WorkTools, 'opener' | 'signal' | 'step' | 'onStep'>): Promise<void> {
	const {staged, ...step}: Step = tools.step();
	if (staged === undefined) {
		return;
	}

	const files = await tools.opener.fileSystem(target);
	if (await findAt(files, staged, {signal: tools.signal})) {
		await files.remove(staged, {kind: 'file', permanent: true, signal: tools.signal});
	}

	tools.onStep(step);
}
