import {baseSegment} from '../../../files/location.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {
	problemRows,
	rowsBefore,
	rowsFrom,
	rowStart,
	shownRows,
} from '../../layout/view-text.ts';
import {currentRow, locationOf} from '../../stores/pane/state.ts';
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

/** Ends a search that is under way; or else goes back to the panes. */
export function closeView({stores: {window, viewer, messages}}: App): void {
	if (viewer.leaveSearch()) {
		messages.say('The search has been ended.');
		return;
	}

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

/** The position of the first row on the screen. */
export function firstShown(app: App): number {
	const {stores: {viewer, window}} = app;
	return shownRows(viewer.get(), {cells: window.get().size.columns, height: viewHeight(app)})[0]?.at ?? 0;
}

/** Scrolls by rows, and reads on near the end of what is held. A picture does not scroll. */
export function scrollView(app: App, rows: number): void {
	const {stores: {viewer, window}} = app;
	const state = viewer.get();
	if (viewKind(state) === 'picture') {
		return;
	}

	const height = viewHeight(app);
	const first = firstShown(app);
	const most = Math.abs(rows) + (3 * height);
	const wanted = {cells: window.get().size.columns, most};
	if (rows < 0) {
		const before = rowsBefore(state, first, wanted);
		viewer.scrollTo((before.at(rows) ?? before[0])?.at ?? first);
		if (before.length < most) {
			app.attempt(async () => viewer.readBefore());
		}

		return;
	}

	const after = rowsFrom(state, first, wanted);
	viewer.scrollTo(after[Math.max(0, Math.min(rows, after.length - height))]?.at ?? first);
	if (after.length < most) {
		app.attempt(async () => viewer.readMore());
	}
}

/** Jumps to the start or the end of the file. A picture does not scroll. */
export function jumpView(app: App, to: 'start' | 'end'): void {
	const {stores: {viewer}} = app;
	if (viewKind(viewer.get()) !== 'picture') {
		app.attempt(async () => viewer.jump(to));
	}
}

/** Switches between bytes and the usual view, at the same place of the file. */
export function toggleBytes(app: App): void {
	const {stores: {viewer, window}} = app;
	const at = firstShown(app);
	viewer.toggleHex();
	viewer.scrollTo(rowStart(viewer.get(), {at, length: 1}, window.get().size.columns));
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
