import type {TreeEntry} from '../../files/file-system.ts';
import {joinPath, parentPath, type Location} from '../../files/location.ts';
import {Failure} from '../../failure.ts';
import {counted, longDate, longSize} from '../../format.ts';
import {restoreEntry} from '../../jotta/restore.ts';
import {destroyTrashed, emptyTrash, listTrash} from '../../jotta/trash.ts';
import {numberedName} from '../../transfers/conflicts.ts';
import {accountOf, lastName, type App} from '../app.ts';
import {fieldOf} from '../stores/field.ts';

/** Opens the trash of the account that the panes show. */
export function openTrash(app: App): void {
	app.session.change({screen: 'trash'});
	loadTrash(app);
}

export function loadTrash(app: App): void {
	app.attempt(async () => {
		const client = await app.openClient(accountOf(app));
		await app.trash.load(signal => listTrash({client, signal}));
	});
}

const isSame = (one: TreeEntry) => (other: TreeEntry) => one.path === other.path && one.entry.deletedAt === other.entry.deletedAt;

/** Brings the row under the cursor back to where it was; when that place is taken, asks. */
export function restoreCurrent(app: App): void {
	const row = app.trash.current();
	if (row) {
		restore(app, row);
	}
}

function restore(app: App, row: TreeEntry, to?: string): void {
	const {session, trash} = app;
	app.attempt(async () => {
		const client = await app.openClient(accountOf(app));
		session.say(`Restoring ${row.entry.name}…`);
		try {
			const {files, folders, failures, revivedParent} = await restoreEntry(row.path, {client, deletedAt: row.entry.deletedAt, to});
			const [failed] = failures;
			if (to === undefined && !failed) {
				trash.drop(isSame(row));
			}

			session.say([
				`Restored ${row.entry.name}${row.entry.kind === 'folder' ? ` with ${counted(files, 'file')} and ${counted(folders, 'folder')}` : ''}.`,
				...(revivedParent === undefined ? [] : [`${lastName({...placeOf(app, revivedParent)})} above it came back, too.`]),
				...(failed ? [`${counted(failures.length, 'item')} did not come back: ${failed.failure.message}`] : []),
			].join(' '));
			showAgain(app, to ?? row.path);
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== 'already-exists' || to !== undefined) {
				throw error;
			}

			askAboutTaken(app, row);
		}
	});
}

function askAboutTaken(app: App, row: TreeEntry): void {
	const {session} = app;
	session.open({
		kind: 'question',
		title: `Its place is taken: ${row.entry.name}`,
		lines: ['Something of that name is there now. It stays; an older content of a file is among its versions.'],
		choices: [
			{key: 'n', label: 'Leave it in the trash'},
			{
				key: 'k',
				label: 'Keep both: restore it under another name',
				run() {
					const segment = row.path.slice(row.path.lastIndexOf('/') + 1);
					restore(app, row, joinPath(parentPath(row.path), numberedName(segment, 1)));
				},
			},
		],
		cursor: 0,
	});
}

/** Deletes the row under the cursor for good, after a question. */
export function destroyCurrent(app: App): void {
	const {session, trash} = app;
	const row = trash.current();
	if (!row) {
		return;
	}

	session.open({
		kind: 'question',
		title: 'Delete for good?',
		lines: [`${row.entry.name}${row.entry.size === undefined ? '' : `, ${longSize(row.entry.size)}`}`, 'It cannot be undone.'],
		choices: [
			{key: 'n', label: 'No, keep it in the trash'},
			{
				key: 'y',
				label: 'Yes, delete it for good',
				run() {
					app.attempt(async () => {
						await destroyTrashed(row.path, {client: await app.openClient(accountOf(app)), deletedAt: row.entry.deletedAt});
						trash.drop(isSame(row));
						session.say(`${row.entry.name} is deleted for good.`);
						app.refreshAccount();
					});
				},
			},
		],
		cursor: 0,
	});
}

const word = 'empty';

/** Empties the trash after a typed word: nothing can bring it back. */
export function startEmptyTrash(app: App): void {
	const {session, trash} = app;
	const {rows, isLoading} = trash.get();
	const bytes = rows.reduce((sum, {entry: {size = 0}}) => sum + size, 0);
	if (rows.length === 0 && !isLoading) {
		session.say('The trash is empty.');
		return;
	}

	session.open({
		kind: 'prompt',
		label: `${counted(rows.length, 'item')}${isLoading ? ' and more' : ''}, ${longSize(bytes)} in files, gone for good. Type ${word}:`,
		field: fieldOf(''),
		onSubmit(text) {
			if (text.trim().toLowerCase() !== word) {
				session.say('Nothing was deleted.');
				return;
			}

			app.attempt(async () => {
				await emptyTrash({client: await app.openClient(accountOf(app))});
				session.say('The trash is empty.');
				loadTrash(app);
				app.refreshAccount();
			});
		},
	});
}

/** Where a row was, and when it went. */
export function showTrashed(app: App): void {
	const row = app.trash.current();
	if (!row) {
		return;
	}

	const {entry: {name, kind, size, deletedAt, modified, md5}, path} = row;
	const facts: ReadonlyArray<readonly [string, string | undefined]> = [
		['was at', app.printLocation(placeOf(app, path))],
		['kind', kind],
		['size', size === undefined ? undefined : longSize(size)],
		['deleted', deletedAt === undefined ? undefined : longDate(deletedAt)],
		['modified', modified === undefined ? undefined : longDate(modified)],
		['md5', md5],
	];
	app.session.open({kind: 'info', title: name, lines: facts.filter(([, value]) => value !== undefined).map(([label, value]) => `${label.padEnd(12)}${value}`)});
}

function placeOf(app: App, path: string): Location {
	return {kind: 'cloud', account: accountOf(app), path};
}

/** A pane that shows where something came back reads that folder again. */
function showAgain(app: App, path: string): void {
	for (const pane of app.panes) {
		const {location} = pane.get();
		if (location.kind === 'cloud' && `${path}/`.startsWith(location.path === '/' ? '/' : `${location.path}/`)) {
			app.attempt(async () => pane.reload());
		}
	}
}
