import {existsSync} from 'node:fs';
import path from 'node:path';
import {Failure} from '../failure.ts';
import type {Directories} from '../settings/directories.ts';
import {isLockTaken, tryLock, type ProcessLock} from '../settings/process-lock.ts';
import {sqliteCode} from '../sqlite-code.ts';

const codes = new Set([5, 8, 10, 13, 14]); // SQLITE_BUSY, READONLY, IOERR, FULL, CANTOPEN

/** Whether SQLite could not write, and perhaps can later: a full disk, a used up quota, a disk that is read-only for now, a lock that somebody keeps. */
export function isUnwritable(error: unknown): boolean {
	return codes.has(sqliteCode(error) ?? 0);
}

/** One sentence for all of these. */
export function unwritable(file: string, cause?: unknown): Failure {
	return new Failure('disk-full', 'The transfer queue cannot be written: is the disk full?', {nextStep: `Make room in ${path.dirname(file)}.`, cause});
}

/** Makes the lock file below when the queue is opened: on a full disk it could not be made. */
export function makeWriteBlockLock(directories: Directories): void {
	if (!existsSync(writeBlockLock(directories))) { // taken for an instant, it would tell others that an engine cannot write
		takeWriteBlockLock(directories)?.release();
	}
}

/** An engine that cannot write holds this lock, so that others see it: on a full disk it can write nothing about it. */
export function takeWriteBlockLock(directories: Directories): ProcessLock | undefined {
	try {
		return tryLock(writeBlockLock(directories));
	} catch {
		return undefined; // not even the lock file can be made
	}
}

export function isWriteBlocked(directories: Directories): boolean {
	return isLockTaken(writeBlockLock(directories));
}

function writeBlockLock({locks}: Directories): string {
	return path.join(locks, 'held.lock');
}
