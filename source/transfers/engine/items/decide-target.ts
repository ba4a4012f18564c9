import {Failure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {baseSegment} from '../../../files/location.ts';
import {wholeSeconds} from '../../../files/times.ts';
import {isAsSeen, isNothing} from '../../same-content.ts';
import type {
	Decision,
	Item,
	ItemFacts,
	Overwrite,
} from '../../item.ts';
import type {Job} from '../../job.ts';
import type {ConflictFacts} from '../../snapshot.ts';
import {numberedPlace} from './numbered-place.ts';

/*
What is to be done about a target: the one place that decides, for uploads, downloads, copies and moves in the cloud and on
the disk, and for a plan (../../plan.ts). Who asks has looked; what it then does is in place-item.ts.
*/

/** What has a name; `deletedAt`: in the trash, where it is to stay. */
export type There = Pick<Entry, 'kind'> & Partial<Pick<Entry, 'size' | 'modified' | 'md5' | 'revision' | 'deletedAt'>>;

/** Everything that can be decided about the target of an item. */
export type TargetDecision =
	| {readonly kind: 'send'; readonly path: string; readonly tombstone?: There} // nothing alive has the name; never over something that has come there since
	| {readonly kind: 'replace'; readonly path: string; readonly seen: There} // over what was seen, and over nothing else
	| {readonly kind: 'keep-both'; readonly path: string} // like send, under a numbered name
	| {readonly kind: 'same'; readonly path: string; readonly there: There} // the target has the content
	| {readonly kind: 'gone-on-with'; readonly path: string; readonly there: There} // an earlier try has put the content under a numbered name
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

/** @throws Failure `already-exists` when something is in the way that no rule may replace */
export async function decideTarget({item, source, there: found, policy, find, isSame}: TargetQuestion): Promise<TargetDecision> {
	const {target: {path}, decision, facts: {agreed}} = item;
	const there = found?.deletedAt === undefined ? found : undefined;
	if (there && (there.kind !== 'file' || item.kind !== 'file')) {
		throw new Failure('already-exists', inTheWay(path, there, item.kind), {nextStep: 'Rename one of the two, or copy to another folder.'});
	}

	if (there && await isSame(there, path)) {
		return {kind: 'same', path, there};
	}

	const verdict = there
		? judge({
			source, target: there, policy, decision, agreed,
		})
		: judgeNothing(decision, agreed);
	switch (verdict) {
		case 'send': {
			return {kind: 'send', path, ...(found && {tombstone: found})};
		}

		case 'replace': {
			return {kind: 'replace', path, seen: there!};
		}

		case 'skip': {
			return {kind: 'skip'};
		}

		case 'ask': {
			return {kind: 'ask', conflict: {source, target: there ?? {}}};
		}

		case 'keep-both': {
			const numbered = await numberedPlace(path, {find, isSame: async (other, at) => other.kind === 'file' && other.deletedAt === undefined && isSame(other, at)});
			return numbered.there ? {kind: 'gone-on-with', path: numbered.path, there: numbered.there} : {kind: 'keep-both', path: numbered.path};
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

/** What a job says about targets that are there. `differing` is newer that looks at the content, not at the time (`--checksum`). */
export type Policy = Overwrite | 'differing';

export function policyOf({overwrite, checksum}: Pick<Job, 'overwrite' | 'checksum'>): Policy {
	return checksum && overwrite === 'newer' ? 'differing' : overwrite;
}

type Judged = {
	readonly source: ItemFacts['source'];
	readonly target: There;
	readonly policy: Policy;
	readonly decision: Decision | undefined;
	readonly agreed: ItemFacts['agreed'];
};

/** About a target of another content: what a person has answered goes before the job's policy. Who agreed to overwrite one file is asked again about another. */
function judge({source, target, policy, decision, agreed}: Judged): 'replace' | 'skip' | 'keep-both' | 'ask' {
	const rule = decision ?? policy;
	switch (rule) {
		case 'always':
		case 'differing': {
			return 'replace';
		}

		case 'overwrite': {
			return agreed === undefined || isAsSeen(agreed, target) ? 'replace' : 'ask';
		}

		case 'never':
		case 'skip': {
			return 'skip';
		}

		case 'rename':
		case 'keep-both': {
			return 'keep-both';
		}

		case 'newer': {
			return wholeSeconds(source.modified) > wholeSeconds(target.modified) ? 'replace' : 'skip';
		}

		case 'ask': {
			return 'ask';
		}

		default: {
			throw new TypeError(`unknown rule ${(rule satisfies never)}`);
		}
	}
}

/** About a free name: who agreed to overwrite a file that is no longer there is asked again, since somebody has removed or moved it on purpose. */
function judgeNothing(decision: Decision | undefined, agreed: ItemFacts['agreed']): 'send' | 'skip' | 'ask' {
	if (decision === 'skip') {
		return 'skip';
	}

	return decision === 'overwrite' && agreed !== undefined && !isNothing(agreed) ? 'ask' : 'send';
}
