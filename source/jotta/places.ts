import {Failure} from '../failure.ts';
import {jfsAddress, spoken, type ServiceOptions} from './listing.ts';
import {
	asElement,
	childrenOf,
	numberOf,
	parseDocument,
	textOf,
	timeOf,
	type Element,
} from './xml.ts';

export type Device = {
	readonly name: string;
	readonly type: string; // JOTTA, LAPTOP, …
	readonly size: number; // bytes, with trashed mountpoints
	readonly modified?: number; // ms since 1970
};

export type Mountpoint = {
	readonly name: string;
	readonly size: number; // bytes
	readonly modified?: number;
	readonly deletedAt?: number;
	readonly isSpecial: boolean; // a view or a share: read-only for us
};

const special = new Set(['Shared', 'Latest', 'Links', 'Trash']);

/** @see protocol.md 5.1 */
export async function listDevices(options: ServiceOptions): Promise<readonly Device[]> {
	const user = await read('/', 'user', options);
	return childrenOf(asElement(user.devices ?? {}), 'device').map(device => {
		const modified = timeOf(textOf(device, 'modified'));
		return {
			name: textOf(device, 'name') ?? '',
			type: textOf(device, 'type') ?? '',
			size: numberOf(textOf(device, 'size')) ?? 0,
			...(modified !== undefined && {modified}),
		};
	});
}

/** The mountpoints of a device, trashed ones included. @see protocol.md 5.2, 11 */
export async function listMountpoints(device: string, options: ServiceOptions): Promise<readonly Mountpoint[]> {
	const document = await read(`/${device}`, 'device', options);
	return childrenOf(asElement(document.mountPoints ?? {}), 'mountPoint').map(mountpoint => {
		const name = textOf(mountpoint, 'name') ?? '';
		const modified = timeOf(textOf(mountpoint, 'modified'));
		const deletedAt = timeOf(textOf(mountpoint, 'deleted'));
		return {
			name,
			size: numberOf(textOf(mountpoint, 'size')) ?? 0,
			...(modified !== undefined && {modified}),
			...(deletedAt !== undefined && {deletedAt}),
			isSpecial: device === 'Jotta' && special.has(name),
		};
	});
}

async function read(path: string, root: string, {client, signal}: ServiceOptions): Promise<Element> {
	const {text} = await client.send({
		method: 'GET', url: jfsAddress(client, path), subject: spoken(path), mayRepeat: true, signal,
	});
	const document = parseDocument(text);
	if (document?.root !== root) {
		throw new Failure('not-found', `${spoken(path)} is no place of this account.`, {nextStep: 'jottafm places lists them.'});
	}

	return document.element;
}
