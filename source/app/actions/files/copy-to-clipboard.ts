import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {currentRow, locationOf, parentRow} from '../../stores/pane/state.ts';

/** Copies the path, name or MD5 of the entry under the cursor to the clipboard. */
export const copyFact = (fact: 'path' | 'name' | 'md5') => (app: App): void => {
	const {stores: {messages}} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row === parentRow) {
		messages.say('Put the cursor on a file or folder.');
		return;
	}

	const text = fact === 'path' ? app.service.printLocation(locationOf(pane, row)) : row[fact];
	if (text === undefined) {
		messages.say(`${row.name} has no MD5 yet: the cloud knows it of its files.`);
		return;
	}

	app.attempt(async () => {
		messages.say(`${text} (${await app.terminal.copyText(text)})`);
	});
};
