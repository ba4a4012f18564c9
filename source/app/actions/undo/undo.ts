import {Failure} from '../../../failure.ts';
import {isStillThere} from '../../../files/compare.ts';
import {findAt} from '../../../files/find.ts';
import {counted} from '../../../format.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import type {UndoEntry, Renamed} from '../../stores/journal.ts';
import {reloadFolders} from '../files/reload-folders.ts';
import {moveBack} from './undo-move.ts';
import {mayWorkLater, restoreTrashed} from './undo-trash.ts';

/** Undoes the last trash, rename or move. What cannot be undone stays as it is, and is reported. */
export function undo(app: App): void {
	const entry = app.stores.journal.take();
	if (!entry) {
		app.stores.messages.say('Nothing to undo: only trash, rename and move of this session are remembered.');
		return;
	}

	app.attempt(async () => takeBack(app, entry));
}

async function takeBack(app: App, entry: UndoEntry): Promise<void> {
	switch (entry.kind) {
		case 'trash': {
			await restoreTrashed(app, entry.trashed);
			break;
		}

		case 'rename': {
			await renameBack(app, entry.pairs);
			break;
		}

		case 'move': {
			await moveBack(app, entry.jobs);
			break;
		}

		default: {
			throw new TypeError(`unknown undo entry ${String(entry satisfies never)}`);
		}
	}
}

/** Renames back, the last rename first. An entry that was changed or replaced since keeps its new name. */
async function renameBack(app: App, pairs: readonly Renamed[]): Promise<void> {
	let left = pairs;
	const changed: Renamed[] = [];
	try {
		for (const pair of pairs.toReversed()) {
			const {from, to, entry} = pair;
			const files = await app.service.openFileSystem(to);
			if (isStillThere(entry, await findAt(files, to.path))) {
				await files.rename(to.path, from.path);
			} else {
				changed.push(pair);
			}

			left = left.slice(0, -1);
		}
	} catch (error) {
		const again = mayWorkLater(error) ? left : left.slice(0, -1); // an entry that is refused itself would be refused each time
		if (again.length > 0) {
			app.stores.journal.add({kind: 'rename', pairs: again});
		}

		throw error;
	} finally {
		await reloadFolders(app, pairs.map(({from}) => from));
	}

	if (changed.length > 0) {
		throw new Failure('not-found', `${changed.length === 1 ? `${lastName(changed[0]!.to, app.service.names)} is gone or was changed` : `${counted(changed.length, 'file')} are gone or were changed`} since: nothing was renamed there.`, {nextStep: 'r renames.'});
	}

	app.stores.messages.say(pairs.length === 1 ? `${lastName(pairs[0]!.from, app.service.names)} has its old name again.` : `${counted(pairs.length, 'name')} are as they were.`);
}
