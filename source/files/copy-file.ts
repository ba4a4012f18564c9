import {createHash} from 'node:crypto';
import {constants, type BigIntStats} from 'node:fs';
import {copyFile as cloneFile, open, stat} from 'node:fs/promises';
import {Failure} from '../failure.ts';
import {errnoOf} from '../error-meanings.ts';
import {diskFailure} from './disk-failures.ts';
import {baseSegment} from './location.ts';
import {
	createPartFile,
	dropPartFile,
	newPartPath,
	placePartFile,
	removePartFile,
	reopenPartFile,
	type PartFile,
	type PartFilePlacing,
} from './part-file.ts';
import {reach} from './reach-path.ts';
import {wholeMilliseconds} from './times.ts';

/** The result of a copy on the disk: the source as it was read. */
export type CopiedFile = {readonly md5: string; readonly found: BigIntStats};

export type CopyFileOptions = {
	readonly signal?: AbortSignal | undefined;
	/** Called with the hidden name before anything has it, so that it can be cleared away after a kill. */
	readonly onPart?: (path: string) => void;
	readonly onProgress?: (bytes: number) => void;
	/** How to get the MD5 of a file on the disk; without it the file is read. */
	readonly md5Of?: (path: string) => Promise<string>;
	readonly onVerifying?: () => void;
} & Partial<Pick<PartFilePlacing, 'replaces' | 'beforePlacing'>>;

/**
Copies one file on the disk, with its time and mode: into a part file, which is read again and compared before it gets its name.
After a failure or an abort nothing is left behind.
@throws Failure `already-exists`, `corrupt` when somebody wrote to it meanwhile, `disk-full`, `not-found`, `permission`, `cancelled`
*/
export async function copyFile(from: string, to: string, options: CopyFileOptions = {}): Promise<CopiedFile> {
	const {onPart, beforePlacing, replaces = false} = options;
	const path = newPartPath(to);
	onPart?.(path);
	let part: PartFile | undefined;
	try {
		const found = await look(from);
		const cloned = await clone(from, path, found);
		part = cloned ?? await createPartFile(path, to);
		const md5 = cloned ? await readMd5(from, from, options) : await fill(part, from, options);
		await check({from, to}, part, {found, md5}, options);
		await part.handle.chmod(Number(found.mode) % 0o1000).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- FAT and some network disks keep no modes
		await placePartFile(part, to, {modified: wholeMilliseconds(found.mtimeNs), replaces, beforePlacing});
		return {md5, found};
	} catch (error) {
		await (part ? dropPartFile(part) : removePartFile(path)).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the first error is the one to tell
		throw diskFailure(error, to); // what the source refused is said already
	}
}

async function look(path: string): Promise<BigIntStats> {
	const found = await statOf(path);
	if (!found.isFile()) {
		throw new Failure('not-found', `${baseSegment(path)} is not a file.`, {nextStep: 'Choose a file.'});
	}

	return found;
}

async function statOf(path: string): Promise<BigIntStats> {
	try {
		return await reach(path, async reached => stat(reached, {bigint: true}));
	} catch (error) {
		throw diskFailure(error, path);
	}
}

const worthCloning = 16_777_216; // bytes: below, asking costs more than copying
const cannotClone = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL', 'ENOSYS', 'ENOTTY', 'EPERM']);

/** Btrfs, XFS and APFS share the blocks of a copy: at once, and without taking space. */
async function clone(from: string, path: string, {size}: BigIntStats): Promise<PartFile | undefined> {
	if (size < worthCloning) {
		return undefined;
	}

	try {
		await reach(from, async source => reach(path, async target => cloneFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE))); // eslint-disable-line no-bitwise -- flags are bits
	} catch (error) {
		if (!cannotClone.has(errnoOf(error) ?? '')) {
			throw error;
		}

		await removePartFile(path);
		return undefined;
	}

	return reopenPartFile(path);
}

const piece = 262_144; // bytes: see piece-writer.ts

/** Fills a part file; gives the MD5 of what was read. */
async function fill({handle}: PartFile, from: string, {signal, onProgress}: CopyFileOptions): Promise<string> {
	const hash = createHash('md5');
	let position = 0;
	for await (const chunk of contentOf(from, from, signal)) {
		hash.update(chunk);
		for (let written = 0; written < chunk.length;) {
			const {bytesWritten} = await handle.write(chunk, written, chunk.length - written, position);
			written += bytesWritten;
			position += bytesWritten;
		}

		onProgress?.(position);
	}

	return hash.digest('hex');
}

async function check({from, to}: {readonly from: string; readonly to: string}, part: PartFile, {found, md5}: CopiedFile, options: CopyFileOptions): Promise<void> {
	options.onVerifying?.();
	const now = await statOf(from);
	if (now.size !== found.size || now.mtimeNs !== found.mtimeNs || now.ino !== found.ino) {
		throw new Failure('corrupt', `${baseSegment(from)} changed while it was copied.`, {nextStep: 'Copy it again when nothing writes to it any more.'});
	}

	if (await readMd5(part.path, to, options) !== md5) {
		throw new Failure('corrupt', `What the disk has kept of ${baseSegment(from)} is not what was read.`, {nextStep: 'Check the disk, then copy it again.'});
	}
}

async function readMd5(path: string, name: string, {md5Of, signal}: CopyFileOptions): Promise<string> {
	if (md5Of) {
		try {
			return await md5Of(path);
		} catch (error) {
			throw diskFailure(error, name);
		}
	}

	const hash = createHash('md5');
	for await (const chunk of contentOf(path, name, signal)) {
		hash.update(chunk);
	}

	return hash.digest('hex');
}

/** `name`: what a failure calls the file. */
async function * contentOf(path: string, name: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
	try {
		const file = await reach(path, async reached => open(reached));
		yield * file.createReadStream({highWaterMark: piece, ...(signal && {signal})}) as AsyncIterable<Uint8Array>;
	} catch (error) {
		throw diskFailure(error, name);
	}
}
