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
	/** What an entry of a side is called by those who need not tell it apart from another: what other programs have named, as it is named on the disk. */
	readonly plainOf?: (entry: Entry, side: 0 | 1) => string;
	/** What a listing does not say: MD5s of files on the disk that are known from elsewhere. */
	readonly md5Of?: (entry: Entry) => string | undefined;
};

/** Two listings by name; files by size and MD5, by time where that is not known; folders by size where both are known. */
export function compareListings(left: readonly Entry[], right: readonly Entry[], {md5Of = ({md5}) => md5, ...naming}: CompareOptions): Comparison {
	const keyOf = keysOf(left, right, naming);
	const rights = new Map(right.map(entry => [keyOf(entry, 1), entry] as const));
	const verdicts = [new Map<string, ComparisonVerdict>(), new Map<string, ComparisonVerdict>(right.map(({segment}) => [segment, 'only-here'] as const))] as const;
	for (const entry of left) {
		const other = rights.get(keyOf(entry, 0));
		const verdict = other ? compareEntries(entry, other, md5Of) : 'only-here';
		verdicts[0].set(entry.segment, verdict === 'differs' && isNewer(entry, other) ? 'newer' : verdict);
		if (other) {
			verdicts[1].set(other.segment, verdict === 'differs' && isNewer(other, entry) ? 'newer' : verdict);
		}
	}

	return verdicts;
}

/** What makes two entries of the two listings one. What a listing has under one plain name twice is known by its whole name. */
function keysOf(left: readonly Entry[], right: readonly Entry[], {fold, plainOf = ({name}) => name}: Pick<CompareOptions, 'fold' | 'plainOf'>): (entry: Entry, side: 0 | 1) => string {
	const plainKey = (entry: Entry, side: 0 | 1) => fold(plainOf(entry, side));
	const hasOther = (entry: Entry, side: 0 | 1) => plainOf(entry, side) !== entry.name;
	const contested = new Set<string>();
	for (const [entries, side] of [[left, 0], [right, 1]] as const) {
		const others = entries.filter(entry => hasOther(entry, side));
		const seen = new Set(others.length === 0 ? [] : entries.filter(entry => !hasOther(entry, side)).map(entry => plainKey(entry, side)));
		for (const key of others.map(entry => plainKey(entry, side))) {
			if (seen.has(key)) {
				contested.add(key);
			}

			seen.add(key);
		}
	}

	return (entry, side) => {
		const key = plainKey(entry, side);
		return contested.has(key) && hasOther(entry, side) ? fold(entry.name) : key;
	};
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
