import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {Failure} from '../../failure.ts';
import type {Entry} from '../../files/entry.ts';
import {baseSegment, folderOf, type Location} from '../../files/location.ts';
import {longSize} from '../../format.ts';
import {localFromStored} from '../../jotta/names.ts';
import type {Overwrite} from '../../transfers/item.ts';
import {activePane, type App} from '../app.ts';
import {currentRow, locationOf} from '../stores/pane/state.ts';

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
		app.attempt(async () => location.kind === 'local' ? editLocal(app, location, row) : editCloud(app, location));
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

/** Where the copy is and what it was: its MD5 decides whether anything is sent. */
type Fetched = {readonly path: string; readonly folder: string; readonly md5: string};

async function editCloud(app: App, location: Location): Promise<void> {
	app.session.say(`Fetching ${baseSegment(location.path)}…`);
	const before = await fetchCopy(app, location);
	await app.editFile(before.path);
	const md5 = await md5Of(before.path);
	if (md5 === before.md5) {
		await rm(before.folder, {recursive: true, force: true});
		app.session.say('Not changed: nothing is sent.');
		return;
	}

	const files = await app.openFileSystem(location);
	const there = await files.stat(location.path).catch((error: unknown) => {
		if (error instanceof Failure && error.code === 'not-found') {
			return undefined;
		}

		throw new Failure('offline', `What you wrote is kept in ${before.path}.`, {nextStep: 'Copy it up with F5 when the service answers again.', cause: error});
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

/** Fetches a file of the cloud into a folder of its own that only this person can read. */
export async function fetchCopy({openFileSystem, temporary}: App, {path, ...location}: Location): Promise<Fetched> {
	const folder = await mkdtemp(join(temporary, 'jottafm-edit-'));
	const copy = join(folder, localFromStored(baseSegment(path)));
	const files = await openFileSystem({...location, path});
	try {
		await pipeline(await files.read(path), createWriteStream(copy, {flags: 'wx', mode: 0o600}));
	} catch (error) {
		await rm(folder, {recursive: true, force: true});
		throw error;
	}

	return {path: copy, folder, md5: await md5Of(copy)};
}

async function md5Of(path: string): Promise<string> {
	const hash = createHash('md5');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
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
	app.attempt(async () => {
		if (location.kind === 'cloud' && row.kind === 'folder') {
			throw new Failure('usage', 'The desktop cannot open a folder of the cloud.', {nextStep: 'Copy it to the disk first (F5).'});
		}

		const {path} = location.kind === 'local' ? location : await fetchCopy(app, location);
		if (!openFile(path)) {
			throw new Failure('usage', 'There is no desktop here to open it with.', {nextStep: 'F3 views it, F4 edits it.'});
		}

		session.say(`${row.name} is open${location.kind === 'cloud' ? `, a copy of it: ${path}` : ''}.`);
	});
}
