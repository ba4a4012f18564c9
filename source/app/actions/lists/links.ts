import {confirm} from '../confirm.ts';
import {showPlaced} from '../show-changes.ts';
import type {TreeEntry} from '../../../files/file-system.ts';
import {makeLink, listLinks, removeLink} from '../../../jotta/links.ts';
import type {App} from '../../app.ts';
import {accountOf, activePane} from '../../panes.ts';
import {currentRow, locationOf, parentRow} from '../../stores/pane/state.ts';
import {loadList} from './load-list.ts';

/** Makes a public link for the entry under the cursor, and copies its address. */
export function copyLink(app: App): void {
	const {stores: {messages}} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row === parentRow || pane.location.kind !== 'cloud') {
		messages.say('Links are of files and folders in the cloud: put the cursor on one.');
		return;
	}

	const {account} = pane.location;
	messages.say(`Making a link for ${row.name}…`);
	app.attempt(async () => {
		const link = await makeLink(locationOf(pane, row).path, {client: await app.service.openClient(account)});
		showPlaced(app, pane.location, {...row, publicLink: link.id});

		const address = link.page ?? link.download;
		const outcome = await app.terminal.copyText(address);
		messages.say(`Whoever has this address can read ${row.name}${row.kind === 'folder' ? ' as a zip' : ''}: ${address} (${outcome}; y u turns it off).`);
	});
}

/** Opens the list of what is shared by a link. */
export function openLinks(app: App): void {
	app.stores.window.show('links');
	app.stores.links.clear();
	loadLinks(app);
}

/** Reads the list again. */
export function loadLinks(app: App): void {
	loadList(app, app.stores.links, {account: accountOf(app), source: listLinks});
}

/** Turns off the link under the cursor in the list, after a question. */
export function turnLinkOff(app: App): void {
	const row = app.stores.links.current();
	if (row) {
		askToTurnOff(app, {...row, account: accountOf(app)}, () => {
			app.stores.links.drop(({path}) => path === row.path);
		});
	}
}

/** Turns off the link of the entry under the cursor in the pane: the service does not list shared folders. */
export function turnLinkOffHere(app: App): void {
	const state = activePane(app).get();
	const row = currentRow(state);
	if (!row || row === parentRow || state.location.kind !== 'cloud') {
		app.stores.messages.say('Links are of files and folders in the cloud: put the cursor on one.');
		return;
	}

	const {account} = state.location;
	askToTurnOff(app, {path: locationOf(state, row).path, entry: row, account}, () => {
		const {publicLink: _, ...entry} = row;
		showPlaced(app, state.location, entry);
	});
}

function askToTurnOff(app: App, row: TreeEntry & {readonly account: string}, onOff: () => void): void {
	app.attempt(async () => {
		if (!await confirm(app, {
			title: 'Turn the link off?',
			lines: [row.entry.name, 'Its address stops working. One that is made later is another address.'],
			no: 'No, keep it',
			yes: 'Yes, turn it off',
		})) {
			return;
		}

		app.stores.messages.say(`Turning the link of ${row.entry.name} off…`);
		await removeLink(row.path, {client: await app.service.openClient(row.account)});
		onOff();
		app.stores.messages.say(`${row.entry.name} is shared no longer.`);
	});
}

/** Copies the address of the link under the cursor. */
export function copyLinkAgain(app: App): void {
	const row = app.stores.links.current();
	if (!row) {
		return;
	}

	app.stores.messages.say(`Asking for the address of ${row.entry.name}…`);
	app.attempt(async () => {
		const {page, download} = await makeLink(row.path, {client: await app.service.openClient(accountOf(app))});
		app.stores.messages.say(`${page ?? download} (${await app.terminal.copyText(page ?? download)})`);
	});
}
