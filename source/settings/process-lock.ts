import {existsSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import type {Clock} from '../clock.ts';
import {Failure} from '../failure.ts';
import {makePrivateFile} from '../private-file.ts';
import {isDamage, sqliteCode} from '../sqlite-code.ts';

/** Held until it is released or the process ends, however it ends. */
export type ProcessLock = {readonly release: () => void};

const busy = 5; // SQLITE_BUSY
const full = 13; // SQLITE_FULL
const pollMilliseconds = 25;

/**
Takes a lock across processes. Returns nothing when another process has it.

It is an SQLite file in an exclusive transaction. The operating system frees it when the process ends, so no dead process
keeps it, and nobody has to guess whether a process id still means the same process.
*/
export function tryLock(file: string): ProcessLock | undefined {
	const database = opened(file);
	try {
		database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE');
		if (database.prepare('PRAGMA user_version').get()?.user_version === 0) {
			database.exec('PRAGMA user_version = 1'); // one page: locking an empty file needs space, which a full disk does not have
		}

		database.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		database.close();
		if (sqliteCode(error) === busy) {
			return undefined;
		}

		throw lockFailure(error, file);
	}

	return {
		release() {
			if (database.isOpen) {
				database.close();
			}
		},
	};
}

function opened(file: string): DatabaseSync {
	try {
		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
		makePrivateFile(file);
		return new DatabaseSync(file);
	} catch (error) {
		throw lockFailure(error, file);
	}
}

function lockFailure(error: unknown, file: string): Failure {
	const folder = path.dirname(file);
	if (isDamage(error, file)) {
		return new Failure('permission', `This file is no lock of jottafm, or it is damaged: ${file}.`, {nextStep: 'Move it away while the program does not run.', cause: error});
	}

	const isFull = sqliteCode(error) === full || (error instanceof Error && 'code' in error && error.code === 'ENOSPC');
	return isFull
		? new Failure('disk-full', `There is no room left in ${folder}.`, {nextStep: 'Make some room, then try again.', cause: error})
		: new Failure('permission', `Nothing can be written in ${folder}.`, {nextStep: 'Check who owns that folder, or choose another with --config-dir.', cause: error});
}

/** Whether another process has a lock. This does not take it, so it blocks nobody. */
export function isLockTaken(file: string): boolean {
	if (!existsSync(file)) {
		return false;
	}

	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(file, {readOnly: true, timeout: 0});
		database.prepare('SELECT 1 FROM sqlite_schema').get();
		return false;
	} catch (error) {
		return sqliteCode(error) === busy;
	} finally {
		database?.close();
	}
}

/** Like tryLock, but waits for the lock. Rejects when the signal is aborted. */
export async function acquireLock(file: string, {clock, signal}: {readonly clock: Clock; readonly signal?: AbortSignal | undefined}): Promise<ProcessLock> {
	for (;;) {
		signal?.throwIfAborted();
		const lock = tryLock(file);
		if (lock) {
			return lock;
		}

		await clock.sleep(pollMilliseconds, signal);
	}
}
