import {setImmediate as breathe} from 'node:timers/promises';
import type {Entry} from '../../files/entry.ts';
import {kindOf} from '../../files/kinds.ts';

export type SortKey = 'name' | 'size' | 'modified' | 'extension' | 'kind';
export type Sort = {readonly key: SortKey; readonly isReversed: boolean; readonly isMixed?: boolean}; // mixed: folders are sorted among the files

type Compare = (one: Entry, other: Entry) => number;

/** Natural order: digits compare as numbers, case is ignored, `img2` before `IMG10`. */
const natural = new Intl.Collator(undefined, {numeric: true, sensitivity: 'base'});

/** Folders first, unless mixed; then by the key, then by name. A total order: the same entries are always sorted alike. */
export function comparator({key, isReversed, isMixed = false}: Sort): Compare {
	const byKey = orders[key];
	const sign = isReversed ? -1 : 1;
	return (one, other) => {
		const isFolder = one.kind === 'folder';
		if (!isMixed && isFolder !== (other.kind === 'folder')) {
			return isFolder ? -1 : 1;
		}

		const order = byKey(one, other) || byName(one, other); // eslint-disable-line @typescript-eslint/strict-boolean-expressions -- 0: equal
		return order === 0 ? (one.segment < other.segment ? -1 : 1) : sign * order;
	};
}

/** Names in natural order. */
export function sortedNames(names: readonly string[]): readonly string[] {
	return names.toSorted((one, other) => natural.compare(one, other));
}

function byName(one: Entry, other: Entry): number {
	return natural.compare(one.name, other.name);
}

const orders: Readonly<Record<SortKey, Compare>> = {
	name: byName,
	size: (one, other) => (other.size ?? 0) - (one.size ?? 0), // largest first
	modified: (one, other) => (other.modified ?? -Infinity) - (one.modified ?? -Infinity), // newest first
	extension: (one, other) => natural.compare(extension(one), extension(other)),
	kind: (one, other) => natural.compare(kindOf(one), kindOf(other)),
};

function extension({name}: Entry): string {
	const dot = name.lastIndexOf('.');
	return dot > 0 ? name.slice(dot + 1) : '';
}

const sliceSize = 2000; // entries sorted or merged before keys are handled

/** Sorts in slices, so that keys are handled in between; undefined when aborted. */
export async function sortInSlices(entries: readonly Entry[], compare: Compare, signal: AbortSignal): Promise<readonly Entry[] | undefined> {
	let runs: Array<readonly Entry[]> = [];
	for (let start = 0; start < entries.length; start += sliceSize) {
		runs.push(entries.slice(start, start + sliceSize).toSorted(compare));
		if (entries.length > sliceSize) {
			await breathe();
		}

		if (signal.aborted) {
			return undefined;
		}
	}

	while (runs.length > 1) {
		const merged: Array<readonly Entry[]> = [];
		for (let at = 0; at < runs.length; at += 2) {
			const both = await mergeInSlices(runs[at]!, runs[at + 1] ?? [], compare, signal);
			if (!both) {
				return undefined;
			}

			merged.push(both);
		}

		runs = merged;
	}

	return signal.aborted ? undefined : runs[0] ?? [];
}

/** Merges two sorted lists in slices; undefined when aborted. */
export async function mergeInSlices(one: readonly Entry[], other: readonly Entry[], compare: Compare, signal: AbortSignal): Promise<readonly Entry[] | undefined> {
	const merged: Entry[] = [];
	let [left, right] = [0, 0];
	while (left < one.length && right < other.length) {
		merged.push(compare(one[left]!, other[right]!) <= 0 ? one[left++]! : other[right++]!);
		if (merged.length % sliceSize !== 0) {
			continue;
		}

		await breathe();
		if (signal.aborted) {
			return undefined;
		}
	}

	return [...merged, ...one.slice(left), ...other.slice(right)];
}

/** The index at which to insert an entry into a list that is sorted from `first` on. */
export function placeOf(entry: Entry, sorted: readonly Entry[], compare: Compare, first = 0): number {
	let [low, high] = [first, sorted.length];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (compare(sorted[middle]!, entry) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}
