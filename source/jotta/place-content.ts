import {Failure} from '../failure.ts';
import type {Entry} from '../files/entry.ts';
import {absolutePath, checkWritable} from './addresses.ts';
import {findContent} from './find.ts';
import {sendCommand} from './http/place-requests.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {orWithdrawn, sendAgain} from './trash/recreate.ts';
import {allocate} from './upload.ts';

export type Placed = {
	readonly from: string; // a file that has the content
	readonly to: string;
	readonly facts: Pick<Entry, 'size' | 'md5' | 'created' | 'modified'>;
	/** `reject`: only where nothing alive has the name. `new-revision`: what has the name stays as a version, and the name is never missing meanwhile. */
	readonly onConflict: 'reject' | 'new-revision';
};

/**
Puts content that the account holds under a name, at once and whole. A name that is in the trash comes back with it; what was
in the trash then is an older version.
@returns what is there then
@throws Failure `already-exists` (with `reject`), `corrupt` when the source has changed, `quota-full`
@see protocol.md 6.9, 8.1
*/
export async function placeContent({from, to, facts, onConflict}: Placed, options: CloudOptions): Promise<Entry> {
	const {size, md5, created, modified} = facts;
	if (size === undefined || md5 === undefined) {
		throw new Failure('corrupt', `${displayName(from, options.client.names)} was never uploaded completely: there is nothing to copy.`, {nextStep: 'Upload it again.'});
	}

	const {isStored} = await allocate({
		path: to, size, md5, created, modified, onConflict,
	}, options);
	if (!isStored) {
		// The service did not make it from what it has. Its verb for copies seems to: that is checked below.
		await orWithdrawn(to, facts, options, async () => sendCommand(from, {...options, query: {cp: absolutePath(options.client.user, to)}, mayRepeat: false}));
	}

	const there = await findContent(to, options);
	if (there?.md5 === md5 && there.size === size) {
		return there;
	}

	await sendAgain(to, facts, {path: from}, options);
	const sent = await findContent(to, options);
	if (sent?.md5 !== md5) {
		throw new Failure('service', `Jottacloud did not put ${displayName(to, options.client.names)} in its place.`, {nextStep: 'Try again, or copy it to the disk and up again.'});
	}

	return sent;
}

/** Copies one file on the server; never replaces what is alive. @throws Failure `not-found`, `already-exists` */
export async function copyOnServer(from: string, to: string, options: CloudOptions): Promise<void> {
	checkWritable(to, options.client.names);
	const source = await findContent(from, options);
	if (source?.kind !== 'file') {
		throw new Failure('not-found', `Not found: ${displayName(from, options.client.names)}. It may have been moved or deleted elsewhere.`, {nextStep: {kind: 'refresh'}});
	}

	await placeContent({
		from, to, facts: source, onConflict: 'reject',
	}, options);
}
