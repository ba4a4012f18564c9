import {Failure, toFailure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {parentPath} from '../../files/location.ts';
import {segmentsOf} from '../addresses.ts';
import type {CloudOptions} from '../cloud-options.ts';
import {displayName} from '../display-name.ts';
import {findEntry} from '../find.ts';
import type {NameCodec} from '../name-codec.ts';

/**
Does what needs a free name. Where the service refuses it for something that no listing shows, in the trash or never uploaded
completely, the failure says that, not only that something is there.
@throws what `work` throws
@see protocol.md 6.4, 8.1
*/
export async function sayingWhatIsHidden<Result>(path: string, options: CloudOptions, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw toFailure(error).code === 'already-exists' ? await explained(error, path, options) : error;
	}
}

/** The name itself, or a file that was where a folder above it is to be. */
async function explained(error: unknown, path: string, options: CloudOptions): Promise<unknown> {
	for (let at = path; segmentsOf(at).length > 2; at = parentPath(at)) {
		const there = await findEntry(at, options).catch(() => undefined); // what the service has said is true in any case
		if (there && isHidden(there) && (at === path || there.kind === 'file')) {
			return nameIsHeld(at, there, {names: options.client.names, cause: toFailure(error).cause});
		}

		if (there && !isHidden(there)) {
			return error;
		}
	}

	return error;
}

/** Fails where a file that no listing shows is in the way of a folder: it has the folder's name, or that of one above which is not there. @throws Failure `already-exists` */
export async function checkNoneIsHidden(folder: string, options: CloudOptions): Promise<void> {
	for (let at = folder; segmentsOf(at).length > 2; at = parentPath(at)) {
		const there = await findEntry(at, options);
		if (there?.kind === 'file' && isHidden(there)) {
			throw nameIsHeld(at, there, options.client);
		}

		if (there) {
			return;
		}
	}
}

/** A tombstone or an incomplete upload: no listing shows it, yet it holds the name. */
export function isHidden({deletedAt, state}: Pick<Entry, 'deletedAt' | 'state'>): boolean {
	return deletedAt !== undefined || state !== undefined;
}

/** Names what holds a name, and what frees it. */
export function nameIsHeld(path: string, {kind, deletedAt}: Entry, {names, cause}: {readonly names: NameCodec; readonly cause?: unknown}): Failure {
	const holder = deletedAt === undefined ? 'an upload that was never completed' : `a ${kind} in the trash`;
	return new Failure('already-exists', `The name ${displayName(path, names)} is held by ${holder}, which no listing shows.`, {
		nextStep: deletedAt === undefined ? 'Copy that file again, or choose another name.' : {kind: 'free-trashed-name'}, cause,
	});
}
