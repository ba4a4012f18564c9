import {readBookmarks, writeBookmark} from '../../../settings/bookmarks.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import type {ListRow} from '../../stores/dialog.ts';

/** Asks for the letter of a new bookmark. Existing bookmarks are listed; the message names one that was replaced. */
export function startBookmark(app: App): void {
	const place = app.service.printLocation(activePane(app).get().location);
	app.stores.window.open({
		kind: 'list',
		title: `Bookmark ${place}`,
		rows: rowsOf(app),
		cursor: 0,
		whenEmpty: 'No bookmarks yet.',
		foot: 'type its letter; Esc leaves',
		onText(letter) {
			app.stores.window.close();
			app.attempt(async () => {
				const {[letter]: old} = readBookmarks(app.service.accounts.tools.directories);
				await writeBookmark(letter, place, app.service.accounts.tools.directories);
				app.stores.messages.say(`'${letter} leads to ${place}${old === undefined || old === place ? '' : `; it was ${old}`}.`);
			});
		},
	});
}

/** Lists the bookmarks: a letter goes to its place, Delete removes one. */
export function showBookmarks(app: App): void {
	const {stores: {window}, service: {accounts: {tools: {directories}}}} = app;
	const letters = Object.keys(readBookmarks(directories)).toSorted();
	window.open({
		kind: 'list',
		title: 'Bookmarks',
		rows: rowsOf(app),
		cursor: 0,
		whenEmpty: 'No bookmarks yet: b and a letter sets one.',
		foot: 'letter or Enter goes there, Del takes it away, Esc leaves',
		onText(letter) {
			window.close();
			go(app, letter);
		},
		onDelete(row) {
			app.attempt(async () => {
				await writeBookmark(letters[row]!, undefined, directories);
				showBookmarks(app);
			});
		},
	});
}

function rowsOf(app: App): readonly ListRow[] {
	const bookmarks = readBookmarks(app.service.accounts.tools.directories);
	return Object.keys(bookmarks).toSorted().map(letter => ({
		text: `${letter}  ${bookmarks[letter]}`,
		run() {
			go(app, letter);
		},
	}));
}

function go(app: App, letter: string): void {
	const place = readBookmarks(app.service.accounts.tools.directories)[letter];
	if (place === undefined) {
		app.stores.messages.say(`There is no bookmark ${letter}: b ${letter} sets it.`);
		return;
	}

	app.attempt(async () => activePane(app).goTo(await app.service.parseLocation(place)));
}
