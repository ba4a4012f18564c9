import {longSize} from '../../../format.ts';
import {baseSegment} from '../../../files/location.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {hexRowCount, problemRows, textRows} from '../../layout/view-text.ts';
import {currentRow, locationOf} from '../../stores/pane/state.ts';
import {fieldOf} from '../../stores/field.ts';
import {canShowWhole, pictureNote} from '../../stores/shown-picture.ts';
import {viewKind} from '../../stores/viewer.ts';
import {problemText} from '../../keymap/advice-text.ts';
import {showInfo} from './info.ts';

/** Opens the viewer on the file under the cursor; shows the facts of anything else. */
export function startView(app: App): void {
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (row?.kind !== 'file') {
		showInfo(app);
		return;
	}

	const location = locationOf(pane, row);
	app.stores.window.show('viewer');
	app.attempt(async () => {
		const files = await app.service.openFileSystem(location);
		await app.stores.viewer.open({
			name: row.name === '' ? baseSegment(location.path) : row.name, path: location.path, size: row.size ?? 0, files,
		});
	});
}

/** Back to the panes. */
export function closeView({stores: {window, viewer}}: App): void {
	viewer.close();
	window.show('browser');
}

/** Rows of content that the viewer shows at once. */
export function viewHeight({stores: {window, viewer}, terminal: {keymap}}: App): number {
	const {rows, columns} = window.get().size;
	return Math.max(1, rows - 4 - problemRows(viewer.get(), columns, keymap).length);
}

/** Reads on after an interruption, or reads what was appended since. */
export function readOn({stores: {viewer, messages}, attempt}: App): void {
	const {problem, size} = viewer.get();
	attempt(async () => {
		await viewer.readOn();
		if (!problem && viewer.get().size === size) {
			messages.say('Nothing was written to it since.');
		}
	});
}

function rowCount({stores: {viewer, window}}: App): number {
	const {bytes, isAtEnd, encoding} = viewer.get();
	return viewKind(viewer.get()) === 'bytes' ? hexRowCount(bytes) : textRows(bytes, {cells: window.get().size.columns, isAtEnd, encoding}).length;
}

/** Scrolls by rows, and reads on near the end of what was read. A picture does not scroll. */
export function scrollView(app: App, rows: number): void {
	const {stores: {viewer}} = app;
	if (viewKind(viewer.get()) === 'picture') {
		return;
	}

	const height = viewHeight(app);
	const count = rowCount(app);
	const last = Math.max(0, count - height);
	const top = Math.max(0, Math.min(last, Math.min(viewer.get().top, last) + rows));
	viewer.scrollTo(top);
	if (top + (2 * height) > count) {
		app.attempt(async () => viewer.readMore());
	}
}

/** Jumps to the start or the end of the file. A picture does not scroll. */
export function jumpView(app: App, to: 'start' | 'end'): void {
	if (viewKind(app.stores.viewer.get()) !== 'picture') {
		app.attempt(async () => app.stores.viewer.jump(to));
	}
}

/** Asks for a text, and goes to the first row that contains it. */
export function startSearch(app: App): void {
	if (app.stores.viewer.get().picture) {
		app.stores.messages.say('This is a picture: there is no text in it to look for.');
		return;
	}

	app.stores.window.open({
		kind: 'prompt',
		label: 'Look for:',
		field: fieldOf(app.stores.viewer.get().query),
		onSubmit(query) {
			app.stores.viewer.lookFor(query);
			searchOn(app, 0);
		},
	});
}

const maxSearched = 67_108_864; // bytes: no more is held in memory

const holds = (row: string, query: string) => row.toLowerCase().includes(query.toLowerCase());

/** Goes to the next row that contains the text, reading on until it is found or the file ends. */
export function searchOn(app: App, step: 0 | 1 = 1): void {
	const {stores: {viewer, window, messages}} = app;
	const {query, picture, name: searched} = viewer.get();
	if (query === '' || picture) {
		startSearch(app);
		return;
	}

	app.attempt(async () => {
		for (;;) {
			const {bytes, isAtEnd, top, encoding, name} = viewer.get();
			if (name !== searched) {
				return; // another file is shown by now
			}

			const rows = textRows(bytes, {cells: window.get().size.columns, isAtEnd, encoding});
			const found = rows.findIndex((row, index) => index >= top + step && holds(row, query));
			if (found !== -1) {
				viewer.showFound(found);
				return;
			}

			if (isAtEnd || bytes.length >= maxSearched) {
				messages.say(isAtEnd ? `“${query}” is not found from here on.` : `“${query}” is not found in the ${longSize(bytes.length)} that were read.`);
				return;
			}

			await viewer.readMore();
		}
	});
}

/** Goes to the previous row that contains the text. */
export function searchBack(app: App): void {
	const {stores: {viewer, window, messages}} = app;
	const {query, picture, bytes, isAtEnd, top, encoding} = viewer.get();
	if (query === '' || picture) {
		startSearch(app);
		return;
	}

	const rows = textRows(bytes, {cells: window.get().size.columns, isAtEnd, encoding});
	const found = rows.findLastIndex((row, index) => index < top && holds(row, query));
	if (found === -1) {
		messages.say(`“${query}” is not found before this, in what is read.`);
	} else {
		viewer.showFound(found);
	}
}

/** Asks for the whole picture, however large; watchers/pictures.ts reads and shows it. */
export function showWholePicture(app: App): void {
	const {stores: {viewer, messages, pictures}, terminal: {keymap}} = app;
	const {picture} = viewer.get();
	if (!picture || !canShowWhole(viewer.get(), pictures.get().protocol)) {
		messages.say(picture ? pictureNote(viewer.get(), pictures.get(), failure => problemText(failure, keymap)) : 'This is no picture.');
		return;
	}

	viewer.showWhole();
}
