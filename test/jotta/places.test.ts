import {describe, expect, it} from 'vitest';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	listDevices,
	listMountpoints,
	trashMountpoint,
} from '../../source/jotta/places.ts';
import {destroyTrashed} from '../../source/jotta/trash.ts';
import {openAccount, put} from '../support/cloud.ts';

describe('devices and mountpoints', () => {
	it('are listed with kind and size, special ones marked', async () => {
		const {client} = await openAccount();
		await put(client, '/Jotta/Archive/a.txt', 'four');

		expect(await listDevices({client})).toMatchObject([{name: 'Jotta', type: 'JOTTA', size: 4}]);
		expect(await listMountpoints('Jotta', {client})).toMatchObject([{name: 'Archive', isSpecial: false, size: 4}, {name: 'Shared', isSpecial: true}, {name: 'Sync'}]);
	});

	it('are made, the device with its kind', async () => {
		const {client} = await openAccount();

		await createDevice('LAPTOP-02', {client, type: 'LAPTOP'});
		await createMountpoint('/LAPTOP-02/Photos', {client});

		expect(await listDevices({client})).toMatchObject([{name: 'Jotta'}, {name: 'LAPTOP-02', type: 'LAPTOP'}]);
		expect(await findMountpoint('/laptop-02/photos', {client})).toMatchObject({name: 'Photos', size: 0});
	});

	it('are not made twice, whatever the case of the name', async () => {
		const {client} = await openAccount();
		await createDevice('LAPTOP', {client});
		await createMountpoint('/LAPTOP/Photos', {client});

		await expect(createDevice('laptop', {client})).rejects.toMatchObject({code: 'already-exists'});
		await expect(createMountpoint('/LAPTOP/PHOTOS', {client})).rejects.toMatchObject({code: 'already-exists'});
	});

	it('stay as they are on Jotta, and nothing is sent', async () => {
		const {client, sandbox} = await openAccount();
		sandbox.log.length = 0;

		await expect(createMountpoint('/Jotta/Mine', {client})).rejects.toMatchObject({code: 'permission'});
		await expect(trashMountpoint('/Jotta/Archive', {client})).rejects.toMatchObject({code: 'permission'});

		expect(sandbox.log).toEqual([]);
	});

	it('go to the trash and from there for good', async () => {
		const {client} = await openAccount();
		await createDevice('LAPTOP', {client});
		await createMountpoint('/LAPTOP/Photos', {client});
		await expect(destroyTrashed('/LAPTOP/Photos', {client})).rejects.toMatchObject({code: 'already-exists'});

		await trashMountpoint('/LAPTOP/Photos', {client});
		expect(await findMountpoint('/LAPTOP/Photos', {client})).toHaveProperty('deletedAt');
		await expect(createMountpoint('/LAPTOP/Photos', {client})).rejects.toMatchObject({code: 'already-exists', message: expect.stringContaining('in the trash') as string});

		await destroyTrashed('/LAPTOP/Photos', {client});
		expect(await findMountpoint('/LAPTOP/Photos', {client})).toBeUndefined();
	});
});
