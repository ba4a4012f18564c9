import {rm} from 'node:fs/promises';
import {Failure, reworded, toFailure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {findAt} from '../../files/find.ts';
import {baseSegment, folderOf, type Location} from '../../files/location.ts';
import {longSize} from '../../format.ts';
import type {Overwrite} from '../../transfers/item.ts';
import {lastName} from '../../transfers/spoken-location.ts';
import {activePane, type App} from '../app.ts';
import {currentRow, locationOf} from '../stores/pane/state.ts';
import {fetchCopy, md5Of, type Fetched} from './fetched-copies.ts';

const largest = 20_000_000; // bytes that are fetched without a question

/** Opens the file under the cursor in the editor. One of the cloud is fetched first, and sent back when it was changed. */
export function startEdit(app: App): void {
	const {session} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (row?.kind !== 'file') {
		session.say('Put the cursor on the file that you want to edit.');
		return;
	}

	const location = locationOf(pane, row);
	const edit = () => {
		if (location.kind === 'local') {
			app.attempt(async () => editLocal(app, location, row));
		} else {
			withCopy(app, {location, md5: row.md5}, 'edit', async copy => editCloud(app, location, copy));
		}
	};

	if (location.kind === 'local' || (row.size ?? 0) <= largest) {
		edit();
		return;
	}

	session.open({
		kind: 'question',
		title: `Edit ${row.name}?`,
		lines: [`It is fetched whole first: ${longSize(row.size ?? 0)}.`],
		choices: [{key: 'n', label: 'No'}, {key: 'y', label: 'Yes, fetch and edit it', run: edit}],
		cursor: 0,
	});
}

async function editLocal(app: App, location: Location, {name}: Entry): Promise<void> {
	if (/[\u{DC80}-\u{DCFF}]/v.test(location.path)) {
		throw new Failure('name-not-allowed', `The name of ${name} is not UTF-8: an editor cannot be told of it.`, {nextStep: 'Rename it first (r).'});
	}

	await app.editFile(location.path);
	await refresh(app, location);
}

async function refresh({panes, openFileSystem}: App, location: Location): Promise<void> {
	const files = await openFileSystem(location);
	const entry = await files.stat(location.path);
	for (const pane of panes) {
		pane.apply({
			id: 0, kind: 'placed', folder: folderOf(location), entry,
		});
	}
}

/** Esc leaves the fetching, not what comes after it. */
function withCopy(app: App, {location, md5}: {readonly location: Location; readonly md5: string | undefined}, purpose: 'edit' | 'open', use: (copy: Fetched) => Promise<void>): void {
	app.session.say(`Fetching ${lastName(location)}… Esc leaves.`);
	app.work.run(async signal => {
		const copy = await fetchCopy(app, location, {purpose, signal, md5});
		app.attempt(async () => use(copy));
	});
}

async function editCloud(app: App, location: Location, before: Fetched): Promise<void> {
	let problem: unknown;
	try {
		await app.editFile(before.path);
	} catch (error) {
		problem = error;
	}

	const md5 = await md5Of(before.path);
	if (md5 === before.md5) {
		await rm(before.folder, {recursive: true, force: true});
		if (problem !== undefined) {
			throw toFailure(problem);
		}

		app.session.say('Not changed: nothing is sent.');
		return;
	}

	if (problem !== undefined) {
		throw keptIn(before, problem, 'Copy it up with F5 if it is to be sent.');
	}

	app.session.say(`Changed: looking whether ${lastName(location)} is still the same in the cloud…`);
	const there = await statNow(app, location).catch((error: unknown) => {
		throw keptIn(before, error, 'Copy it up with F5 when the service answers again.');
	});
	const send = (overwrite: Overwrite) => {
		sendBack(app, {
			path: before.path, folder: folderOf(location), segment: baseSegment(location.path), overwrite,
		});
	};

	if (there?.md5 === before.md5 && there.deletedAt === undefined) {
		send('always');
	} else {
		askAboutChange(app, before.path, send);
	}
}

/** Nothing where it is no longer. */
async function statNow({openFileSystem}: App, location: Location): Promise<Entry | undefined> {
	const files = await openFileSystem(location);
	return findAt(files, location.path);
}

/** What has been written is never lost from sight, whatever went wrong. */
function keptIn({path}: Fetched, error: unknown, nextStep: string): Failure {
	return reworded(error, message => `${message} What you wrote is kept in ${path}.`, nextStep);
}

type Return = {readonly path: string; readonly folder: Location; readonly segment: string; readonly overwrite: Overwrite};

/** Through the queue, as a move: the copy goes only when the cloud has all of it. */
export function sendBack({queue, startEngine, transfers, session}: App, {path, folder, segment, overwrite}: Return): void {
	queue.add({
		kind: 'move', sources: [{kind: 'local', path}], target: folder, targetName: segment, overwrite,
	});
	startEngine();
	transfers.look();
	session.say('Changed: it is sent now.');
}

function askAboutChange(app: App, copy: string, send: (overwrite: Overwrite) => void): void {
	app.session.open({
		kind: 'question',
		title: 'Changed in the cloud meanwhile',
		lines: ['Somebody else wrote this file, or moved it, while you edited it.', `What you wrote is in ${copy}`],
		choices: [
			{
				key: 'k',
				label: 'Keep both: mine beside it under another name',
				run() {
					send('rename');
				},
			},
			{key: 'l', label: 'Leave it: send nothing, mine stays where it is'},
			{
				key: 'o',
				label: 'Overwrite: the other one stays as a version',
				run() {
					send('always');
				},
			},
		],
		cursor: 0,
	});
}

/** Opens the file under the cursor with the program that the desktop has for it. */
export function openOutside(app: App): void {
	const {session, openFile} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row.kind === 'other') {
		session.say('Put the cursor on a file or folder.');
		return;
	}

	const location = locationOf(pane, row);
	const open = async (path: string) => {
		if (!openFile(path)) {
			throw new Failure('usage', 'There is no desktop here to open it with.', {nextStep: 'F3 views it, F4 edits it.'});
		}

		session.say(`${row.name} is open${location.kind === 'cloud' ? `, a copy of it: ${path}` : ''}.`);
	};

	if (location.kind === 'local') {
		app.attempt(async () => open(location.path));
	} else if (row.kind === 'folder') {
		session.say('The desktop cannot open a folder of the cloud. Copy it to the disk first (F5).');
	} else {
		withCopy(app, {location, md5: row.md5}, 'open', async ({path}) => open(path));
	}
}
