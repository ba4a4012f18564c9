import {confirm} from '../confirm.ts';
import {whenFree} from '../when-free.ts';
import {endsAll, toFailure, type Failure} from '../../../failure.ts';
import type {TreeEntry} from '../../../files/file-system.ts';
import {baseSegment} from '../../../files/location.ts';
import {counted} from '../../../format.ts';
import {segmentsOf} from '../../../jotta/addresses.ts';
import {findLive} from '../../../jotta/find.ts';
import type {Client} from '../../../jotta/client.ts';
import {restoreBeside, restoreOver} from '../../../jotta/trash/restore-taken.ts';
import {restoreEntry} from '../../../jotta/trash/restore.ts';
import {numberedName} from '../../../transfers/numbered-name.ts';
import type {App} from '../../app.ts';
import {accountOf} from '../../panes.ts';
import {problemText} from '../../keymap/advice-text.ts';

/** Restores the chosen rows to where they were. Asks what to do where a place is taken. */
export function restoreChosen(app: App): void {
	const rows = app.stores.trash.chosen().filter(({entry}) => entry.deletedAt !== undefined);
	const [first] = rows;
	if (!first) {
		app.stores.messages.say(app.stores.trash.get().isLoading ? 'The trash is still being read.' : 'Nothing here is in the trash: put the cursor on a row with days left.');
		return;
	}

	if (rows.some(({path}) => segmentsOf(path).length === 2)) {
		askAboutMountpoint(app, rows);
		return;
	}

	app.attempt(async () => restoreAll(app, rows));
}

function askAboutMountpoint(app: App, rows: readonly TreeEntry[]): void {
	app.attempt(async () => {
		if (await confirm(app, {
			title: 'Restore a whole mountpoint?',
			lines: ['Experimental: how the service does it is not documented. It is made again, then everything that went with it is brought back, file by file. It can be repeated.'],
			no: 'No, leave it in the trash',
			yes: 'Yes, restore it',
		})) {
			await restoreAll(app, rows);
		}
	});
}

type Tally = {files: number; folders: number; readonly done: TreeEntry[]; readonly taken: TreeEntry[]; readonly problems: Failure[]; readonly revived: Set<string>};

/** Restores row by row. A row that fails stays in the trash and is reported; a failure that would hit all rows stops. */
async function restoreAll(app: App, rows: readonly TreeEntry[]): Promise<void> {
	const client = await app.service.openClient(accountOf(app));
	const tally: Tally = {
		files: 0, folders: 0, done: [], taken: [], problems: [], revived: new Set(),
	};
	try {
		for (const [index, row] of rows.entries()) {
			app.stores.messages.say(`Restoring ${row.entry.name}${rows.length > 1 ? `, ${index + 1} of ${rows.length}` : ''}…`);
			await restoreOne(row, tally, {app, client});
		}
	} finally {
		const gone = new Set(tally.done);
		app.stores.trash.drop(row => gone.has(row));
		reloadPanesAt(app, tally.done.map(({path}) => path));
	}

	showResult(app, tally, rows);
	if (tally.taken.length === 0) {
		return;
	}

	await whenFree(app);
	askAboutTaken(app, tally.taken);
}

async function restoreOne(row: TreeEntry, tally: Tally, {app, client}: {readonly app: App; readonly client: Client}): Promise<void> {
	const {path, entry: {name, deletedAt}} = row;
	try {
		const {files, folders, failures, revivedParent} = await restoreEntry(path, {
			client,
			deletedAt,
			onProgress(done) {
				app.stores.messages.say(`Restoring ${name}: ${counted(done.files, 'file')} and ${counted(done.folders, 'folder')} back…`);
			},
		});
		tally.files += files;
		tally.folders += folders;
		tally.problems.push(...failures.map(({failure}) => failure));
		if (failures.length === 0) {
			tally.done.push(row);
		}

		if (revivedParent !== undefined) {
			tally.revived.add(client.names.toShown(baseSegment(revivedParent)));
		}
	} catch (error) {
		const failure = toFailure(error);
		if (endsAll(failure)) {
			throw failure;
		}

		if (failure.code === 'already-exists' && await isTaken(row, client)) {
			tally.taken.push(row);
		} else {
			tally.problems.push(failure);
		}
	}
}

/** Whether a live file is where the trashed one was: then both can be kept. */
async function isTaken({path, entry}: TreeEntry, client: Client): Promise<boolean> {
	const there = entry.kind === 'file' ? await findLive(path, {client}) : undefined;
	return there?.kind === 'file';
}

function showResult(app: App, {files, folders, done, problems, revived}: Tally, rows: readonly TreeEntry[]): void {
	const [first] = rows;
	const [problem] = problems;
	const what = rows.length === 1 ? first!.entry.name : `${done.length} of ${rows.length} items`;
	const restored = files + folders === 0
		? []
		: [`Restored ${what}${folders > 0 ? ` with ${counted(files, 'file')} and ${counted(folders, 'folder')}` : ''}.`];
	const text = [
		...restored,
		...(revived.size > 0 ? [`${[...revived].join(', ')} above came back, too, without other content.`] : []),
		...(problem ? [`${problems.length > 1 ? `${counted(problems.length, 'item')} did not come back: ` : ''}${problemText(problem, app.terminal.keymap)}`] : []),
	].join(' ');
	if (text === '') {
		return;
	}

	if (problem) {
		app.stores.messages.warn(text);
		app.stores.messages.note(text);
	} else {
		app.stores.messages.say(text);
	}
}

function askAboutTaken(app: App, rows: readonly TreeEntry[]): void {
	const [first] = rows;
	const isOne = rows.length === 1;
	app.stores.window.open({
		kind: 'question',
		title: isOne ? `Its place is taken: ${first!.entry.name}` : `${rows.length} places are taken`,
		lines: ['A file of that name is there now. Nothing is lost in either case: what is replaced stays as an older version.'],
		choices: [
			{key: 's', label: isOne ? 'Skip: leave it as it is' : 'Skip them'},
			{
				key: 'k',
				label: 'Keep both: restore under another name',
				run() {
					app.attempt(async () => restoreTaken(app, rows, async (row, client) => restoreBeside(row, number => numberedName(baseSegment(row.path), number), {client})));
				},
			},
			{
				key: 'p',
				label: 'Replace: the trashed content becomes current',
				run() {
					app.attempt(async () => restoreTaken(app, rows, async (row, client) => {
						await restoreOver(row, {client});
						return row.path;
					}));
				},
			},
		],
		cursor: 0,
	});
}

async function restoreTaken(app: App, rows: readonly TreeEntry[], work: (row: TreeEntry, client: Client) => Promise<string>): Promise<void> {
	const client = await app.service.openClient(accountOf(app));
	const names: string[] = [];
	for (const row of rows) {
		const path = await work(row, client);
		names.push(client.names.toShown(baseSegment(path)));
		app.stores.trash.drop(each => each === row);
		reloadPanesAt(app, [path]);
	}

	app.stores.messages.say(names.length === 1 ? `Restored as ${names[0]}.` : `Restored ${counted(names.length, 'file')}.`);
}

/** Reloads the panes that show a folder above one of these paths. */
function reloadPanesAt(app: App, paths: readonly string[]): void {
	for (const pane of app.panes) {
		const {location} = pane.get();
		if (location.kind === 'cloud' && paths.some(path => `${path}/`.startsWith(location.path === '/' ? '/' : `${location.path}/`))) {
			app.attempt(async () => pane.reload());
		}
	}
}
