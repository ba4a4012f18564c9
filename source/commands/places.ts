import {longDate, longSize} from '../format.ts';
import {cleanText} from '../clean-text.ts';
import {openClient} from '../jotta/client.ts';
import {listDevices, listMountpoints} from '../jotta/places.ts';
import type {Context, Status} from './context.ts';

/** Devices and their mountpoints. */
export async function places(name: string, {tools, output, signal}: Context): Promise<Status> {
	const client = await openClient({account: name, ...tools});
	for (const device of await listDevices({client, signal})) {
		for (const {name: mountpoint, size, modified, deletedAt, isSpecial} of await listMountpoints(device.name, {client, signal})) {
			const remark = deletedAt === undefined ? (isSpecial ? 'special' : '') : 'in the trash';
			output.result(
				{
					account: name, device: device.name, type: device.type, mountpoint, size, modified, deletedAt, special: isSpecial,
				},
				`${name}:/${cleanText(device.name)}/${cleanText(mountpoint)}\t${longSize(size)}\t${modified === undefined ? '' : longDate(modified)}\t${remark}`.trimEnd(),
			);
		}
	}

	return 0;
}
