import type {TreeEntry} from '../../../files/file-system.ts';
import {baseSegment, parentPath} from '../../../files/location.ts';
import {listLatest} from '../../../jotta/latest.ts';
import type {App} from '../../app.ts';
import {accountOf, activePane} from '../../panes.ts';
import {copyRows} from '../transfers/copy-rows.ts';
import {loadList} from './load-list.ts';

const maxFiles = 200;

/** Opens the list of the files that were changed last, anywhere in the account. */
export function openLatest(app: App): void {
	app.stores.window.show('latest');
	app.stores.latest.clear();
	loadLatest(app);
}

/** Reads the list again. */
export function loadLatest(app: App): void {
	loadList(app, app.stores.latest, {account: accountOf(app), source: options => listLatest(maxFiles, options)});
}

/** Shows the folder of a row in the active pane, with the cursor on it. */
export const showInPane = (name: 'latest' | 'links') => (app: App): void => {
	const row = app.stores[name].current();
	if (row) {
		showRow(app, row);
	}
};

function showRow(app: App, {path, entry}: TreeEntry): void {
	if (entry.deletedAt !== undefined) {
		app.stores.messages.say(`${entry.name} is in the trash: g t shows it.`);
		return;
	}

	const account = accountOf(app);
	app.stores.window.show('browser');
	app.attempt(async () => activePane(app).goTo({kind: 'cloud', account, path: parentPath(path)}, baseSegment(path)));
}

/** Copies the chosen rows. */
export function copyLatest(app: App): void {
	copyRows(app, app.stores.latest.chosen());
}
