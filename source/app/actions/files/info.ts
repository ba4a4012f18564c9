import {longDate, longSize} from '../../../format.ts';
import type {Entry} from '../../../files/entry.ts';
import type {Location} from '../../../files/location.ts';
import {segmentsOf} from '../../../jotta/addresses.ts';
import type {Client} from '../../../jotta/client.ts';
import {downloadAddress} from '../../../jotta/links.ts';
import {readEntry} from '../../../jotta/find.ts';
import {readVersions, type FileVersions} from '../../../jotta/versions.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import {activePane} from '../../panes.ts';
import {placeText} from '../../layout/rules.ts';
import {
	currentRow,
	locationOf,
	parentRow,
	type PaneState,
} from '../../stores/pane/state.ts';
import {openVersions} from '../lists/versions.ts';
import {startSetTime} from './set-time.ts';

type Fact = readonly [label: string, value: string | undefined];

/** Shows the facts of the entry under the cursor. Those from the file's own document follow when it has arrived. */
export function showInfo(app: App): void {
	const pane = activePane(app).get();
	const row = currentRow(pane);
	if (!row || row === parentRow) {
		app.stores.window.open({kind: 'info', title: lastName(pane.location, app.service.names), lines: [`place      ${placeText(pane, app.service, app.terminal.glyphs)}`]});
		return;
	}

	const facts = factsOf(app, pane, row);
	open(app, row, facts, pane.location.kind === 'cloud');
	const location = locationOf(pane, row);
	if (location.kind === 'local' || segmentsOf(location.path).length <= 2) {
		return;
	}

	const subject = {row, facts, location};
	const {messages} = app.stores;
	const underWay = `Reading more about ${row.name}…`;
	messages.showProgress(underWay);
	app.attempt(async () => {
		try {
			await (row.kind === 'folder' ? addFolderLink(app, subject) : addFromDocument(app, subject));
		} finally {
			if (messages.get().message?.text === underWay) {
				messages.clear();
			}
		}
	});
}

function open(app: App, row: Entry, facts: readonly Fact[], isCloud: boolean): void {
	app.stores.window.open({
		kind: 'info',
		title: row.name,
		lines: facts.filter(([, value]) => value !== undefined).map(([label, value]) => `${label.padEnd(12)}${value}`),
		actions: row.kind === 'file'
			? [
				...(isCloud
					? [{
						key: 'v',
						label: 'versions',
						run() {
							openVersions(app);
						},
					}]
					: []),
				{
					key: 'M',
					label: 'set the time',
					run() {
						startSetTime(app);
					},
				},
			]
			: [],
	});
}

function factsOf({service: {homeFolder, names}, terminal: {glyphs}}: App, pane: PaneState, row: Entry): readonly Fact[] {
	const isCloud = pane.location.kind === 'cloud';
	return [
		['place', placeText(pane, {homeFolder, names}, glyphs)],
		['stored as', isCloud && row.name !== names.decode(row.segment) ? `${row.segment}, by another program` : undefined], // what the quote in front of its name means
		['kind', kindText(row)],
		['size', row.size === undefined ? undefined : `${longSize(row.size)} (${row.size.toLocaleString('en')} bytes)`],
		['modified', row.modified === undefined ? undefined : longDate(row.modified)],
		['created', row.created === undefined ? undefined : longDate(row.created)],
		['md5', row.md5],
		['type', row.mime],
		['version', row.revision === undefined ? undefined : String(row.revision)],
		[isCloud ? 'public link' : 'link to', isCloud ? row.publicLink : row.symlink],
	];
}

function kindText({kind, special, symlink, failure}: Entry): string {
	if (failure) {
		return `unknown: ${failure.sentence}`;
	}

	if (kind !== 'other') {
		return kind;
	}

	const link = symlink === undefined ? 'listed under a name that cannot be asked for' : 'a link that leads nowhere';
	return `${special === undefined ? link : (special === 'pipe' ? 'a named pipe' : `a ${special}`)}: it is never copied`;
}

type Subject = {readonly row: Entry; readonly facts: readonly Fact[]; readonly location: Extract<Location, {kind: 'cloud'}>};

/** Adds the upload time, the number of versions and the address of the link. */
async function addFromDocument(app: App, {row, facts, location}: Subject): Promise<void> {
	const shown = app.stores.window.get().dialog;
	const client = await app.service.openClient(location.account);
	const file = await readVersions(location.path, {client});
	if (app.stores.window.get().dialog !== shown) {
		return; // closed meanwhile
	}

	open(app, row, [
		...facts.filter(([label]) => label !== 'version' && label !== 'public link'),
		...versionFacts(file),
		linkFact(row.publicLink, client),
	], true);
}

/** Adds a folder's link, which listings may omit; the folder's own document has it. @see protocol.md 7.5 */
async function addFolderLink(app: App, {row, facts, location}: Subject): Promise<void> {
	const shown = app.stores.window.get().dialog;
	const client = await app.service.openClient(location.account);
	const {publicLink} = await readEntry(location.path, {client});
	if (app.stores.window.get().dialog === shown) {
		open(app, row, [...facts.filter(([label]) => label !== 'public link'), linkFact(publicLink, client)], true);
	}
}

function linkFact(link: string | undefined, client: Client): Fact {
	return ['public link', link === undefined ? 'none (y l makes one)' : downloadAddress(link, {client})];
}

function versionFacts({versions}: FileVersions): readonly Fact[] {
	const current = versions.find(({state}) => state === 'current');
	const failed = versions.filter(({state}) => state === 'incomplete' || state === 'corrupt').length;
	return [
		['uploaded', current?.updated === undefined ? undefined : longDate(current.updated)],
		['version', `${current?.number ?? 'none'}, of ${versions.length - failed} kept${failed > 0 ? `; ${failed} ${failed === 1 ? 'upload' : 'uploads'} never completed` : ''}`],
	];
}
