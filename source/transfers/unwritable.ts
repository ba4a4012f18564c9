import {existsSync} from 'node:fs';
import path from 'node:path';
import {Failure} from '../failure.ts';
import type {Directories} from '../settings/directories.ts';
import {isLockTaken, tryLock, type ProcessLock} from '../settings/process-lock.ts';
import {sqliteCode} from '../sqlite-code.ts';

const codes = new Set([5, 8, 10, 13, 14]); // SQLITE_BUSY, READONLY, IOERR, FULL, CANTOPEN

/** Whether SQLite could not write, and can perhaps later: no room, a used up quota, a disk that is read-only for now, somebody who does not let go. */
export function isUnwritable(error: unknown): boolean {
	return codes.has(sqliteCode(error) ?? 0);
}

/** The sentence for it, whatever of these it is. */
export function unwritable(file: string, cause?: unknown): Failure {
	return new Failure('disk-full', 'The transfer queue cannot be written: is the disk full?', {nextStep: `Make room in ${path.dirname(file)}.`, cause});
}

/** The file of the lock below is made when the queue is opened: on a full disk it could not be. */
export function makeHoldLock(directories: Directories): void {
	if (!existsSync(holdLock(directories))) { // taken for an instant, it would tell others that an engine is held up
		takeHoldLock(directories)?.release();
	}
}

/** What an engine that cannot write holds, so that everybody sees it: a full disk takes no word about it. */
export function takeHoldLock(directories: Directories): ProcessLock | undefined {
	try {
		return tryLock(holdLock(directories));
	} catch {
		return undefined; // no room even for that
	}
}

export function isHeldUp(directories: Directories): boolean {
	return isLockTaken(holdLock(directories));
}

function holdLock({locks}: Directories): string {
	return path.join(locks, 'held.lock');
}
