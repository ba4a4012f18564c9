import type {Entry} from './entry.ts';

/**
What one listing has beside another: `differs` is another content, `newer` such a one of a later time; `unknown` is a folder
into which nobody has looked, what cannot be looked at, or a file of equal size and time with an MD5 that is not known.
*/
export type ComparisonVerdict = 'same' | 'differs' | 'newer' | 'only-here' | 'unknown';

/** Verdicts by segment, for each of two listings. */
export type Comparison = readonly [ReadonlyMap<string, ComparisonVerdict>, ReadonlyMap<string, ComparisonVerdict>];

export type CompareOptions = {
	/** What makes two names one: without case where one side is the cloud. */
	readonly fold: (name: string) => string;
	/** What a listing does not say: MD5s of files on the disk that are known from elsewhere. */
	readonly md5Of?: (entry: Entry) => string | undefined;
};

/** Two listings by name; files by size and MD5, by time where that is not known; folders by size where both are known. */
export function compareListings(left: readonly Entry[], right: readonly Entry[], {fold, md5Of = ({md5}) => md5}: CompareOptions): Comparison {
	const rights = new Map(right.map(entry => [fold(entry.name), entry] as const));
	const verdicts = [new Map<string, ComparisonVerdict>(), new Map<string, ComparisonVerdict>(right.map(({segment}) => [segment, 'only-here'] as const))] as const;
	for (const entry of left) {
		const other = rights.get(fold(entry.name));
		const verdict = other ? compareEntries(entry, other, md5Of) : 'only-here';
		verdicts[0].set(entry.segment, verdict === 'differs' && isNewer(entry, other) ? 'newer' : verdict);
		if (other) {
			verdicts[1].set(other.segment, verdict === 'differs' && isNewer(other, entry) ? 'newer' : verdict);
		}
	}

	return verdicts;
}

/** Whether the same entry is still at a place; of folders only that there is one. */
export function isStillThere(before: Entry, now: Entry | undefined): boolean {
	if (now?.kind !== before.kind || now.deletedAt !== undefined) {
		return false;
	}

	return before.kind === 'folder'
		|| (now.size === before.size && (before.md5 !== undefined && now.md5 !== undefined ? now.md5 === before.md5 : isSameTime(before, now)));
}

const timeSlack = 2000; // ms: the service keeps whole seconds, and FAT every other one. Nothing is copied or replaced because of this comparison; where something is, a second is exact (times.ts)

function compareEntries(one: Entry, other: Entry, md5Of: (entry: Entry) => string | undefined): ComparisonVerdict {
	if (one.failure !== undefined || other.failure !== undefined) {
		return 'unknown'; // nobody could look at it
	}

	if (one.kind !== other.kind) {
		return 'differs';
	}

	if (one.kind === 'folder') {
		return one.size === undefined || other.size === undefined ? 'unknown' : same(one.size === other.size);
	}

	if (one.size !== other.size) {
		return 'differs';
	}

	const [mine, theirs] = [md5Of(one), md5Of(other)];
	return mine === undefined || theirs === undefined ? (isSameTime(one, other) ? 'unknown' : 'differs') : same(mine === theirs);
}

function isNewer(one: Entry, other: Entry | undefined): boolean {
	return one.kind === 'file' && other?.kind === 'file' && (one.modified ?? -Infinity) - (other.modified ?? -Infinity) > timeSlack;
}

function isSameTime(one: Entry, other: Entry): boolean {
	return one.modified === other.modified || Math.abs((one.modified ?? -Infinity) - (other.modified ?? -Infinity)) <= timeSlack;
}

function same(isSame: boolean): ComparisonVerdict {
	return isSame ? 'same' : 'differs';
}
