import {confirm} from '../confirm.ts';
import {showPlaced} from '../show-changes.ts';
import {joinPath, type Location} from '../../../files/location.ts';
import {counted} from '../../../format.ts';
import {destroyUnfinished} from '../../../jotta/trash/trash.ts';
import {readVersions, restoreVersion} from '../../../jotta/versions.ts';
import {fetchVersion} from '../../../transfers/fetch-version.ts';
import type {App} from '../../app.ts';
import {activePane, otherPane} from '../../panes.ts';
import {currentRow, locationOf} from '../../stores/pane/state.ts';
import {loadList} from './load-list.ts';

/** Opens the versions of the file under the cursor. */
export function openVersions(app: App): void {
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (row?.kind !== 'file' || pane.location.kind !== 'cloud') {
		app.stores.messages.say('Versions are of files in the cloud: put the cursor on one.');
		return;
	}

	const file = locationOf(pane, row) as CloudLocation;
	app.stores.browsing.showVersionsOf({location: file, name: row.name});
	app.stores.window.show('versions');
	app.stores.versions.clear();
	loadVersions(app);
}

type CloudLocation = Extract<Location, {kind: 'cloud'}>;

/** Reads the versions again. */
export function loadVersions(app: App): void {
	const {subject} = app.stores.browsing.get();
	if (!subject) {
		return;
	}

	const {account, path} = subject.location;
	loadList(app, app.stores.versions, {
		account,
		async * source(options) {
			const {versions} = await readVersions(path, options);
			yield versions;
		},
	});
}

/** Makes the version under the cursor the current one, after a question. The present one stays as an older version. */
export function restoreCurrentVersion(app: App): void {
	const {stores: {browsing, messages, versions}} = app;
	const {subject} = browsing.get();
	const version = versions.current();
	if (!version || !subject) {
		return;
	}

	const already = `Version ${version.number} is the current one already.`;
	if (version.state === 'current') {
		messages.say(already);
		return;
	}

	app.attempt(async () => {
		if (!await confirm(app, {
			title: `Make version ${version.number} of ${subject.name} current?`,
			lines: ['What is current now stays as an older version.'],
			no: 'No',
			yes: 'Yes, make it current',
		})) {
			return;
		}

		messages.say(`Making version ${version.number} of ${subject.name} current…`);
		const client = await app.service.openClient(subject.location.account);
		const how = await restoreVersion(subject.location.path, version.number, {client});
		messages.say(how === 'was-current' ? already : `Version ${version.number} of ${subject.name} is current again.`);
		loadVersions(app);
		app.attempt(async () => activePane(app).reload());
	});
}

/** Fetches the version under the cursor into the local folder that the other pane shows. */
export function fetchCurrentVersion(app: App): void {
	const {stores: {browsing, messages, versions}} = app;
	const {subject} = browsing.get();
	const version = versions.current();
	if (!version || !subject) {
		return;
	}

	const folder = otherPane(app).get().location;
	if (folder.kind !== 'local') {
		messages.say('Show a folder of the disk in the other pane first: the version goes there.');
		return;
	}

	app.attempt(async () => {
		messages.say(`Fetching version ${version.number} of ${subject.name}…`);
		const client = await app.service.openClient(subject.location.account);
		const entry = await fetchVersion({
			path: subject.location.path, name: subject.name, version, folder: folder.path,
		}, {client, queue: app.service.queue});
		showPlaced(app, folder, entry);
		messages.say(`Version ${version.number} is ${joinPath(folder.path, entry.name)} (${counted(entry.size ?? 0, 'byte')}).`);
	});
}

/** Deletes the remains of a failed upload where there is no complete version: the service cannot delete a single version (protocol.md 10). */
export function clearFailedUpload(app: App): void {
	const {stores: {browsing, messages, window, versions}} = app;
	const {subject} = browsing.get();
	const version = versions.current();
	if (!version || !subject) {
		return;
	}

	if (version.state === 'current' || version.state === 'older') {
		messages.say('Jottacloud deletes no single version; the oldest goes by itself when a sixth comes.');
		return;
	}

	if (versions.get().rows.some(({state}) => state === 'current')) {
		messages.say(`Version ${version.number} was never completed, and nothing is lost by it: it goes when the file is copied up again, which goes on where it stopped.`);
		return;
	}

	app.attempt(async () => {
		if (!await confirm(app, {
			title: `Delete what is left of ${subject.name}?`,
			lines: ['It was never uploaded completely: there is nothing in it that can be read.'],
			no: 'No: copying it again goes on where it stopped',
			yes: 'Yes, delete it for good',
		})) {
			return;
		}

		messages.say(`Deleting what is left of ${subject.name}…`);
		await destroyUnfinished(subject.location.path, {client: await app.service.openClient(subject.location.account)});
		if (window.get().screen === 'versions') {
			window.show('browser');
		}

		messages.say(`What was left of ${subject.name} is gone.`);
	});
}
