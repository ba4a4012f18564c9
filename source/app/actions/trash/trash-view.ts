import type {TreeEntry} from '../../../files/file-system.ts';
import {counted, longDate, longSize} from '../../../format.ts';
import {daysLeft, listTrash} from '../../../jotta/trash/trash.ts';
import {listHidden, listTrashed} from '../../../jotta/trash/tombstones.ts';
import type {App} from '../../app.ts';
import {accountOf, activePane} from '../../panes.ts';
import type {TrashView} from '../../stores/trash-trail.ts';
import {copyRows} from '../transfers/copy-rows.ts';
import {loadList} from '../lists/load-list.ts';

/** Opens the trash of the account that the panes show. */
export function openTrash(app: App): void {
	app.stores.trashTrail.start();
	app.stores.window.show('trash');
	showTrash(app);
}

/** Opens what the pane's folder hides: its trashed entries, and uploads that were never completed. */
export function openTrashOfFolder(app: App): void {
	const {location} = activePane(app).get();
	if (location.kind !== 'cloud' || location.path.split('/').length < 3) {
		app.stores.messages.say('Only folders in the cloud keep what was deleted: show one in the pane.');
		return;
	}

	app.stores.trashTrail.start({account: location.account, path: location.path, isRecursive: false});
	app.stores.window.show('trash');
	showTrash(app);
}

/** Includes or leaves out the folders below. */
export function toggleBelow(app: App): void {
	const {stores: {trashTrail, messages}} = app;
	const view = trashTrail.current();
	if (!view) {
		messages.say('The whole trash is shown. In a folder, g T shows what of it is in the trash.');
		return;
	}

	trashTrail.toggleRecursive();
	showTrash(app);
}

/** Reads the shown part of the trash again. */
export function loadTrash(app: App): void {
	const view = app.stores.trashTrail.current();
	loadList(app, app.stores.trash, {account: view?.account ?? accountOf(app), source: options => listView(view, options)});
}

/** Loads another part of the trash into an empty list: no row of the previous one may remain. */
function showTrash(app: App): void {
	app.stores.trash.clear();
	loadTrash(app);
}

function listView(view: TrashView | undefined, options: Parameters<typeof listTrash>[0]): AsyncIterable<readonly TreeEntry[]> {
	if (!view) {
		return listTrash(options);
	}

	const {path, deletedAt, isRecursive} = view;
	return deletedAt === undefined ? listHidden(path, {...options, isRecursive}) : listTrashed(path, deletedAt, {...options, isRecursive});
}

/** Opens a folder in the trash; shows the facts of a file. */
export function enterTrashed(app: App): void {
	const {stores: {trashTrail, trash}} = app;
	const row = trash.current();
	if (row?.entry.kind !== 'folder' || row.entry.deletedAt === undefined) {
		showTrashed(app);
		return;
	}

	const {path, entry: {deletedAt}} = row;
	trashTrail.enter({
		account: accountOf(app), path, deletedAt, isRecursive: false,
	});
	showTrash(app);
}

/** Goes one level up; from the top of the trash back to the panes. */
export function leaveTrashed(app: App): void {
	const {stores: {trashTrail, trash, window}} = app;
	const left = trashTrail.current();
	trash.stop();
	if (left?.deletedAt === undefined) {
		trashTrail.start();
		window.show('browser');
		return;
	}

	trashTrail.leave();
	showTrash(app);
}

/** Shows where the row under the cursor was, and when it was deleted. */
export function showTrashed(app: App): void {
	const row = app.stores.trash.current();
	if (!row) {
		return;
	}

	const {entry: {name, kind, size, deletedAt, modified, md5, state}, path} = row;
	const facts: ReadonlyArray<readonly [string, string | undefined]> = [
		[deletedAt === undefined ? 'is at' : 'was at', app.service.printLocation({kind: 'cloud', account: accountOf(app), path})],
		['kind', kind],
		['size', size === undefined ? undefined : longSize(size)],
		['deleted', deletedAt === undefined ? undefined : `${longDate(deletedAt)}, gone for good in ${counted(daysLeft(deletedAt, app.service.clock.now()), 'day')}`],
		['state', state === undefined ? undefined : 'an upload that was never completed: copy it again, or x deletes what is left of it'],
		['modified', modified === undefined ? undefined : longDate(modified)],
		['md5', md5],
	];
	app.stores.window.open({kind: 'info', title: name, lines: facts.filter(([, value]) => value !== undefined).map(([label, value]) => `${label.padEnd(12)}${value}`)});
}

/** Copies the chosen rows to the disk or elsewhere in the cloud. They stay in the trash. */
export function copyTrashed(app: App): void {
	copyRows(app, app.stores.trash.chosen());
}
