import {enqueue} from '../enqueue.ts';
import type {Entry} from '../../../files/entry.ts';
import {folderOf, isSameLocation, type Location} from '../../../files/location.ts';
import {counted, longSize} from '../../../format.ts';
import {Failure, toFailure} from '../../../failure.ts';
import {readSettings} from '../../../settings/settings.ts';
import {checkApart, checkHoldsFiles, checkTakes} from '../../../transfers/preflight.ts';
import type {Overwrite} from '../../../transfers/item.ts';
import {checkMayMove} from '../../../transfers/kept-places.ts';
import {identityBy} from '../../../transfers/open-location.ts';
import {lastName} from '../../../transfers/location-text.ts';
import type {App} from '../../app.ts';
import {activePane, otherPane} from '../../panes.ts';
import {fieldOf} from '../../stores/field.ts';
import {chosen, withoutMarks} from '../../stores/pane/marks.ts';
import {
	describeDestination,
	readDestination,
	type DestinationContext,
	type Destination,
} from './destination.ts';

/** A selection in words: `report.pdf (1.2 MB)`, `3 items (2.46 GB)`. */
export function describe(entries: readonly Entry[]): string {
	const [first] = entries;
	const bytes = entries.reduce((sum, {size = 0}) => sum + size, 0);
	const folders = entries.filter(({kind}) => kind === 'folder').length;
	const sizes = folders === 0 ? ` (${longSize(bytes)})` : '';
	return entries.length === 1 && first ? `${first.name}${first.kind === 'folder' ? '/' : sizes}` : `${counted(entries.length, 'item')}${sizes}`;
}

/** Asks for the destination of the chosen entries, and queues the copy or move. */
export function startTransfer(app: App, verb: 'copy' | 'move'): void {
	const pane = activePane(app).get();
	const all = chosen(pane);
	const places = all.filter(({entry}) => entry.kind !== 'other' || entry.failure !== undefined); // what cannot be looked at fails with its reason
	const entries = places.map(({entry}) => entry);
	if (entries.length === 0) {
		app.stores.messages.say(`Nothing to ${verb} here: put the cursor on a file or folder.`);
		return;
	}

	askWhere(app, {
		verb,
		entries,
		sources: places.map(({location}) => location),
		leftOut: all.length - entries.length,
		target: otherPane(app).get().location,
	});
}

type TransferSelection = Omit<NoteFacts, 'isWithin' | 'isLeavingCloud'> & {readonly verb: 'copy' | 'move'; readonly sources: readonly Location[]};

/** The dialog before a copy or move: the destination, and what to do where a name is taken. */
export function askWhere(app: App, {verb, sources, ...facts}: TransferSelection): void {
	const {entries, target} = facts;
	const proposed = {text: app.service.printLocation(target), location: target};
	const context = {sources, proposed, paneFolder: activePane(app).get().location};
	app.stores.window.open({
		kind: 'transfer',
		verb,
		what: describe(entries),
		notes: notesFor(app, {
			...facts,
			isWithin: sources.some(source => isSameLocation(folderOf(source), target)),
			isLeavingCloud: verb === 'move' && sources.some(({kind}) => kind === 'cloud'),
		}),
		field: fieldOf(proposed.text),
		landing: describeDestination(app, {folder: target}),
		overwrite: 'ask',
		onChange: showLanding(app, context),
		onSubmit(destination, overwrite) {
			app.attempt(async () => {
				const {folder, targetName} = await readDestination(app, destination, context);
				await queueUp(app, {
					verb, sources, overwrite, folder, ...(targetName !== undefined && {targetName}),
				});
			});
		},
	});
}

const debounce = 150; // ms: the service is not asked after every letter

/** Shows in the dialog where the typed destination leads, as soon as that is known. */
function showLanding(app: App, context: DestinationContext): (typed: string) => void {
	const {stores: {window}, service: {clock}} = app;
	let lookup = new AbortController();
	const say = (typed: string, landing: string) => {
		const {dialog} = window.get();
		if (dialog?.kind === 'transfer' && dialog.field.text === typed) {
			window.replace({...dialog, landing});
		}
	};

	const look = async (typed: string, signal: AbortSignal) => {
		try {
			await clock.sleep(debounce, signal);
			return describeDestination(app, await readDestination(app, typed, context, signal));
		} catch (error) {
			return toFailure(error).message;
		}
	};

	return typed => {
		lookup.abort();
		lookup = new AbortController();
		const {signal} = lookup;
		say(typed, 'lands …');
		void look(typed, signal).then(landing => {
			if (!signal.aborted) {
				say(typed, landing);
			}
		});
	};
}

type NoteFacts = {
	readonly entries: readonly Entry[];
	readonly leftOut: number; // sockets, devices, links that lead nowhere
	readonly isWithin: boolean; // a source is in the target folder already
	readonly isLeavingCloud: boolean; // the originals are trashed, or deleted if hard_delete is set
	readonly target: Location;
};

function notesFor({stores: {signedIn}, terminal: {glyphs}, service: {accounts}}: App, {entries, leftOut, isWithin, isLeavingCloud, target}: NoteFacts): readonly string[] {
	const {account} = signedIn.get();
	const folders = entries.filter(({kind}) => kind === 'folder').length;
	const bytes = entries.reduce((sum, {size = 0}) => sum + size, 0);
	const free = target.kind === 'cloud' && account?.capacity !== undefined ? account.capacity - account.used : undefined;
	return [
		...(isWithin ? ['Both panes show this folder: write another folder, or a new name.'] : []),
		...(isLeavingCloud && readSettings(accounts.tools.directories).settings.hard_delete
			? [`${glyphs.problem} hard_delete is on: what moves out of the cloud is deleted there for good, not moved to the trash.`]
			: []),
		...(leftOut > 0 ? [`${leftOut} more ${leftOut === 1 ? 'stays' : 'stay'}: neither file nor folder, or a link that leads nowhere.`] : []),
		...(folders > 0 ? [`${counted(folders, 'folder')} with all that is in ${folders === 1 ? 'it' : 'them'}; what is inside is counted while it is copied`] : []),
		...(free !== undefined && bytes > free ? [`${glyphs.problem} This needs ${longSize(bytes)}; the account has ${longSize(Math.max(0, free))} left.`] : []),
	];
}

type TransferRequest = Omit<Destination, 'isNew'> & {readonly verb: 'copy' | 'move'; readonly sources: readonly Location[]; readonly overwrite: Overwrite};

async function queueUp(app: App, {verb, sources, overwrite, folder, targetName}: TransferRequest): Promise<void> {
	if (targetName === undefined && isSameLocation(otherPane(app).get().location, folder) && sources.some(source => isSameLocation(folderOf(source), folder))) {
		throw new Failure('usage', 'Both panes show this folder.', {nextStep: `Press ${verb === 'copy' ? 'F5' : 'F6'} again and write another folder or a new name.`});
	}

	checkHoldsFiles(folder, app.service.names);
	await checkTakes({sources, target: folder, targetName}, await app.service.openFileSystem(folder), app.service.names);
	if (verb === 'move') {
		await Promise.all(sources.map(async source => checkMayMove(source, app.service.homeFolder, app.service.names)));
	}

	await Promise.all(sources.map(async source => checkApart(source, {kind: verb, target: folder, targetName}, {identity: identityBy(app.service.openClient), names: app.service.names})));
	const jobs = enqueue(app, Object.values(Object.groupBy(sources, source => source.kind === 'cloud' ? `${source.account}:` : '')).map(together => ({
		kind: verb, sources: together!, target: folder, targetName, overwrite,
	})), `Queued ${counted(sources.length, 'item')} to ${verb} ${app.terminal.glyphs.arrow} ${lastName(folder, app.service.names)}`);
	if (verb === 'move') {
		app.stores.journal.add({kind: 'move', jobs});
	}

	activePane(app).change(withoutMarks);
}
