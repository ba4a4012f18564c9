import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {errnoOf} from '../error-meanings.ts';
import {Failure} from '../failure.ts';
import {diskFailure} from './disk-failures.ts';

/*
What is half done in the temporary folder (TMPDIR), or another, has a name that says whose it is: what a process has left there that
was killed is cleared away by the next one.
*/

type Purpose = 'reading' | 'passing'; // standard input; a file from one account to another

/** How such a name begins. */
export function temporaryName(purpose: Purpose, folder = tmpdir()): string {
	return path.join(folder, `jottafm-${purpose}-${process.pid}-`);
}

/**
A new folder in a temporary one, for this person alone. `beginning`: its path, to which something is added that makes it new.
@throws Failure `permission` where the temporary folder (TMPDIR) cannot be used, `disk-full`
*/
export async function makeTemporary(beginning: string): Promise<string> {
	try {
		return await mkdtemp(beginning);
	} catch (error) {
		const folder = path.dirname(beginning);
		throw ['ENOENT', 'ENOTDIR', 'EACCES', 'EROFS'].includes(errnoOf(error) ?? '')
			? new Failure('permission', `Nothing can be written in the folder for temporary files: ${folder}.`, {nextStep: 'TMPDIR names it: choose one that is there and is yours.', cause: error})
			: diskFailure(error, folder);
	}
}

/** Deletes what dead processes have left. Nobody needs it: the queue does not know of it yet, or starts it again. */
export async function clearLeftovers(purpose: Purpose, folder = tmpdir()): Promise<void> {
	const names = new RegExp(String.raw`^jottafm-${purpose}-(?<pid>\d+)-`, 'v');
	for (const name of await readdir(folder).catch(() => [])) {
		const pid = names.exec(name)?.groups?.pid;
		if (pid !== undefined && !isAlive(Number(pid))) {
			await rm(path.join(folder, name), {recursive: true, force: true}).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- another person's
		}
	}
}

/** A process of another person cannot be signalled, but it is there. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errnoOf(error) !== 'ESRCH';
	}
}
