import {findLiveAt} from '../../files/find.ts';
import {baseSegment, type Location} from '../../files/location.ts';
import {isSameContent} from '../conflicts.ts';
import type {Item, ItemFacts} from '../item.ts';
import {checkAsSeen} from './target-changed.ts';
import type {Outcome, WorkTools} from './work.ts';

type Replacing = Pick<WorkTools, 'opener' | 'signal'> & {
	readonly beside: string;
	readonly seen: ItemFacts['target'];
	readonly look: () => Promise<ItemFacts['target']>;
};

/** What an engine that was killed had sent beside a file: it takes the place where that is gone already; else it goes, and all is decided anew. */
export async function endReplacement({step, target}: Item, source: ItemFacts['source'], {opener, checking, signal}: WorkTools): Promise<Outcome | undefined> {
	if (step?.beside === undefined) {
		return undefined;
	}

	const {beside, to} = step;
	const files = await opener.fileSystem(target);
	return checking(async () => {
		if (!isSameContent(source, await findLiveAt(files, beside, {signal}))) {
			return undefined;
		}

		if (await findLiveAt(files, to, {signal})) {
			await files.remove(beside, {kind: 'file', permanent: true, signal});
			return undefined;
		}

		await files.rename(beside, to, {signal});
		return {kind: 'done', sent: 0, entry: await files.stat(to, {signal})};
	});
}

/**
Lets what was just sent beside a file take its place, and deletes the old one for good instead of keeping it as a version
(the setting no_versions). Only what arrived under that very name does: anything else leaves the target as it is.
@throws TargetChanged when that is no longer the one that was decided about
*/
export async function replaceWithoutVersion(target: Location, outcome: Outcome, {beside, seen, look, opener, signal}: Replacing): Promise<Outcome> {
	if (outcome.kind !== 'done' || outcome.entry.segment !== baseSegment(beside)) {
		return outcome;
	}

	const files = await opener.fileSystem(target);
	try {
		checkAsSeen(outcome.entry.name, {seen, now: await look()});
	} catch (error) {
		await files.remove(beside, {kind: 'file', permanent: true, signal});
		throw error;
	}

	await files.remove(target.path, {kind: 'file', permanent: true, signal});
	await files.rename(beside, target.path, {signal});
	const {segment, name} = await files.stat(target.path, {signal});
	return {...outcome, entry: {...outcome.entry, segment, name}};
}
