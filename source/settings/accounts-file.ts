import {randomUUID} from 'node:crypto';
import {
	chmod,
	mkdir,
	open,
	readdir,
	readFile,
	rename,
	rm,
	stat,
} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../failure.ts';
import {writeAll} from '../write-all.ts';

/*
The file with the tokens. Only its owner may read it, and it is always replaced as a whole.
*/

/** The text of a file, or nothing when there is none. A file that others can read is made private, with a notice. @throws Failure `permission` */
export async function readPrivate(file: string, onNotice: (text: string) => void): Promise<string | undefined> {
	try {
		const text = await readFile(file, 'utf8');
		await repairModes(file, onNotice);
		return text;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
			return undefined;
		}

		throw new Failure('permission', `The file with the accounts cannot be read: ${file}`, {nextStep: 'Check who owns it.', cause: error});
	}
}

async function repairModes(file: string, onNotice: (text: string) => void): Promise<void> {
	const isOpen = async (place: string) => ((await stat(place)).mode & 0o077) !== 0; // eslint-disable-line no-bitwise -- file modes are bits
	if (await isOpen(file)) {
		await chmod(file, 0o600);
		onNotice(`Others on this machine could read the sign-ins in ${file}; it is closed now. If you do not trust them: jottafm logout, then login.`);
	}

	const folder = path.dirname(file);
	if (await isOpen(folder)) {
		await chmod(folder, 0o700);
	}
}

/** Disk space that is reserved before a request whose answer must not be lost. */
export type Reservation = {
	/** Puts a text in the file's place; durable when it resolves. @throws Failure `permission`, `disk-full` */
	readonly commit: (text: string) => Promise<void>;
	/** Frees the space. Does nothing after `commit`. */
	readonly release: () => Promise<void>;
};

const margin = 16_384; // bytes: how much longer the file may become
const stale = 3_600_000; // ms: no reservation lasts that long

/**
Reserves the space that the next version of a file needs. A full disk or a read-only folder shows now, and not when it is
too late: a token that is lost after the answer cannot be requested again (protocol.md 3.3).
@throws Failure `permission`, `disk-full`
*/
export async function reserve(file: string): Promise<Reservation> {
	const next = `${file}.${randomUUID()}.next`;
	return explained({file, isSpent: false}, async () => {
		await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
		const handle = await open(next, 'wx', 0o600);
		const release = async () => {
			await handle.close();
			await rm(next, {force: true});
		};

		try {
			await handle.writeFile(new Uint8Array(await sizeOf(file) + margin));
			await handle.sync();
			await removeStale(file, (await handle.stat()).mtimeMs);
		} catch (error) {
			await release();
			throw error;
		}

		return {
			commit: async text => explained({file, isSpent: true}, async () => {
				const bytes = new TextEncoder().encode(text);
				await writeAll(handle, bytes, 0);
				await handle.truncate(bytes.length);
				await handle.sync();
				await handle.close();
				await rename(next, file);
				await syncFolder(path.dirname(file));
			}),
			release,
		};
	});
}

/** Moves a damaged file aside, so that a new one overwrites nothing; a rename needs no free space. Returns its new path. */
export async function keepDamaged(file: string): Promise<string> {
	const kept = file.replace(/\.json$/v, '.damaged.json');
	await explained({file, isSpent: true}, async () => {
		await rename(file, kept);
		await chmod(kept, 0o600);
	});
	return kept;
}

/** Removes what killed processes have left. The file system's clock decides: ours may be wrong. */
async function removeStale(file: string, now: number): Promise<void> {
	const folder = path.dirname(file);
	const names = await readdir(folder);
	for (const name of names.filter(each => each.startsWith(`${path.basename(file)}.`) && each.endsWith('.next'))) {
		const place = path.join(folder, name);
		const age = now - await modifiedAt(place, now);
		if (age > stale) {
			await rm(place, {force: true});
		}
	}
}

async function modifiedAt(file: string, otherwise: number): Promise<number> {
	try {
		return (await stat(file)).mtimeMs;
	} catch {
		return otherwise; // renamed meanwhile
	}
}

async function sizeOf(file: string): Promise<number> {
	try {
		return (await stat(file)).size;
	} catch {
		return 0;
	}
}

/** Flushes the rename, too. Not every system can open a folder for that. */
async function syncFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		await handle.sync();
		await handle.close();
	} catch {}
}

/** `isSpent`: the service has answered, and the login token or code that was sent works only once. */
async function explained<Result>({file, isSpent}: {readonly file: string; readonly isSpent: boolean}, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Failure) {
			throw error;
		}

		const folder = path.dirname(file);
		const afterwards = isSpent ? 'then sign in again: what was used for it works only once.' : 'then try again. The sign-in was not used up.';
		throw ['ENOSPC', 'EDQUOT'].includes(codeOf(error))
			? new Failure('disk-full', `There is no room left to keep the sign-in in ${folder}.`, {nextStep: `Make some room, ${afterwards}`, cause: error})
			: new Failure('permission', `The sign-in cannot be kept: nothing can be written in ${folder}.`, {nextStep: `Check who owns that folder, or choose another with --config-dir; ${afterwards}`, cause: error});
	}
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}
