import {rm} from 'node:fs/promises';
import {confirm} from '../confirm.ts';
import {enqueue} from '../enqueue.ts';
import {isFree, whenFree} from '../when-free.ts';
import {showPlaced} from '../show-changes.ts';
import {Failure, reworded, toFailure} from '../../../failure.ts';
import type {Entry} from '../../../files/entry.ts';
import {findAt} from '../../../files/find.ts';
import {baseSegment, folderOf, type Location} from '../../../files/location.ts';
import {longSize} from '../../../format.ts';
import {isNothing} from '../../../transfers/same-content.ts';
import type {Overwrite} from '../../../transfers/item.ts';
import type {Basis} from '../../../transfers/job.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {currentRow, locationOf} from '../../stores/pane/state.ts';
import {
	fetchCopy,
	md5Of,
	type Fetched,
	type FetchOptions,
} from './fetched-copies.ts';
import {takeLastSave} from './last-save.ts';

const maxUnasked = 20_000_000; // bytes; a larger file is fetched only after a question

/** Opens the file under the cursor in the editor. A cloud file is fetched first, and sent back if it was changed. */
export function startEdit(app: App): void {
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (row?.kind !== 'file') {
		app.stores.messages.say('Put the cursor on the file that you want to edit.');
		return;
	}

	const location = locationOf(pane, row);
	if (location.kind === 'local') {
		app.attempt(async () => editLocal(app, location, row));
	} else if ((row.size ?? 0) <= maxUnasked) {
		fetchAndEdit(app, location, row);
	} else {
		app.attempt(async () => {
			if (await confirm(app, {
				title: `Edit ${row.name}?`, lines: [`It is fetched whole first: ${longSize(row.size ?? 0)}.`], no: 'No', yes: 'Yes, fetch and edit it',
			})) {
				fetchAndEdit(app, location, row);
			}
		});
	}
}

function fetchAndEdit(app: App, location: Location, {md5}: Entry): void {
	app.work.run(async signal => {
		const unsent = await takeLastSave(app, location, signal);
		const copy = unsent ?? await fetchWithMessage(app, {location, md5}, {purpose: 'edit', signal});
		app.attempt(async () => editCloud(app, location, copy, unsent?.basis)); // Esc cancels the fetch, not what follows
	});
}

async function editLocal(app: App, location: Location, {name}: Entry): Promise<void> {
	if (/[\u{DC80}-\u{DCFF}]/v.test(location.path)) {
		throw new Failure('name-not-allowed', `The name of ${name} is not UTF-8: an editor cannot be told of it.`, {nextStep: 'Rename it first (r).'});
	}

	await app.terminal.editFile(location.path);
	await refresh(app, location);
}

async function refresh(app: App, location: Location): Promise<void> {
	const files = await app.service.openFileSystem(location);
	showPlaced(app, folderOf(location), await files.stat(location.path));
}

async function fetchWithMessage(app: App, {location, md5}: {readonly location: Location; readonly md5: string | undefined}, options: Pick<FetchOptions, 'purpose' | 'signal'>): Promise<Fetched> {
	app.stores.messages.say(`Fetching ${lastName(location, app.service.names)}… Esc leaves.`);
	return fetchCopy(app, location, {...options, md5});
}

/** A program that opens late must not get keys that somebody types into a dialog. */
async function whenFreeToShow(app: App, location: Location): Promise<void> {
	if (isFree(app)) {
		return;
	}

	app.stores.messages.say(`${lastName(location, app.service.names)} is fetched: it opens when you are done here.`);
	await whenFree(app);
}

/** `unsent`: the basis of an earlier save that was not sent. It is sent now, whether changed again or not. */
async function editCloud(app: App, location: Location, before: Fetched, unsent?: Basis): Promise<void> {
	let problem: unknown;
	await whenFreeToShow(app, location);
	try {
		await app.terminal.editFile(before.path);
	} catch (error) {
		problem = error;
	}

	const isChanged = await md5Of(before.path) !== before.md5;
	if (!isChanged && unsent === undefined) {
		await rm(before.folder, {recursive: true, force: true});
		if (problem !== undefined) {
			throw toFailure(problem);
		}

		app.stores.messages.say('Not changed: nothing is sent.');
		return;
	}

	if (isChanged && problem !== undefined) {
		throw keptIn(before, problem, 'Copy it up with F5 if it is to be sent.');
	}

	await sendEdited(app, location, {before, editedFrom: unsent ?? basisOf(before)});
	if (problem !== undefined) {
		throw toFailure(problem);
	}
}

function basisOf({md5, size, modified}: Basis): Basis {
	return {...(md5 !== undefined && {md5}), ...(size !== undefined && {size}), ...(modified !== undefined && {modified})};
}

/** Sends the edited copy if the cloud file is still what the editing started from, or the earlier save that has arrived meanwhile. Otherwise asks. */
async function sendEdited(app: App, location: Location, {before, editedFrom}: {readonly before: Fetched; readonly editedFrom: Basis}): Promise<void> {
	app.stores.messages.say(`Changed: looking whether ${lastName(location, app.service.names)} is still the same in the cloud…`);
	const send = (overwrite: Overwrite, basis?: Basis) => {
		sendBack(app, {
			path: before.path, folder: folderOf(location), segment: baseSegment(location.path), overwrite, basis,
		});
	};

	const there = await statNow(app, location).catch((error: unknown) => {
		send('ask', editedFrom);
		throw reworded(error, message => `${message} What you wrote waits in the queue.`, 'It is sent when the service answers again.');
	});
	const now = there === undefined || there.deletedAt !== undefined ? {} : basisOf(there);
	if (now.md5 === editedFrom.md5 || (now.md5 !== undefined && now.md5 === before.md5)) {
		send('ask', now);
	} else {
		await whenFree(app);
		askAboutChange(app, {copy: before.path, now}, send);
	}
}

/** The current entry; undefined when there is none. */
async function statNow({service: {openFileSystem}}: App, location: Location): Promise<Entry | undefined> {
	const files = await openFileSystem(location);
	return findAt(files, location.path);
}

/** Adds to a failure where the edited copy is kept. */
function keptIn({path}: Fetched, error: unknown, nextStep: string): Failure {
	return reworded(error, message => `${message} What you wrote is kept in ${path}.`, nextStep);
}

type SavedCopy = {readonly path: string; readonly folder: Location; readonly segment: string; readonly overwrite: Overwrite; readonly basis?: Basis | undefined};

/** Queues the copy as a move: it is deleted only after the upload is complete. */
export function sendBack(app: App, {path, folder, segment, overwrite, basis}: SavedCopy): void {
	enqueue(app, [{
		kind: 'move', sources: [{kind: 'local', path}], target: folder, targetName: segment, overwrite, basis,
	}], 'Changed: it is sent now.');
}

function askAboutChange(app: App, {copy, now}: {readonly copy: string; readonly now: Basis}, send: (overwrite: Overwrite, basis?: Basis) => void): void {
	const isGone = isNothing(now);
	app.stores.window.open({
		kind: 'question',
		title: isGone ? 'No longer in the cloud' : 'Changed in the cloud meanwhile',
		lines: [`This file was ${isGone ? 'moved or taken away' : 'written by somebody else'} while you edited it.`, `What you wrote is in ${copy}`],
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
				label: isGone ? 'Put it there all the same' : 'Overwrite: the other one stays as a version',
				run() {
					send('ask', now);
				},
			},
		],
		cursor: 0,
	});
}

/** Opens the file under the cursor with the desktop's default program; of a cloud file, a copy. */
export function openOutside(app: App): void {
	const {stores: {messages}, service: {openFile}} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row.kind === 'other') {
		messages.say('Put the cursor on a file or folder.');
		return;
	}

	const location = locationOf(pane, row);
	const open = async (path: string) => {
		if (!openFile(path)) {
			throw new Failure('usage', 'There is no desktop here to open it with.', {nextStep: 'F3 views it, F4 edits it.'});
		}

		messages.say(`${row.name} is open${location.kind === 'cloud' ? `, a copy of it: ${path}` : ''}.`);
	};

	if (location.kind === 'local') {
		app.attempt(async () => open(location.path));
	} else if (row.kind === 'folder') {
		messages.say('The desktop cannot open a folder of the cloud. Copy it to the disk first (F5).');
	} else {
		app.work.run(async signal => {
			const {path} = await fetchWithMessage(app, {location, md5: row.md5}, {purpose: 'open', signal});
			await whenFreeToShow(app, location);
			signal.throwIfAborted();
			await open(path);
		});
	}
}
