import {Failure} from '../failure.ts';
import {isReadOnly, segmentsOf, jfsAddress} from './addresses.ts';
import {unreadableDocument} from './xml/document.ts';
import {parseDocument} from './xml/document-reader.ts';
import {notDone, sendCommand} from './http/place-requests.ts';
import {displayName} from './display-name.ts';
import type {CloudOptions} from './cloud-options.ts';
import {isUnreachable, listedName} from './listed-name.ts';
import {checkStoredName, foldName} from './names.ts';
import {
	asElement,
	childrenOf,
	deletedOf,
	numberOf,
	textOf,
	timeOf,
	trashedAt,
	type Element,
} from './xml/xml.ts';

export type Device = {
	readonly name: string;
	readonly title?: string; // what the person has called it in the app, where that is something else (protocol.md N20)
	readonly type: string; // JOTTA, LAPTOP, …
	readonly size: number; // bytes, with trashed mountpoints
	readonly modified?: number; // ms since 1970
};

export type Mountpoint = {
	readonly name: string;
	readonly size?: number; // bytes; the service does not always tell it (protocol.md N1)
	readonly modified?: number;
	readonly deletedAt?: number;
	readonly isSpecial: boolean; // a view or a share: read-only for us
};

/** @see protocol.md 5.1 */
export async function listDevices(options: CloudOptions): Promise<readonly Device[]> {
	const user = await read('/', 'user', options);
	return childrenOf(asElement(user.devices ?? {}), 'device').map(device => {
		const modified = timeOf(textOf(device, 'modified'));
		const [name = '', title = name] = [textOf(device, 'name'), textOf(device, 'display_name')];
		return {
			name: listedName(name),
			...(title !== name && {title}),
			type: textOf(device, 'type') ?? '',
			size: numberOf(textOf(device, 'size')) ?? 0,
			...(modified !== undefined && {modified}),
		};
	});
}

/** The mountpoints of a device, trashed ones included. @see protocol.md 5.2, 11 */
export async function listMountpoints(device: string, options: CloudOptions): Promise<readonly Mountpoint[]> {
	if (isUnreachable(device)) {
		return [];
	}

	const document = await read(`/${device}`, 'device', options);
	return childrenOf(asElement(document.mountPoints ?? {}), 'mountPoint').map(mountpoint => {
		const name = listedName(textOf(mountpoint, 'name') ?? '');
		const modified = timeOf(textOf(mountpoint, 'modified'));
		const deletedAt = trashedAt(deletedOf(mountpoint));
		const size = numberOf(textOf(mountpoint, 'size'));
		return {
			name,
			...(size !== undefined && {size}),
			...(modified !== undefined && {modified}),
			...(deletedAt !== undefined && {deletedAt}),
			isSpecial: isReadOnly(`/${device}/${name}`),
		};
	});
}

async function read(path: string, root: string, {client, signal}: CloudOptions): Promise<Element> {
	const {text} = await client.send({
		method: 'GET', url: jfsAddress(client, path), subject: displayName(path, client.names), mayRepeat: true, signal,
	});
	const document = parseDocument(text);
	if (document?.root !== root) {
		throw unreadableDocument(path, client.names);
	}

	return document.element;
}

/** One mountpoint as its device lists it: only that list says whether it is in the trash. */
export async function findMountpoint(path: string, options: CloudOptions): Promise<Mountpoint | undefined> {
	const [device = '', name = ''] = segmentsOf(path);
	const mountpoints = await listMountpoints(device, options);
	return mountpoints.find(mountpoint => foldName(mountpoint.name) === foldName(name));
}

/** The kinds of computer that the service knows. @see protocol.md 5.1 */
export const deviceTypes = ['WORKSTATION', 'LAPTOP', 'IMAC', 'MACBOOK', 'IPAD', 'ANDROID', 'IPHONE', 'WINDOWS_PHONE', 'CLI'] as const;
export type DeviceType = (typeof deviceTypes)[number];

/**
Makes a device. The service answers the same whether it was there before or not, so that is checked first.
@throws Failure `already-exists`, `name-not-allowed`
@see protocol.md 6.2
*/
export async function createDevice(name: string, {type = 'WORKSTATION', client, signal}: CloudOptions & {readonly type?: DeviceType}): Promise<void> {
	checkStoredName(name, client.names);
	const devices = await listDevices({client, signal});
	if (devices.some(device => foldName(device.name) === foldName(name))) {
		throw new Failure('already-exists', `There is a device of the name ${client.names.toShown(name)} already.`, {nextStep: 'Choose another name.'});
	}

	const document = await sendCommand(`/${name}`, {
		client, signal, query: {type}, mayRepeat: true,
	});
	if (document?.root !== 'device' && (await listDevices({client, signal})).every(device => foldName(device.name) !== foldName(name))) {
		throw notDone(name, 'not made', client.names);
	}
}

/**
Makes a mountpoint on one's own device. Those of Jotta are the sections of the web site, which would not show another one.
With `isRevival` a mountpoint that is in the trash comes back.
@throws Failure `permission` on Jotta; `already-exists`, `name-not-allowed`
@see protocol.md 6.3
*/
export async function createMountpoint(path: string, {isRevival = false, client, signal}: CloudOptions & {readonly isRevival?: boolean}): Promise<void> {
	const [device = '', name = ''] = segmentsOf(path);
	checkStoredName(name, client.names);
	if (foldName(device) === 'JOTTA' && !isRevival) {
		throw new Failure('permission', 'Jotta has its own mountpoints; the web site would not show another one.', {nextStep: 'Make a folder in Archive, or a mountpoint on another device.'});
	}

	const there = await findMountpoint(path, {client, signal});
	if (there && !isRevival) {
		const isTrashed = there.deletedAt !== undefined;
		throw new Failure('already-exists', `There is a mountpoint of the name ${client.names.toShown(name)} already${isTrashed ? ', in the trash' : ''}.`, {
			nextStep: isTrashed ? 'Restore it, or choose another name.' : 'Choose another name.',
		});
	}

	const document = await sendCommand(path, {
		client, signal, query: {}, mayRepeat: true,
	});
	const made = document?.root === 'mountPoint' ? undefined : await findMountpoint(path, {client, signal});
	if (document?.root !== 'mountPoint' && (!made || made.deletedAt !== undefined)) {
		throw notDone(path, 'not made', client.names);
	}
}

/**
Moves a mountpoint of one's own device to the trash.
@throws Failure `permission` on Jotta; `not-found`
@see protocol.md 6.1
*/
export async function trashMountpoint(path: string, options: CloudOptions): Promise<void> {
	if (foldName(segmentsOf(path)[0] ?? '') === 'JOTTA') {
		throw new Failure('permission', 'The mountpoints of Jotta belong to the service and stay.', {nextStep: 'Choose what is in it.'});
	}

	const mountpoint = await findMountpoint(path, options);
	if (!mountpoint || mountpoint.deletedAt !== undefined) {
		throw new Failure('not-found', `There is no mountpoint ${displayName(path, options.client.names)}.`, {nextStep: {kind: 'list-places'}});
	}

	await sendCommand(path, {...options, query: {dl: 'true'}, mayRepeat: true});
	const left = await findMountpoint(path, options);
	if (left && left.deletedAt === undefined) {
		throw notDone(path, 'not moved to the trash', options.client.names);
	}
}

/** Deletes a mountpoint for good, with all below. Irrevocable: trash.ts looks at its tombstone first. @see protocol.md 6.1 */
export async function removeMountpoint(path: string, options: CloudOptions): Promise<void> {
	await sendCommand(path, {...options, query: {rm: 'true'}, mayRepeat: false});
	if (await findMountpoint(path, options)) {
		throw notDone(path, 'not deleted', options.client.names);
	}
}
