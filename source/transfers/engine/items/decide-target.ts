import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {baseSegment} from '../../../files/location.ts';
import {judge, type Policy} from '../../conflicts.ts';
import type {Item, ItemFacts} from '../../item.ts';
import type {ConflictFacts} from '../../snapshot.ts';
import {numberedPlace} from './numbered-place.ts';

/** What has a name; `deletedAt`: in the trash, where it is to stay. */
export type There = Pick<Entry, 'kind'> & Partial<Pick<Entry, 'size' | 'modified' | 'md5' | 'revision' | 'deletedAt'>>;

/** Everything that can be decided about the target of a file. */
export type TargetDecision =
	| {readonly kind: 'free'; readonly path: string; readonly tombstone?: There} // put there, never over something alive
	| {readonly kind: 'replace'; readonly path: string; readonly seen: There} // put in the place of what was seen, and of nothing else
	| {readonly kind: 'same'; readonly path: string; readonly there: There} // the content is there
	| {readonly kind: 'skip'}
	| {readonly kind: 'ask'; readonly conflict: ConflictFacts};

export type TargetQuestion = {
	readonly item: Pick<Item, 'kind' | 'target' | 'decision' | 'facts'>;
	readonly source: ItemFacts['source']; // as it is now
	readonly there: There | undefined; // at the target
	readonly policy: Policy;
	/** What has another name: a tombstone has it, too. */
	readonly find: (path: string) => Promise<There | undefined>;
	readonly isSame: (there: There, path: string) => Promise<boolean> | boolean;
};

/**
Decides about the target of an item: the one place that does, for the engine as for a plan.
@throws Failure `already-exists` when something is in the way that no rule may replace
*/
export async function decideTarget({item, source, there: found, policy, find, isSame}: TargetQuestion): Promise<TargetDecision> {
	const {target: {path}, decision, facts: {agreed}} = item;
	const there = found?.deletedAt === undefined ? found : undefined;
	if (there && (there.kind !== 'file' || item.kind !== 'file')) {
		throw new Failure('already-exists', inTheWay(path, there, item.kind), {nextStep: 'Rename one of the two, or copy to another folder.'});
	}

	if (there && await isSame(there, path)) {
		return {kind: 'same', path, there};
	}

	const verdict = judge({
		source, target: there, policy, decision, agreed,
	});
	switch (verdict) {
		case 'go': {
			return {kind: 'free', path, ...(found && {tombstone: found})};
		}

		case 'overwrite': {
			return {kind: 'replace', path, seen: there!};
		}

		case 'skip': {
			return {kind: 'skip'};
		}

		case 'ask': {
			return {kind: 'ask', conflict: {source, target: there ?? {}}};
		}

		case 'keep-both': {
			const beside = await numberedPlace(path, {find, isSame: async (other, at) => other.kind === 'file' && other.deletedAt === undefined && isSame(other, at)});
			return beside.there ? {kind: 'same', path: beside.path, there: beside.there} : {kind: 'free', path: beside.path};
		}

		default: {
			throw new TypeError(`unknown verdict ${(verdict satisfies never)}`);
		}
	}
}

function inTheWay(path: string, {kind}: There, ours: Item['kind']): string {
	const name = baseSegment(path);
	if (ours === 'folder') {
		return `There is something of the name ${name} already.`;
	}

	return kind === 'folder' ? `A folder of the name ${name} is in the way.` : `Something that is not a file is in the way: ${path}`;
}
