import {confirmDialog} from '../confirm.ts';
import {showRemoved} from '../show-changes.ts';
import {Failure} from '../../../failure.ts';
import type {FileSystem} from '../../../files/file-system.ts';
import {counted} from '../../../format.ts';
import {keptAs} from '../../../transfers/kept-places.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {chosen, withoutPlace} from '../../stores/pane/marks.ts';
import type {Place} from '../../stores/pane/state.ts';
import type {Trashed} from '../../stores/journal.ts';
import type {Pane} from '../../stores/pane/pane.ts';
import {describe} from '../transfers/transfer.ts';
import {createRestoreCheck, type RestoreCheck} from './beyond-restoring.ts';

/** Moves the chosen entries to the trash, after a question. On the disk, which has no trash, deletes them for good. */
export function startTrash(app: App): void {
	const pane = activePane(app);
	const state = pane.get();
	const places = chosen(state);
	const entries = places.map(({entry}) => entry);
	if (entries.length === 0) {
		app.stores.messages.say('Nothing to delete here: put the cursor on a file or folder.');
		return;
	}

	const kinds = new Set(places.map(({location}) => location.kind));
	if (kinds.size > 1) {
		app.stores.messages.say('Marks are on this disk and in the cloud: delete there and here one after the other. Esc clears the marks.');
		return;
	}

	app.ask(async () => {
		const files = await app.service.openFileSystem(places[0]!.location);
		await checkMayRemove(app, places);
		const isForGood = !files.hasTrash;
		const restoring = createRestoreCheck(app);
		const beyond = isForGood ? [] : await restoring.among(places);
		const folders = entries.filter(({kind, symlink}) => kind === 'folder' && symlink === undefined).length;
		return confirmDialog({
			title: isForGood ? 'Delete for good?' : 'Move to the trash?',
			lines: [
				describe(entries),
				state.elsewhere.length > 0 ? `${state.elsewhere.length} of them from other folders` : `from ${lastName(state.location, app.service.names)}`,
				...(folders > 0 ? [`${folders === entries.length ? '' : 'among them '}${counted(folders, 'folder')} with all that is in ${folders === 1 ? 'it' : 'them'}`] : []),
				isForGood ? 'This disk has no trash: it cannot be undone.' : (beyond.length === 0 ? 'It can be restored for 30 days.' : onlyOnTheWeb(beyond)),
			],
			no: 'No, keep',
			yes: isForGood ? 'Yes, delete for good' : 'Yes, to the trash',
		}, () => {
			app.attempt(async () => removeAll(app, {
				pane, places, isForGood, restoring,
			}));
		});
	});
}

/** Refuses places that must stay. A local symbolic link may go: its target is not touched. @throws Failure `permission` */
async function checkMayRemove({service: {homeFolder}}: App, places: readonly Place[]): Promise<void> {
	for (const {location, entry: {name}} of places.filter(({location: {kind}, entry}) => kind === 'cloud' || entry.symlink === undefined)) {
		const kept = await keptAs(location, {homeFolder});
		if (kept !== undefined) {
			throw new Failure('permission', `${name} is ${kept}, and stays.`, {nextStep: 'Open it and choose what is in it.'});
		}
	}
}

type Removal = {readonly pane: Pane; readonly places: readonly Place[]; readonly isForGood: boolean; readonly restoring: RestoreCheck};

/** Removes each place. The first failure is reported; the others are still removed. */
async function removeAll(app: App, {pane, places, isForGood, restoring}: Removal): Promise<void> {
	const {stores: {messages, journal}, service: {refreshAccount, openFileSystem}} = app;
	const gone: Place[] = [];
	const trashed: Trashed[] = [];
	const beyond: Place[] = [];
	let problem: unknown;
	messages.say(`${isForGood ? 'Deleting' : 'Moving to the trash:'} ${describe(places.map(({entry}) => entry))}…`);
	for (const place of places) {
		const {location, entry} = place;
		try {
			const files = await openFileSystem(location);
			const isBeyond = !isForGood && await restoring.isBeyond(place);
			await files.remove(location.path, {kind: entry.kind === 'folder' ? 'folder' : 'file', permanent: isForGood});
			gone.push(place);
			if (isBeyond) {
				beyond.push(place);
			} else if (!isForGood) {
				trashed.push({location, deletedAt: await tombstoneTime(files, location.path)});
			}

			pane.change(state => withoutPlace(state, location));
			showRemoved(app, location);
		} catch (error) {
			problem ??= error;
		}
	}

	if (gone.length > 0) {
		if (trashed.length > 0) {
			journal.add({kind: 'trash', trashed});
		}

		const what = gone.length === 1 ? gone[0]!.entry.name : counted(gone.length, 'item');
		const left = gone.length < places.length ? `; ${places.length - gone.length} could not be` : '';
		messages.say(`${what} ${isForGood ? 'deleted for good' : `moved to the trash${trashed.length > 0 ? '; u brings it back' : ''}`}${left}.${beyond.length > 0 ? ` ${onlyOnTheWeb(beyond)}` : ''}`);
		refreshAccount();
	}

	if (problem !== undefined) {
		messages.report(problem);
	}
}

function onlyOnTheWeb(folders: readonly Place[]): string {
	return `Only the web site can restore ${folders.length === 1 ? `${folders[0]!.entry.name}, which has` : `${counted(folders.length, 'folder')}, which have`} too many files for a list.`;
}

/** The time that identifies this tombstone for undo. Failing to read it does not make the removal a failure. */
async function tombstoneTime(files: FileSystem, path: string): Promise<number | undefined> {
	try {
		const {deletedAt} = await files.stat(path);
		return deletedAt;
	} catch {
		return undefined;
	}
}
