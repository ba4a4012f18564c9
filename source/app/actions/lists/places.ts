import {confirmDialog} from '../confirm.ts';
import {Failure} from '../../../failure.ts';
import {joinPath} from '../../../files/location.ts';
import {longSize} from '../../../format.ts';
import type {CloudOptions} from '../../../jotta/cloud-options.ts';
import {displayName} from '../../../jotta/display-name.ts';
import {foldName} from '../../../jotta/names.ts';
import {typedSegment} from '../files/typed-segment.ts';
import {segmentsOf} from '../../../jotta/addresses.ts';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	trashMountpoint,
	type Mountpoint,
} from '../../../jotta/places.ts';
import {listPlaces, type AccountPlace} from '../../../jotta/place-tree.ts';
import type {PlacesSubject} from '../../stores/browsing.ts';
import type {App} from '../../app.ts';
import {accountOf, activePane} from '../../panes.ts';
import {fieldOf} from '../../stores/field.ts';
import {openTrash} from '../trash/trash-view.ts';
import {openLatest} from './latest.ts';
import {openLinks} from './links.ts';
import {loadList} from './load-list.ts';

/** Opens the tree of devices and mountpoints. `focus`: the path of the row to begin on, else the home place. */
export function openPlaces(app: App, focus?: string): void {
	app.stores.window.show('places');
	app.stores.places.clear();
	loadPlaces(app, focus ?? placesSubject(app).home);
}

/** Reads the tree again; the cursor stays, or goes to `focus`. */
export function loadPlaces(app: App, focus = app.stores.places.current()?.path): void {
	app.stores.browsing.showPlacesOf(placesSubject(app));
	loadList(app, app.stores.places, {account: accountOf(app), source: listPlaces, isFirst: ({path}) => focus !== undefined && isSamePlace(path, focus)});
}

function placesSubject(app: App): PlacesSubject {
	const account = accountOf(app);
	return {account, home: app.service.homeOf({kind: 'cloud', account, path: '/'}).path};
}

/** Opens the place under the cursor: in the pane, or on a screen of its own. */
export function openPlace(app: App): void {
	const place = app.stores.places.current();
	if (!place) {
		return;
	}

	switch (place.role) {
		case 'trash': {
			openTrash(app);
			break;
		}

		case 'links': {
			openLinks(app);
			break;
		}

		case 'latest': {
			openLatest(app);
			break;
		}

		case 'device':
		case 'mountpoint':
		case 'shared': {
			openInPane(app, place);
			break;
		}

		default: {
			throw new TypeError(`unknown place ${String(place.role satisfies never)}`);
		}
	}
}

function openInPane(app: App, {path, name, role, deletedAt}: AccountPlace): void {
	const {stores: {messages, window}} = app;
	if (deletedAt !== undefined) {
		messages.say(`${app.service.names.toShown(name)} is in the trash: g t, then r brings it back with all that went with it.`);
		return;
	}

	if (role === 'device') {
		const first = app.stores.places.get().rows.find(place => place.role === 'mountpoint' && place.deletedAt === undefined && place.path.startsWith(`${path}/`));
		if (first) {
			app.stores.places.focusOn(place => place === first);
		}

		messages.say(first ? `Mountpoints of ${app.service.names.toShown(name)}: Enter opens one.` : `${app.service.names.toShown(name)} has no mountpoint yet: n makes one.`);
		return;
	}

	window.show('browser');
	const account = accountOf(app);
	app.attempt(async () => activePane(app).goTo({kind: 'cloud', account, path}));
	if (role === 'shared') {
		messages.say('Shared can only be read here: copy what you want to change.');
	}
}

/** Makes the mountpoint under the cursor the account's home, where its paths begin. */
export function makeHome(app: App): void {
	const {stores: {browsing, messages, places}, service: {accounts, names}} = app;
	const place = places.current();
	if (place?.role !== 'mountpoint' || place.deletedAt !== undefined) {
		messages.say('Home can be a mountpoint that is not in the trash: put the cursor on one.');
		return;
	}

	const account = accountOf(app);
	const [device = '', mountpoint = ''] = segmentsOf(place.path);
	messages.say(`Making ${names.toShown(mountpoint)} the home place…`);
	app.attempt(async () => {
		await livingMountpoint(place.path, {client: await app.service.openClient(account)});
		await accounts.tools.accounts.update(account, each => ({...each, home: {device, mountpoint}}));
		await accounts.list();
		browsing.showPlacesOf(placesSubject(app));
		messages.say(`${account}: begins at ${names.toShown(device)} ${app.terminal.glyphs.crumb} ${names.toShown(mountpoint)} from now on; g h goes there.`);
	});
}

/** Asks for a name and makes a device, or a mountpoint on the device under the cursor. The device Jotta belongs to the service. */
export function startNewPlace(app: App): void {
	const device = segmentsOf(app.stores.places.current()?.path ?? '')[0];
	const isOwn = device !== undefined && device.toUpperCase() !== 'JOTTA';
	app.stores.window.open({
		kind: 'prompt',
		label: isOwn ? `New mountpoint on ${app.service.names.toShown(device)} (or /Device for a device):` : 'New device (or Device/Mountpoint; Jotta’s own stay as they are):',
		field: fieldOf(''),
		onSubmit(text) {
			app.attempt(async () => makePlace(app, text, isOwn ? device : undefined));
		},
	});
}

async function makePlace(app: App, text: string, on: string | undefined): Promise<void> {
	const typed = text.split('/').map(name => name.trim()).filter(Boolean).map(name => typedSegment(name, {kind: 'cloud', account: accountOf(app), path: '/'}, app.service.names));
	const names = on === undefined || text.trimStart().startsWith('/') ? typed : [on, ...typed];
	const [device, mountpoint, ...below] = names;
	if (device === undefined || typed.length === 0) {
		return;
	}

	if (below.length > 0) {
		throw new Failure('usage', 'A place is a device, or a mountpoint on one.', {nextStep: 'Write Device/Mountpoint; folders are made in the pane.'});
	}

	app.stores.messages.say(`Making ${app.service.names.toShown(mountpoint ?? device)}…`);
	const client = await app.service.openClient(accountOf(app));
	const isThere = app.stores.places.get().rows.some(({role, name}) => role === 'device' && name.toUpperCase() === device.toUpperCase());
	if (mountpoint === undefined || !isThere) {
		await createDevice(device, {client});
	}

	const path = mountpoint === undefined ? `/${device}` : joinPath(`/${device}`, mountpoint);
	if (mountpoint !== undefined) {
		await createMountpoint(path, {client});
	}

	app.stores.messages.say(`Made the ${mountpoint === undefined ? 'device' : 'mountpoint'} ${client.names.toShown(mountpoint ?? device)}.`);
	loadPlaces(app, path);
}

/** Moves the mountpoint under the cursor to the trash, after a question that says how much that is. */
export function trashPlace(app: App): void {
	const {stores: {messages, places}, service: {names}} = app;
	const place = places.current();
	if (place?.role !== 'mountpoint' || place.deletedAt !== undefined || isOfJotta(place)) {
		messages.say('Only mountpoints of your own devices go to the trash: put the cursor on one.');
		return;
	}

	app.ask(async signal => {
		const name = names.toShown(place.name);
		messages.say(`Looking how much is in ${name}…`);
		const {account, home} = placesSubject(app);
		const client = await app.service.openClient(account);
		const {size} = await livingMountpoint(place.path, {client, signal});
		const isHome = isSamePlace(place.path, home);
		messages.clear();
		return confirmDialog({
			title: `Move ${isHome ? 'your home place' : 'the mountpoint'} to the trash?`,
			lines: [
				`${displayName(place.path, names)}, ${size === 0 ? 'which holds nothing' : `with all that is in it${size === undefined ? '' : `: ${longSize(size)}`}`}.`,
				...(isHome ? [`It is the home of ${account}: ${account}:PATH begins there, and leads nowhere then. = makes another mountpoint the home.`] : []),
				'It can be restored for 30 days; how the service restores a mountpoint is not documented.',
			],
			no: 'No, keep',
			yes: 'Yes, to the trash',
		}, () => {
			app.attempt(async () => {
				messages.say(`Moving ${name} to the trash…`);
				await trashMountpoint(place.path, {client});
				messages.say(`${name} moved to the trash.`);
				loadPlaces(app);
			});
		});
	});
}

function isOfJotta({path}: AccountPlace): boolean {
	return foldName(segmentsOf(path)[0] ?? '') === 'JOTTA';
}

function isSamePlace(one: string, other: string): boolean {
	return foldName(one) === foldName(other);
}

/** @throws Failure `not-found` when it is gone, or in the trash */
async function livingMountpoint(path: string, options: CloudOptions): Promise<Mountpoint> {
	const there = await findMountpoint(path, options);
	if (!there || there.deletedAt !== undefined) {
		throw new Failure('not-found', `${displayName(path, options.client.names)} is no longer there.`, {nextStep: 'Ctrl-R reads the places again.'});
	}

	return there;
}
