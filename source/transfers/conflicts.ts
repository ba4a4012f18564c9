import type {Decision, ItemFacts, Overwrite} from './item.ts';
import type {Job} from './job.ts';

export type Verdict = 'go' | 'overwrite' | 'skip' | 'keep-both' | 'ask';

/** What a job says about targets that are there. `differing` is newer that looks at the content, not at the time (`--checksum`). */
export type Policy = Overwrite | 'differing';

export function policyOf({overwrite, checksum}: Pick<Job, 'overwrite' | 'checksum'>): Policy {
	return checksum && overwrite === 'newer' ? 'differing' : overwrite;
}

type Side = ItemFacts['source'];

/**
What to do about a target whose content is not the same, by the job's policy or a person's answer. Who agreed to overwrite
one file is asked again about another, and when there is none any more: it was taken away or moved on purpose.
*/
export function judge({source, target, policy, decision, agreed}: {
	readonly source: Side;
	readonly target: ItemFacts['target'] | undefined;
	readonly policy: Policy;
	readonly decision?: Decision | undefined;
	readonly agreed?: ItemFacts['agreed'];
}): Verdict {
	if (!target) {
		return judgeNothing(decision, agreed);
	}

	const rule = decision ?? policy;
	switch (rule) {
		case 'always':
		case 'differing': {
			return 'overwrite';
		}

		case 'overwrite': {
			return agreed === undefined || isAsSeen(agreed, target) ? 'overwrite' : 'ask';
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
			return seconds(source.modified) > seconds(target.modified) ? 'overwrite' : 'skip';
		}

		case 'ask': {
			return 'ask';
		}

		default: {
			throw new TypeError(`unknown rule ${(rule satisfies never)}`);
		}
	}
}

function judgeNothing(decision: Decision | undefined, agreed: ItemFacts['agreed']): Verdict {
	if (decision === 'skip') {
		return 'skip';
	}

	return decision === 'overwrite' && agreed !== undefined && !isNothing(agreed) ? 'ask' : 'go';
}

/** Whether a target was found to be no longer there: nothing is known of it. */
export function isNothing(target: NonNullable<ItemFacts['target']>): boolean {
	return Object.keys(target).length === 0;
}

/** Identical content is recognised by size and MD5, and never sent again. */
export function isSameContent(source: Side, target: Side | undefined): boolean {
	return target?.md5 !== undefined && source.md5 === target.md5 && source.size === target.size;
}

export function isSameSecond(one: number | undefined, other: number | undefined): boolean {
	return seconds(one) === seconds(other);
}

/** Whether a target is still what was seen of it. */
export function isAsSeen(seen: ItemFacts['target'], now: ItemFacts['target']): boolean {
	if (!seen || !now || seen.size !== now.size) {
		return seen === now;
	}

	return seen.md5 === undefined || now.md5 === undefined ? seconds(seen.modified) === seconds(now.modified) : seen.md5 === now.md5;
}

/** The service keeps whole seconds (protocol.md 2.4). A time that is not known is before all others: 1965 is one, too. */
function seconds(milliseconds = -Infinity): number {
	return Math.floor(milliseconds / 1000);
}

/** `photo.jpg` → `photo (1).jpg`, `photo (2).jpg`, … */
export function numberedName(segment: string, number: number): string {
	const dot = segment.lastIndexOf('.');
	return dot > 0 ? `${segment.slice(0, dot)} (${number})${segment.slice(dot)}` : `${segment} (${number})`;
}
