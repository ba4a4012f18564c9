import {Failure} from '../failure.ts';
import {longDate, longSize} from '../format.ts';
import {segmentsOf} from '../jotta/addresses.ts';
import type {Client} from '../jotta/client.ts';
import {
	createDevice,
	createMountpoint,
	deviceTypes,
	findMountpoint,
	listDevices,
	listMountpoints,
	trashMountpoint,
	type DeviceType,
} from '../jotta/places.ts';
import {accountArgument, chosenAccount, defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {createCloudOpener} from '../cli/for-each-path.ts';

export type PlacesOptions = {readonly make?: string; readonly type?: string; readonly trash?: string; readonly home?: string};

export const placesCommand = defineCommand({
	name: 'places',
	summary: 'devices and mountpoints of an account',
	usage: '[options] [NAME:]',
	arguments: [accountArgument],
	options: [
		{flags: '--make <path>', about: 'make a device (NAME:/Device) or a mountpoint on it (NAME:/Device/Mountpoint)', conflicts: ['trash', 'home']},
		{
			flags: '--type <kind>', about: 'with --make, of a new device; else workstation', choices: deviceTypes.map(type => type.toLowerCase()), conflicts: ['trash', 'home'],
		},
		{flags: '--trash <path>', about: 'move a mountpoint to the trash', conflicts: ['home']},
		{flags: '--home <path>', about: 'where NAME:PATH begins from now on'},
	],
	examples: {
		'jottafm places': 'all places with size and time of the last change',
		'jottafm places --make jotta:/NAS/Photos': 'a device and its mountpoint',
		'jottafm places --home jotta:/NAS/Photos': 'from now on jotta:2026 is /NAS/Photos/2026',
	},
	json: {
		account: 'its name here', device: '', type: 'kind of the device', title: 'what the device is called in the app, where that is something else', mountpoint: '', size: 'bytes', modified: 'ms since 1970',
		deletedAt: 'ms since 1970: it is in the trash', special: 'a view or a share: read-only', home: 'whether paths begin here',
		made: 'with --make: the path', trashed: 'with --trash: the path',
	},
	run: async ([name], options: PlacesOptions, context) => places(name, options, context),
});

/** Lists devices and their mountpoints; makes, trashes or chooses one. */
export async function places(name: string | undefined, {make, type, trash, home}: PlacesOptions, context: Context): Promise<ExitStatus> {
	if (name !== undefined && (make ?? trash ?? home) !== undefined) {
		throw new Failure('usage', `${name} says nothing here: the path names the account.`, {nextStep: 'Leave it out.'});
	}

	if (type !== undefined && make === undefined) {
		throw new Failure('usage', '--type is the kind of a new device.', {nextStep: 'Write it with --make.'});
	}

	if (make !== undefined) {
		return makePlace(make, (type ?? 'workstation').toUpperCase() as DeviceType, context);
	}

	if (trash !== undefined) {
		const {client, path} = await openPlace(trash, 2, context);
		await trashMountpoint(path, {client, signal: context.signal});
		context.output.result({trashed: trash}, `${trash}: moved to the trash`);
		return 0;
	}

	return home === undefined ? list(await chosenAccount(name, context), context) : setHome(home, context);
}

async function list(name: string, context: Context): Promise<ExitStatus> {
	const {output, signal} = context;
	const {client, account} = await createCloudOpener(context)(`${name}:/`);
	const {home} = client.account;
	for (const device of await listDevices({client, signal})) {
		for (const {name: mountpoint, size, modified, deletedAt, isSpecial} of await listMountpoints(device.name, {client, signal})) {
			const isHome = device.name === home.device && mountpoint === home.mountpoint;
			const role = deletedAt === undefined ? (isSpecial ? 'special' : (isHome ? 'home' : '')) : 'in the trash';
			output.result(
				{
					account, device: client.names.toShown(device.name), type: device.type, title: device.title, mountpoint: client.names.toShown(mountpoint), size, modified, deletedAt, special: isSpecial, home: isHome,
				},
				{
					columns: [
						`${account}:/${client.names.toShown(device.name)}/${client.names.toShown(mountpoint)}`,
						size === undefined ? '' : longSize(size),
						modified === undefined ? '' : longDate(modified),
						[role, device.title === undefined ? '' : `on ${device.title}`].filter(word => word !== '').join(', '),
					],
				},
			);
		}
	}

	return 0;
}

/** Reads a path of one or two names below the account. @throws Failure `usage` */
async function openPlace(text: string, most: number, context: Context, options: {readonly isNew?: boolean} = {}): Promise<{readonly client: Client; readonly account: string; readonly path: string; readonly names: readonly string[]}> {
	const place = await createCloudOpener(context)(text, options);
	const names = segmentsOf(place.path);
	if (!text.includes(':/') || names.length > most || names.length === 0) {
		throw new Failure('usage', `${text} names no device or mountpoint.`, {nextStep: 'Write it like jotta:/Device/Mountpoint.'});
	}

	return {...place, names};
}

async function makePlace(text: string, type: DeviceType, context: Context): Promise<ExitStatus> {
	const {output, signal} = context;
	const {client, path, names: [device = '', mountpoint]} = await openPlace(text, 2, context, {isNew: true});
	const devices = await listDevices({client, signal});
	const isThere = devices.some(each => each.name.toUpperCase() === device.toUpperCase());
	if (!isThere || mountpoint === undefined) {
		await createDevice(device, {client, signal, type});
	}

	if (mountpoint !== undefined) {
		await createMountpoint(path, {client, signal});
	}

	output.result({made: text}, `${text}: made`);
	return 0;
}

async function setHome(text: string, context: Context): Promise<ExitStatus> {
	const {tools, output, signal} = context;
	const {client, account, path, names: [device = '', mountpoint = '']} = await openPlace(text, 2, context);
	const found = await findMountpoint(path, {client, signal});
	if (!found || found.deletedAt !== undefined) {
		throw new Failure('not-found', `There is no mountpoint ${tools.names.toShown(mountpoint)} on ${tools.names.toShown(device)}.`, {nextStep: 'jottafm places lists them.'});
	}

	await tools.accounts.update(account, each => ({...each, home: {device, mountpoint: found.name}}));
	output.result({
		account, device: tools.names.toShown(device), mountpoint: tools.names.toShown(found.name), home: true,
	}, `${account}: now begins at /${tools.names.toShown(device)}/${tools.names.toShown(found.name)}`);
	return 0;
}
