import {showBookmarks, startBookmark} from '../actions/program/bookmarks.ts';
import {completePlace} from '../actions/program/complete-place.ts';
import {isWholePlace, readMeantPlace} from '../actions/transfers/destination.ts';
import {startFind} from '../actions/files/find.ts';
import {segmentsOf} from '../../jotta/addresses.ts';
import {openPlaces} from '../actions/lists/places.ts';
import {startView} from '../actions/files/view.ts';
import type {App} from '../app.ts';
import {activePane, otherPane} from '../panes.ts';
import {fieldOf} from '../stores/field.ts';
import type {Pane} from '../stores/pane/pane.ts';
import {currentRow, parentRow, type PaneState} from '../stores/pane/state.ts';
import {withCursor} from '../stores/pane/cursor.ts';
import type {AppCommand} from './app-command.ts';

const cursorBy = (rows: (pane: PaneState) => number) => (app: App) => {
	activePane(app).change(pane => withCursor(pane, pane.cursor + rows(pane)));
};

const withPane = (work: (pane: Pane) => Promise<void>) => (app: App) => {
	app.attempt(async () => work(activePane(app)));
};

const half = ({height}: PaneState) => Math.max(1, Math.floor(height / 2));
const page = ({height}: PaneState) => Math.max(1, height - 1);

/** Asks for a place and shows it in the active pane: any pane can show the disk or the cloud. */
function startGoTo(app: App): void {
	const pane = activePane(app);
	const {location} = pane.get();
	const shown = `${app.service.printLocation(location).replace(/\/$/v, '')}/`;
	const where = {shown: {text: shown, location}, from: location};
	app.stores.window.open({
		kind: 'prompt',
		label: 'Go to (Tab completes):',
		field: fieldOf(shown),
		onChange(text) { // typing a complete place replaces the one the prompt shows
			const {dialog} = app.stores.window.get();
			const typed = text.startsWith(shown) ? text.slice(shown.length) : '';
			if (dialog?.kind === 'prompt' && isWholePlace(typed)) {
				app.stores.window.replace({...dialog, field: fieldOf(typed)});
			}
		},
		complete: async (text, signal) => completePlace(app, text, {...where, signal}),
		onSubmit(text) {
			if (text.trim() !== '') {
				app.attempt(async () => pane.goTo(await readMeantPlace(app, text.trim(), where)));
			}
		},
	});
}

/** To the folder above; above a mountpoint is the tree of places. */
function goUp(app: App): void {
	const pane = activePane(app);
	const {location} = pane.get();
	if (location.kind === 'cloud' && segmentsOf(location.path).length <= 2) {
		openPlaces(app, location.path);
	} else {
		app.attempt(async () => pane.goUp());
	}
}

function enter(app: App): void {
	const pane = activePane(app);
	if (currentRow(pane.get()) === parentRow) {
		goUp(app);
	} else if (currentRow(pane.get())?.kind === 'folder') {
		app.attempt(async () => pane.enter());
	} else {
		startView(app);
	}
}

export const moveCommands: readonly AppCommand[] = [
	{
		id: 'up', title: 'One row up', keys: ['Up', 'k'], run: cursorBy(() => -1),
	},
	{
		id: 'down', title: 'One row down', keys: ['Down', 'j'], run: cursorBy(() => 1),
	},
	{
		id: 'page-up', title: 'One page up', keys: ['PageUp', 'Ctrl-B'], run: cursorBy(pane => -page(pane)),
	},
	{
		id: 'page-down', title: 'One page down', keys: ['PageDown', 'Ctrl-F'], run: cursorBy(page),
	},
	{
		id: 'half-page-up', title: 'Half a page up', keys: ['Ctrl-U'], run: cursorBy(pane => -half(pane)),
	},
	{
		id: 'half-page-down', title: 'Half a page down', keys: ['Ctrl-D'], run: cursorBy(half),
	},
	{
		id: 'first', title: 'First row', hint: 'top', keys: ['Home', 'g g'], run: cursorBy(({rows}) => -rows.length),
	},
	{
		id: 'last', title: 'Last row', keys: ['End', 'G'], run: cursorBy(({rows}) => rows.length),
	},
	{
		id: 'enter', title: 'Open the folder, or view the file', keys: ['Enter', 'l', 'Right'], run: enter,
	},
	{
		id: 'parent', title: 'To the folder above', keys: ['Backspace', 'h', 'Left'], run: goUp,
	},
	{
		id: 'back', title: 'Back to where it was', keys: ['Alt-Left', '['], run: withPane(async pane => pane.goBack()),
	},
	{
		id: 'forward', title: 'Forward again', keys: ['Alt-Right', ']'], run: withPane(async pane => pane.goForward()),
	},
	{
		id: 'go-home',
		title: 'Go to the home folder, or the account’s home place', hint: 'home',
		keys: ['g h'],
		run(app: App) {
			const pane = activePane(app);
			app.attempt(async () => pane.goTo(app.service.homeOf(pane.get().location)));
		},
	},
	{
		id: 'go-root',
		title: 'Go to the top: the disk’s root, or the account’s devices', hint: 'root',
		keys: ['g r'],
		run(app: App) {
			const pane = activePane(app);
			const {location} = pane.get();
			if (location.kind === 'cloud') {
				openPlaces(app);
			} else {
				app.attempt(async () => pane.goTo({...location, path: '/'}));
			}
		},
	},
	{
		id: 'go-path',
		title: 'Go to a place that is typed: a folder, or NAME:PATH in the cloud', hint: 'path',
		keys: ['g p'],
		run: startGoTo,
	},
	{
		id: 'find', title: 'Find files below this folder by name', keys: ['f'], run: startFind,
	},
	{
		id: 'bookmark', title: 'Set a bookmark: a letter for this folder', keys: ['b'], run: startBookmark,
	},
	{
		id: 'go-bookmark', title: 'Go to a bookmark by its letter', hint: 'bookmarks', keys: ['\'', 'g b'], run: showBookmarks,
	},
	{
		id: 'go-other',
		title: 'Go where the other pane is', hint: 'like the other',
		keys: ['g o'],
		run(app: App) {
			const {location} = otherPane(app).get();
			app.attempt(async () => activePane(app).goTo(location));
		},
	},
	{
		id: 'swap-panes',
		title: 'Swap the panes’ places', hint: 'swap',
		keys: ['g x'],
		run(app: App) {
			const [left, right] = app.panes;
			const [leftPlace, rightPlace] = [left.get().location, right.get().location];
			app.attempt(async () => left.goTo(rightPlace));
			app.attempt(async () => right.goTo(leftPlace));
		},
	},
	{
		id: 'other-pane',
		title: 'To the other pane',
		keys: ['Tab', 'Shift-Tab'],
		run({stores: {window}}: App) {
			window.activate(window.get().active === 0 ? 1 : 0);
		},
	},
].map(command => ({...command, where: 'browser', group: 'move'}));
