import {enqueue} from '../enqueue.ts';
import {showRemoved} from '../show-changes.ts';
import {
	parentPath,
	type Location,
} from '../../../files/location.ts';
import type {App} from '../../app.ts';
import {nextChange} from '../../stores/queue.ts';
import type {Return} from './undo-move-plan.ts';

/**
Moves a folder back to a name that a trashed folder has: the service refuses to move a folder there (protocol.md 6.8). So
the trashed folder is revived without its content, and the files of the moved one go there one by one.
@returns the job ids; `trashEmptied` follows them
*/
export async function returnByPieces(app: App, {from, to}: Return): Promise<readonly number[]> {
	const files = await app.service.openFileSystem(from);
	const placeOf = (path: string): Location => ({...to, path: to.path + path.slice(from.path.length)});
	const together = new Map<string, Location[]>();
	await files.mkdir(to.path);
	for await (const batch of files.walk(from.path)) {
		for (const {path, entry} of batch) {
			if (entry.kind === 'folder') {
				await files.mkdir(placeOf(path).path);
			} else {
				const folder = parentPath(path);
				together.set(folder, [...together.get(folder) ?? [], {...from, path}]);
			}
		}
	}

	return enqueue(app, Array.from(together, ([folder, sources]) => ({
		kind: 'move', sources, target: placeOf(folder), overwrite: 'ask',
	})));
}

/** Waits for the jobs of `returnByPieces`, then moves the emptied folder to the trash. A folder that still has files stays. */
export async function trashEmptied(app: App, {from}: Return, jobs: readonly number[]): Promise<void> {
	while (jobs.some(job => !app.service.queue.isOver(job))) {
		await nextChange(app.stores.transfers);
	}

	const files = await app.service.openFileSystem(from);
	for await (const batch of files.walk(from.path)) {
		if (batch.some(({entry}) => entry.kind !== 'folder')) {
			return;
		}
	}

	await files.remove(from.path, {kind: 'folder'});
	showRemoved(app, from);
}
