import type {Entry} from './entry.ts';

/** What one listing has beside another: `differs` is another content, `unknown` a folder into which nobody has looked. */
export type Verdict = 'same' | 'differs' | 'only-here' | 'unknown';

/** Verdicts by segment, for each of two listings. */
export type Comparison = readonly [ReadonlyMap<string, Verdict>, ReadonlyMap<string, Verdict>];

export type CompareOptions = {
	/** What makes two names one: without case where one side is the cloud. */
	readonly fold: (name: string) => string;
};

/** Two listings by name; files by MD5 where both are known, else by size and time; folders by size where both are known. */
export function compareListings(left: readonly Entry[], right: readonly Entry[], {fold}: CompareOptions): Comparison {
	const rights = new Map(right.map(entry => [fold(entry.name), entry] as const));
	const verdicts = [new Map<string, Verdict>(), new Map<string, Verdict>(right.map(({segment}) => [segment, 'only-here'] as const))] as const;
	for (const entry of left) {
		const other = rights.get(fold(entry.name));
		const verdict = other ? compareEntries(entry, other) : 'only-here';
		verdicts[0].set(entry.segment, verdict);
		if (other) {
			verdicts[1].set(other.segment, verdict);
		}
	}

	return verdicts;
}

/** Whether what stands at a place is what stood there before. Folders are known by being one. */
export function isUnchanged(before: Entry, now: Entry | undefined): boolean {
	if (now?.kind !== before.kind || now.deletedAt !== undefined) {
		return false;
	}

	return before.kind === 'folder'
		|| (now.size === before.size && (before.md5 !== undefined && now.md5 !== undefined ? now.md5 === before.md5 : isSameTime(before, now)));
}

const timeSlack = 2000; // ms: the service keeps whole seconds, FAT every other one

function compareEntries(one: Entry, other: Entry): Verdict {
	if (one.kind !== other.kind) {
		return 'differs';
	}

	if (one.kind === 'folder') {
		return one.size === undefined || other.size === undefined ? 'unknown' : same(one.size === other.size);
	}

	if (one.md5 !== undefined && other.md5 !== undefined) {
		return same(one.md5 === other.md5);
	}

	return same(one.size === other.size && isSameTime(one, other));
}

function isSameTime(one: Entry, other: Entry): boolean {
	return Math.abs((one.modified ?? 0) - (other.modified ?? 0)) <= timeSlack;
}

function same(isSame: boolean): Verdict {
	return isSame ? 'same' : 'differs';
}
