import {existsSync, renameSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {Failure} from '../../failure.ts';
import {tryLock, type ProcessLock} from '../../settings/process-lock.ts';
import {isDamage} from '../../sqlite-code.ts';

/** @see setAside */
export function damagedQueue(file: string, kept: string | undefined, cause?: unknown): Failure {
	return new Failure('service', `The transfer queue was damaged: ${file}.`, {
		nextStep: kept === undefined ? 'Try again.' : `It is kept as ${kept}, and a new one was begun: what was not copied yet has to be copied again.`, cause,
	});
}

/**
Gives a damaged queue another name, under which it is kept, so that a new one can be begun. Gives back that name, or nothing where
another process was quicker. Who still has the old one open sees that its file is another (store.ts).
*/
export function setAside(file: string): string | undefined {
	const lock = waitForLock(path.join(path.dirname(file), 'locks', 'queue.lock')); // two at once would set the new one aside, too
	try {
		if (isSound(file)) {
			return undefined;
		}

		const kept = freeName(file);
		for (const part of ['-wal', '-shm', '']) { // the log first: left alone, it would be written into the new queue
			if (existsSync(`${file}${part}`)) {
				renameSync(`${file}${part}`, `${kept}${part}`);
			}
		}

		return kept;
	} finally {
		lock.release();
	}
}

const poll = 25; // ms
const mostPolls = 400;

function waitForLock(file: string): ProcessLock {
	for (let polls = 0; polls < mostPolls; polls += 1) {
		const lock = tryLock(file);
		if (lock) {
			return lock;
		}

		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, poll);
	}

	throw new Failure('service', 'Another process sets a damaged transfer queue aside, and does not finish.', {nextStep: 'Try again.'});
}

function isSound(file: string): boolean {
	if (!existsSync(file)) {
		return true;
	}

	try {
		const database = new DatabaseSync(file, {timeout: 10_000});
		try {
			return database.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok';
		} finally {
			database.close();
		}
	} catch (error) {
		return !isDamage(error, file);
	}
}

function freeName(file: string): string {
	const {dir, name, ext} = path.parse(file);
	for (let number = 1; ; number += 1) {
		const kept = path.join(dir, `${name}.damaged-${number}${ext}`);
		if (!existsSync(kept)) {
			return kept;
		}
	}
}
