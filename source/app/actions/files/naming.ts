import {showPlaced, showRemoved} from '../show-changes.ts';
import {Failure} from '../../../failure.ts';
import {makeEmptyFile} from '../../../files/new-file.ts';
import {joinPath, type Location} from '../../../files/location.ts';
import {makeKeptFolder} from '../../../transfers/kept-copies.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import type {Pane} from '../../stores/pane/pane.ts';
import {fieldOf, graphemes} from '../../stores/field.ts';
import {currentRow, locationOf, parentRow} from '../../stores/pane/state.ts';
import {markCount} from '../../stores/pane/marks.ts';
import {withCursor} from '../../stores/pane/cursor.ts';
import {sendBack} from '../edit/edit.ts';
import type {NameCodec} from '../../../jotta/name-codec.ts';
import {fieldName, typedSegment} from './typed-segment.ts';
import {startBulkRename} from './bulk-rename.ts';

function typedSegments(text: string, location: Location, names: NameCodec): readonly string[] {
	return text.split('/').filter(name => name.trim() !== '').map(name => typedSegment(name, location, names));
}

/** Asks for a name and makes the folder; `a/b/c` makes nested folders. */
export function startNewFolder(app: App): void {
	const pane = activePane(app);
	const {location} = pane.get();
	app.stores.window.open({
		kind: 'prompt',
		label: 'New folder (a/b makes both):',
		field: fieldOf(''),
		onSubmit(text) {
			const follow = followerOf(pane);
			app.attempt(async () => {
				const segments = typedSegments(text, location, app.service.names);
				const [first] = segments;
				if (first === undefined) {
					return;
				}

				app.stores.messages.say(`Making ${text.trim()}…`);
				const files = await app.service.openFileSystem(location);
				const path = segments.reduce((above, segment) => joinPath(above, segment), location.path);
				const before = await files.stat(path).catch(() => undefined); // mkdir says what is wrong
				await files.mkdir(path);
				const entry = await files.stat(joinPath(location.path, first));
				follow(location, entry.segment, () => {
					showPlaced(app, location, entry);
				});
				const name = segments.length > 1 ? text.trim() : entry.name;
				app.stores.messages.say(before?.kind === 'folder' && before.deletedAt === undefined ? `The folder ${name} is there already.` : `Made the folder ${name}.`);
			});
		},
	});
}

const emptyMd5 = 'd41d8cd98f00b204e9800998ecf8427e'; // an empty copy that nobody has to send is removed

/** Asks for a name and makes an empty file; in the cloud through the queue. */
export function startNewFile(app: App): void {
	const pane = activePane(app);
	const {location} = pane.get();
	app.stores.window.open({
		kind: 'prompt',
		label: 'New empty file (a/b makes the folder, too):',
		field: fieldOf(''),
		onSubmit(text) {
			if (text.trim() === '') {
				return;
			}

			const follow = followerOf(pane);
			app.attempt(async () => {
				const segments = typedSegments(text, location, app.service.names);
				const segment = segments.at(-1);
				const [first] = segments;
				if (segment === undefined || first === undefined || text.endsWith('/')) {
					throw new Failure('usage', `${text} is no name of a file.`, {nextStep: 'F7 makes a folder.'});
				}

				const files = await app.service.openFileSystem(location);
				const folder = {...location, path: segments.slice(0, -1).reduce((path, each) => joinPath(path, each), location.path)};
				if (segments.length > 1) {
					await files.mkdir(folder.path);
				}

				if (location.kind === 'local') {
					await makeEmptyFile(joinPath(folder.path, segment));
				} else {
					const path = joinPath(await makeKeptFolder(app.service.accounts.tools.directories, emptyMd5), 'empty');
					await makeEmptyFile(path);
					sendBack(app, {
						path, folder, segment, overwrite: 'ask',
					});
				}

				if (location.kind === 'local' || segments.length > 1) {
					const entry = await files.stat(joinPath(location.path, first));
					follow(location, first, () => {
						showPlaced(app, location, entry);
					});
				}

				app.stores.messages.say(location.kind === 'local' ? `Made the file ${text}.` : `Making the file ${text}: t shows when it is there.`);
			});
		},
	});
}

/** Asks for a new name for the entry under the cursor, with the text cursor before the extension. Marked entries are renamed in the editor. */
export function startRename(app: App): void {
	const pane = activePane(app);
	const state = pane.get();
	const row = currentRow(state);
	if (markCount(state) > 0) {
		startBulkRename(app);
		return;
	}

	if (!row || row === parentRow) {
		app.stores.messages.say('Put the cursor on what you want to rename.');
		return;
	}

	const {location} = state;
	const name = fieldName(row, {location, names: app.service.names});
	const dot = row.kind === 'file' ? name.lastIndexOf('.') : -1;
	app.stores.window.open({
		kind: 'prompt',
		label: 'Rename to:',
		field: fieldOf(name, graphemes(dot > 0 ? name.slice(0, dot) : name).length),
		onSubmit(text) {
			if (text === name || text.trim() === '') {
				return;
			}

			const follow = followerOf(pane);
			app.attempt(async () => {
				const segment = typedSegment(text, location, app.service.names);
				if (segment === row.segment) {
					return;
				}

				app.stores.messages.say(`Renaming ${row.name}…`);
				const files = await app.service.openFileSystem(location);
				const from = locationOf(state, row);
				const to = joinPath(location.path, segment);
				await files.rename(from.path, to);
				app.stores.journal.add({kind: 'rename', pairs: [{from, to: {...location, path: to}, entry: row}]});
				const entry = await files.stat(to);
				follow(location, segment, () => {
					showRemoved(app, from);
					showPlaced(app, location, entry);
				});
				app.stores.messages.say(`${row.name} is now ${entry.name}; u undoes it.`);
			});
		},
	});
}

/** Shows a change and moves the cursor to it, unless the person has moved the cursor meanwhile: then a key must not act on another row. */
function followerOf(pane: Pane): (location: Location, segment: string, show: () => void) => void {
	const from = currentRow(pane.get())?.segment;
	return (location, segment, show) => {
		const isThere = pane.get().location === location && currentRow(pane.get())?.segment === from;
		show();
		const row = pane.get().rows.findIndex(each => each.segment === segment);
		if (isThere && row !== -1) {
			pane.change(state => withCursor(state, row));
		}
	};
}
