import type {Buffer} from 'node:buffer';
import {utimes, type FileHandle} from 'node:fs/promises';

/*
Times of files in ms since 1970, negative ones too.
*/

const furthest = 8_640_000_000_000_000; // ms: the limit of a Date; some disks hold more

/** Sets the times of a file, by its path or its handle. What a disk cannot hold becomes the nearest that it can (ext4: 1901 to 2446). */
export async function setTimes(file: string | Buffer | FileHandle, modified: number, accessed = modified): Promise<void> {
	const [atime, mtime] = [dateOf(accessed), dateOf(modified)];
	await (typeof file === 'object' && 'utimes' in file ? file.utimes(atime, mtime) : utimes(file, atime, mtime));
}

/** Node takes a negative number for "now"; a Date is taken as it is. A Date itself cuts fractions towards 1970. */
function dateOf(milliseconds: number): Date {
	return new Date(nearestTime(milliseconds));
}

/** Whole ms that a Date can hold. */
export function nearestTime(milliseconds: number): number {
	return Math.max(-furthest, Math.min(Math.floor(milliseconds), furthest));
}

/** The service keeps whole seconds (protocol.md 2.4). A time that is not known is before all others: 1965 is one, too. */
export function wholeSeconds(milliseconds = -Infinity): number {
	return Math.floor(milliseconds / 1000);
}

/** Whether two times of files are one: to the second, everywhere but where listings are compared (compare.ts). */
export function isSameSecond(one: number | undefined, other: number | undefined): boolean {
	return wholeSeconds(one) === wholeSeconds(other);
}

/** Nanoseconds of a file's state as ms, the earlier one: BigInt division alone would cut towards 1970, into another second. */
export function wholeMilliseconds(nanoseconds: bigint): number {
	const cut = nanoseconds / 1_000_000n;
	const floor = cut * 1_000_000n > nanoseconds ? cut - 1n : cut;
	return nearestTime(Number(floor));
}
