import {baseSegment, type Location} from '../../files/location.ts';
import {counted} from '../../format.ts';
import {restoreEntry} from '../../jotta/restore.ts';
import {lastName, type App} from '../app.ts';
import type {Deed, Renamed} from '../stores/journal.ts';
import {folderOf, isSameLocation} from '../stores/pane-state.ts';

/** Takes back the last trash, rename or move. What could not be taken back stays as it is and is said. */
export function undo(app: App): void {
	const deed = app.journal.take();
	if (!deed) {
		app.session.say('Nothing to undo: only trash, rename and move of this session are remembered.');
		return;
	}

	app.attempt(async () => takeBack(app, deed));
}

async function takeBack(app: App, deed: Deed): Promise<void> {
	switch (deed.kind) {
		case 'trash': {
			await restoreAll(app, deed.locations);
			break;
		}

		case 'rename': {
			await renameBack(app, deed.pairs);
			break;
		}

		case 'move': {
			moveBack(app, deed.pairs);
			break;
		}

		default: {
			throw new TypeError(`unknown deed ${String(deed satisfies never)}`);
		}
	}
}

async function restoreAll(app: App, locations: readonly Location[]): Promise<void> {
	const left: Location[] = [];
	let problem: unknown;
	for (const location of locations) {
		try {
			if (location.kind === 'cloud') {
				await restoreEntry(location.path, {client: await app.openClient(location.account)});
			}
		} catch (error) {
			left.push(location);
			problem ??= error;
		}
	}

	const back = locations.length - left.length;
	await reloadFolders(app, locations);
	app.refreshAccount();
	if (back > 0) {
		app.session.say(`Back from the trash: ${back === 1 && locations.length === 1 ? lastName(locations[0]!) : counted(back, 'item')}.`);
	}

	if (left.length === 0) {
		return;
	}

	app.journal.add({kind: 'trash', locations: left});
	throw problem;
}

async function renameBack(app: App, pairs: readonly Renamed[]): Promise<void> {
	let back = 0;
	try {
		for (const {from, to} of pairs.toReversed()) {
			const files = await app.openFileSystem(to);
			await files.rename(to.path, from.path);
			back += 1;
		}
	} catch (error) {
		app.journal.add({kind: 'rename', pairs: pairs.slice(0, pairs.length - back)});
		throw error;
	} finally {
		await reloadFolders(app, pairs.map(({from}) => from));
	}

	app.session.say(pairs.length === 1 ? `${lastName(pairs[0]!.from)} has its old name again.` : `${counted(pairs.length, 'name')} are as they were.`);
}

/** Through the queue, as the move itself: what has not arrived yet is not there to be moved back, and is said by the queue. */
function moveBack({queue, startEngine, transfers, session}: App, pairs: readonly Renamed[]): void {
	for (const {from, to} of pairs) {
		queue.add({
			kind: 'move', sources: [to], target: folderOf(from), targetName: baseSegment(from.path), overwrite: 'ask',
		});
	}

	startEngine();
	transfers.look();
	session.say(`Queued ${counted(pairs.length, 'item')} to move back.`);
}

async function reloadFolders({panes}: App, locations: readonly Location[]): Promise<void> {
	await Promise.all(panes
		.filter(pane => locations.some(location => isSameLocation(folderOf(location), pane.get().location)))
		.map(async pane => pane.reload()));
}
