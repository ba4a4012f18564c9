import {makeLink, listLinks, removeLink} from '../../jotta/links.ts';
import {
	accountOf,
	activePane,
	type App,
} from '../app.ts';
import {currentRow, locationOf, parentRow} from '../stores/pane-state.ts';

/** Makes the public link of what is under the cursor, and copies it. */
export function copyLink(app: App): void {
	const {session} = app;
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row === parentRow || pane.location.kind !== 'cloud') {
		session.say('Links are of files and folders in the cloud: put the cursor on one.');
		return;
	}

	const {account} = pane.location;
	app.attempt(async () => {
		const link = await makeLink(locationOf(pane, row).path, {client: await app.openClient(account)});
		const address = link.page ?? link.download;
		const way = await app.copyText(address);
		session.say(`Whoever has this address can read ${row.name}: ${address} (${way}; g s turns it off).`);
	});
}

/** What is shared by a link. */
export function openLinks(app: App): void {
	app.session.change({screen: 'links'});
	loadLinks(app);
}

export function loadLinks(app: App): void {
	app.attempt(async () => {
		const client = await app.openClient(accountOf(app));
		await app.links.load(signal => listLinks({client, signal}));
	});
}

/** Turns the link under the cursor off, after a question. */
export function turnLinkOff(app: App): void {
	const {session, links} = app;
	const row = links.current();
	if (!row) {
		return;
	}

	session.open({
		kind: 'question',
		title: 'Turn the link off?',
		lines: [row.entry.name, 'Its address stops working. One that is made later is another address.'],
		choices: [
			{key: 'n', label: 'No, keep it'},
			{
				key: 'y',
				label: 'Yes, turn it off',
				run() {
					app.attempt(async () => {
						await removeLink(row.path, {client: await app.openClient(accountOf(app))});
						links.drop(({path}) => path === row.path);
						session.say(`${row.entry.name} is shared no longer.`);
					});
				},
			},
		],
		cursor: 0,
	});
}

/** Copies the address of the link under the cursor. */
export function copyLinkAgain(app: App): void {
	const row = app.links.current();
	if (row) {
		app.attempt(async () => {
			const {page, download} = await makeLink(row.path, {client: await app.openClient(accountOf(app))});
			app.session.say(`${page ?? download} (${await app.copyText(page ?? download)})`);
		});
	}
}
