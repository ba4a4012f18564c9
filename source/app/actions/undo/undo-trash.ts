import {endsAll, Failure, toFailure} from '../../../failure.ts';
import type {Location} from '../../../files/location.ts';
import {counted} from '../../../format.ts';
import {findEntry} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {isTransient} from '../../../jotta/http/failures.ts';
import {restoreEntry} from '../../../jotta/trash/restore.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import type {Trashed} from '../../stores/journal.ts';
import {reloadFolders} from '../files/reload-folders.ts';

/**
Restores what one undo entry moved to the trash, and nothing else of the same name. What failed can be undone again, unless
the entry itself is refused: it would fail each time, and block the older undo entries.
*/
export async function restoreTrashed(app: App, trashed: readonly Trashed[]): Promise<void> {
	let failed = 0;
	const again: Trashed[] = [];
	let problem: unknown;
	for (const each of trashed) {
		const {location} = each;
		if (location.kind === 'cloud') {
			let isBegun = each.isBegun ?? false;
			try {
				const client = await app.service.openClient(location.account);
				const deletedAt = await findOwnTombstone(each, client, location);
				isBegun = true;
				const {failures} = await restoreEntry(location.path, {client, deletedAt});
				if (failures.length > 0) {
					throw failures[0]!.failure;
				}
			} catch (error) {
				failed += 1;
				if (mayWorkLater(error)) {
					again.push({...each, isBegun});
				}

				problem ??= error;
			}
		}
	}

	const back = trashed.length - failed;
	if (again.length > 0) {
		app.stores.journal.add({kind: 'trash', trashed: again});
	}

	await reloadFolders(app, trashed.map(({location}) => location));
	app.service.refreshAccount();
	if (back > 0) {
		app.stores.messages.say(`Back from the trash: ${trashed.length === 1 ? lastName(trashed[0]!.location, app.service.names) : counted(back, 'item')}${failed > 0 ? `; ${failed} could not be` : ''}.`);
	}

	if (problem !== undefined) {
		throw toFailure(problem);
	}
}

/** Whether the connection, the session or the account caused the failure, not the file or folder itself. */
export function mayWorkLater(error: unknown): boolean {
	return isTransient(error) || endsAll(toFailure(error));
}

/** The deletion time, after checking that exactly this tombstone would be restored. */
async function findOwnTombstone({deletedAt, isBegun}: Trashed, client: Client, location: Location): Promise<number> {
	const name = lastName(location, client.names);
	if (deletedAt === undefined) {
		throw new Failure('not-found', `Which ${name} of the trash is the one of then is not known.`, {nextStep: 'Choose it in the trash (g t).'});
	}

	const there = await findEntry(location.path, {client});
	if (!there) {
		throw new Failure('not-found', `${name} is no longer in the trash.`, {nextStep: 'It was deleted for good, or its thirty days are over.'});
	}

	const isOwnFolder = isBegun && there.kind === 'folder';
	if (there.deletedAt === undefined && !isOwnFolder) {
		throw new Failure('already-exists', `There is another ${name} in its place by now: nothing was brought back.`, {nextStep: 'Rename that one, or restore in the trash (g t).'});
	}

	if (there.deletedAt !== undefined && there.deletedAt !== deletedAt) {
		throw new Failure('not-found', `In the trash is another ${name}, from another time: nothing was brought back.`, {nextStep: 'Look for it in the trash (g t).'});
	}

	return deletedAt;
}
