import {isSameSecond} from '../files/times.ts';
import type {ItemFacts} from './item.ts';

type Side = ItemFacts['source'];

/** Whether these facts say that nothing is there. */
export function isNothing(target: NonNullable<ItemFacts['target']>): boolean {
	return Object.keys(target).length === 0;
}

/** Identical content is known by size and MD5, and never sent again. */
export function isSameContent(source: Side, target: Side | undefined): boolean {
	return target?.md5 !== undefined && source.md5 === target.md5 && source.size === target.size;
}

/** Whether a target is still what was seen of it. */
export function isAsSeen(seen: ItemFacts['target'], now: ItemFacts['target']): boolean {
	if (!seen || !now || seen.size !== now.size) {
		return seen === now;
	}

	return seen.md5 === undefined || now.md5 === undefined ? isSameSecond(seen.modified, now.modified) : seen.md5 === now.md5;
}
