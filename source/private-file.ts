import {getCompileCacheDir} from 'node:module';
import {
	chmodSync,
	closeSync,
	lstatSync,
	openSync,
} from 'node:fs';
import process from 'node:process';

/*
What the program keeps for itself is for its owner alone, whatever the umask says: it only takes rights from new files, and
umask 000 takes none.
*/

/**
Makes an empty file that only its owner can read and write. One that is there is closed to others, and is not opened: closing it
would give up the locks that SQLite has on it in this process.
@throws what `open` throws
*/
export function makePrivateFile(file: string): void {
	try {
		closeSync(openSync(file, 'wx', 0o600));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
			throw error;
		}

		closeToOthers(file);
	}
}

/** Closes the folder in which Node.js keeps compiled code: in a process that it has started with one, it was made by the umask. */
export function closeCompiled(): void {
	const folder = getCompileCacheDir();
	try {
		if (folder !== undefined) {
			chmodSync(folder, 0o700);
		}
	} catch {} // the person has named another one
}

/** Takes all rights on a file of ours from everybody else. Does nothing where it cannot; where a link leads is the person's choice. */
export function closeToOthers(file: string): void {
	const facts = lstatSync(file, {throwIfNoEntry: false});
	if (facts?.isFile() && facts.uid === process.getuid?.() && (facts.mode & 0o077) !== 0) { // eslint-disable-line no-bitwise -- file modes are bits
		try {
			chmodSync(file, 0o600);
		} catch {} // a disk that keeps no modes, or that cannot be written
	}
}
