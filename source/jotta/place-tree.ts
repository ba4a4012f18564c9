import {joinPath} from '../files/location.ts';
import {segmentsOf} from './addresses.ts';
import type {CloudOptions} from './cloud-options.ts';
import {foldName} from './names.ts';
import {listDevices, listMountpoints, type Mountpoint} from './places.ts';

/** A device, or one of its mountpoints. The service's views are among the mountpoints of Jotta. */
export type AccountPlace = {
	readonly path: string; // /Device or /Device/Mountpoint
	readonly name: string; // as stored
	readonly role: 'device' | 'mountpoint' | 'shared' | 'latest' | 'links' | 'trash';
	readonly title?: string; // of a device: what the person has called it in the app
	readonly type?: string; // of a device: JOTTA, LAPTOP, …
	readonly size?: number; // bytes; views have none
	readonly modified?: number; // ms since 1970
	readonly deletedAt?: number;
	readonly isLastOfDevice: boolean;
};

/** Addressed by name, and never or not always listed. @see protocol.md 11 */
const views = ['Latest', 'Links', 'Trash'] as const;
const roles: Readonly<Record<string, AccountPlace['role']>> = {
	SHARED: 'shared', LATEST: 'latest', LINKS: 'links', TRASH: 'trash',
};

/**
All devices, Jotta first, each with its mountpoints: one request for the devices and one for each of them, side by side.
@see protocol.md 5.1, 5.2, 11
*/
export async function * listPlaces(options: CloudOptions): AsyncGenerator<readonly AccountPlace[]> {
	const devices = await listDevices(options);
	const jottaFirst = devices.toSorted((one, other) => Number(isJotta(other.name)) - Number(isJotta(one.name)));
	const answers = jottaFirst.map(async device => {
		const path = `/${device.name}`;
		const mountpoints = await listMountpoints(device.name, options);
		const listed = mountpoints.map(mountpoint => mountpointPlace(path, mountpoint));
		const below = isJotta(device.name) ? [...listed.filter(({role}) => !isView(role)), ...viewsOf(listed)] : listed;
		return [
			{
				...device, path, role: 'device' as const, isLastOfDevice: below.length === 0,
			},
			...below.map((place, index) => ({...place, isLastOfDevice: index === below.length - 1})),
		];
	});
	for (const answer of answers) {
		answer.catch(() => undefined); // thrown where it is awaited
	}

	for (const answer of answers) {
		yield await answer;
	}
}

type Below = Omit<AccountPlace, 'isLastOfDevice'>;

function mountpointPlace(device: string, {name, size, modified, deletedAt}: Mountpoint): Below {
	const role = isJotta(device.slice(1)) ? roles[foldName(name)] ?? 'mountpoint' : 'mountpoint';
	return {
		path: joinPath(device, name),
		name,
		role,
		...((role === 'mountpoint' || role === 'shared') && size !== undefined && {size}),
		...(modified !== undefined && {modified}),
		...(deletedAt !== undefined && {deletedAt}),
	};
}

/** Always all of them, behind the rest: the service lists some of them, or none. */
function viewsOf(listed: readonly Below[]): readonly Below[] {
	return views.map(name => listed.find(({role}) => role === roles[foldName(name)]) ?? {path: `/Jotta/${name}`, name, role: roles[foldName(name)]!});
}

function isView(role: AccountPlace['role']): boolean {
	return views.some(name => roles[foldName(name)] === role);
}

function isJotta(device: string): boolean {
	return foldName(device) === 'JOTTA';
}

/** The place that a path is in: device and mountpoint. */
export function placeOfPath(path: string): string {
	return `/${segmentsOf(path).slice(0, 2).join('/')}`;
}
