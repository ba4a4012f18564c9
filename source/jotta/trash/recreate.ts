import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {createByHash, destroyEntry} from '../changes.ts';
import {findEntry} from '../find.ts';
import {openContent} from '../download.ts';
import {isTransient} from '../http/failures.ts';
import {pauseAfter} from '../http/retry.ts';
import {displayName} from '../display-name.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {
	allocate,
	sendContent,
	sendMissing,
	type UploadRequest,
} from '../upload.ts';

/** Where content can be read if its hash is not enough: a tombstone or an older version. */
export type ContentSource = {readonly path: string; readonly revision?: number};

const attempts = 5;

type Facts = Pick<Entry, 'size' | 'md5' | 'created' | 'modified'>;

/**
Makes content that the account holds the current version of a file: by its hash, or where the service refuses that by reading it and sending it again.
Nothing touches the disk.
@throws Failure `corrupt` when the content was never complete
@see protocol.md 6.10, 9.4, 10
*/
export async function recreateFile(path: string, facts: Facts, source: ContentSource, options: CloudOptions): Promise<'by-hash' | 'by-content'> {
	if (await createByHash(path, facts, options)) {
		return 'by-hash';
	}

	await sendAgain(path, facts, source, options);
	return 'by-content';
}

/** Reads content and sends it to a path in one go. */
export async function sendAgain(path: string, facts: Facts, source: ContentSource, options: CloudOptions): Promise<void> {
	await orWithdrawn(path, facts, options, async () => sendInTries(path, facts, source, options));
}

/** Sends content that was announced; if that fails, withdraws the announcement: nobody would send the rest. */
export async function orWithdrawn<Result>(path: string, facts: Facts, options: CloudOptions, bring: () => Promise<Result>): Promise<Result> {
	try {
		return await bring();
	} catch (error) {
		await withdraw(path, facts, {client: options.client}).catch(() => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- the first error is the one to tell
		throw error;
	}
}

/** Withdraws an announced upload where it has a name of its own. As the newest version of a file it stays, and is shown nowhere (protocol.md 8.1). */
export async function withdraw(path: string, {md5}: Pick<Facts, 'md5'>, options: CloudOptions): Promise<void> {
	const there = await findEntry(path, options);
	if (there?.state !== undefined && there.deletedAt === undefined && there.md5 === md5) {
		await destroyEntry(path, 'file', options);
	}
}

async function sendInTries(path: string, {size, md5, created, modified}: Facts, {path: from, revision}: ContentSource, options: CloudOptions): Promise<void> {
	if (size === undefined || md5 === undefined) {
		throw new Failure('corrupt', `${displayName(path, options.client.names)} was never uploaded completely: there is nothing to bring back.`, {nextStep: 'Upload it again, or delete it for good.'});
	}

	for (let attempt = 1; ; attempt += 1) {
		try {
			await sendOnce({
				path, size, md5, created, modified,
			}, {path: from, ...(revision !== undefined && {revision})}, options);
			return;
		} catch (error) {
			if (attempt >= attempts || !isTransient(error)) {
				throw error;
			}

			await options.client.clock.sleep(pauseAfter(attempt), options.signal); // the service keeps what arrived
		}
	}
}

async function sendOnce(file: Omit<UploadRequest, 'onConflict'>, {path: from, revision}: ContentSource, options: CloudOptions): Promise<void> {
	const {path, size} = file;
	const announce = async () => allocate({...file, onConflict: 'new-revision'}, options);
	await sendMissing(await announce(), {
		announce,
		async send({url, resumeFrom}) {
			const content = await openContent(from, {...options, from: resumeFrom, ...(revision !== undefined && {revision})});
			await sendContent({
				path, url, size, from: resumeFrom, body: () => content,
			}, options);
		},
	}, options);
}
