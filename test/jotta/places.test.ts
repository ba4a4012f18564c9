import {describe, expect, it} from 'vitest';
import {isReadOnly} from '../../source/jotta/addresses.ts';
import type {Client} from '../../source/jotta/client.ts';
import type {Call} from '../../source/jotta/http/request.ts';
import {
	createDevice,
	createMountpoint,
	findMountpoint,
	listDevices,
	listMountpoints,
	removeMountpoint,
	trashMountpoint,
} from '../../source/jotta/places.ts';
import {destroyTrashed} from '../../source/jotta/trash/trash.ts';
import {openAccount, put} from '../support/cloud.ts';
import {scriptedService} from '../support/scripted-service.ts';

describe('devices and mountpoints', () => {
	it('may take the service long to delete, with all that is in them', async () => {
		const {client} = await openAccount();
		await createDevice('NAS', {client});
		await createMountpoint('/NAS/Photos', {client});
		const asked: Call[] = [];
		const watched: Client = {
			...client,
			async send(call) {
				asked.push(call);
				return client.send(call);
			},
		};

		await trashMountpoint('/NAS/Photos', {client: watched});
		await removeMountpoint('/NAS/Photos', {client: watched});

		expect(asked.filter(({method}) => method === 'POST').map(({url, changesMuch}) => [new URL(url).search, changesMuch])).toEqual([['?dl=true', true], ['?rm=true', true]]);
	});

	it('are listed with kind and size, special ones marked', async () => {
		const {client} = await openAccount({switches: {placeSizes: 'told'}});
		await put(client, '/Jotta/Archive/a.txt', 'four');

		expect(await listDevices({client})).toMatchObject([{name: 'Jotta', type: 'JOTTA', size: 4}]);
		expect(await listMountpoints('Jotta', {client})).toMatchObject([{name: 'Archive', isSpecial: false, size: 4}, {name: 'Shared', isSpecial: true}, {name: 'Sync'}, {name: 'Trash', isSpecial: true}]);
	});

	it.each(['empty', 'missing'] as const)('have no size where none is told: %s', async placeSizes => {
		const {client} = await openAccount({switches: {placeSizes}});

		expect((await listMountpoints('Jotta', {client})).filter(({size}) => size !== undefined)).toEqual([]);
	});

	it('have the name that people gave them in the app, too', async () => {
		const {client} = await openAccount({switches: {displayNames: {Jotta: 'Ola’s blå cloud'}}});

		expect(await listDevices({client})).toMatchObject([{name: 'Jotta', title: 'Ola’s blå cloud'}]);
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

describe('what the service says of places', () => {
	const device = (mountPoints: string) => scriptedService(() => `<device><mountPoints>${mountPoints}</mountPoints></device>`);
	const trashed = '<mountPoint><name>Old</name><deleted>2026-03-04-T05:06:07Z</deleted></mountPoint>';

	it('may be little: a device has its size, and of the rest what is known', async () => {
		const devices = scriptedService(() => '<user><devices><device><name>NAS</name><type>CLI</type><size>5</size><modified>2026-03-04-T05:06:07Z</modified></device><device><name>Bare</name></device></devices></user>');

		expect(await listDevices(devices)).toEqual([{
			name: 'NAS', type: 'CLI', size: 5, modified: Date.UTC(2026, 2, 4, 5, 6, 7),
		}, {name: 'Bare', type: '', size: 0}]);
		expect(await listMountpoints('NAS', device(`<mountPoint><name>Home</name><modified>2026-03-04-T05:06:07Z</modified></mountPoint>${trashed}`))).toEqual([
			{
				name: 'Home', modified: Date.UTC(2026, 2, 4, 5, 6, 7), isSpecial: false,
			},
			{
				name: 'Old', deletedAt: Date.UTC(2026, 2, 4, 5, 6, 7), isSpecial: false,
			},
		]);
		expect(await listDevices(scriptedService(() => '<user/>'))).toEqual([]);
	});

	it.each(['<folder name="x"></folder>', '<html>', '<html><body/></html>', '<?xml vers', ''])('is nothing where it is no answer about a device: “%s”', async answer => {
		await expect(listMountpoints('NAS', scriptedService(() => answer))).rejects.toMatchObject({
			code: 'corrupt', message: 'Jottacloud answered about NAS with something that is not understood.',
		});
	});

	it.each([
		['/Jotta/Latest', true],
		['/jotta/TRASH/a.txt', true],
		['/Jotta/Archive', false],
		['/NAS/Trash', false],
		['/Jotta', false],
	])('is read-only for us only where it is a view of Jotta: %s', (path, isIt) => {
		expect(isReadOnly(path)).toBe(isIt);
	});

	const deviceOf = (mountPoints: string) => `<device><name>NAS</name><mountPoints>${mountPoints}</mountPoints></device>`;
	const home = '<mountPoint><name>Home</name></mountPoint>';
	const trashedHome = '<mountPoint><name>Home</name><deleted>2026-03-04-T05:06:07Z</deleted></mountPoint>';

	it('may be asked twice to trash a mountpoint, and once to delete it for good', async () => {
		const shown = [home, trashedHome, ''].map(mountPoints => deviceOf(mountPoints)).values();
		const {client, calls} = scriptedService(({method}) => method === 'POST' ? '<mountPoint/>' : shown.next().value!);

		await trashMountpoint('/NAS/Home', {client});
		await removeMountpoint('/NAS/Home', {client});

		expect(calls.filter(({method}) => method === 'POST').map(({url, mayRepeat}) => [new URL(url).search, mayRepeat])).toEqual([['?dl=true', true], ['?rm=true', false]]);
	});

	it.each(['', '<html/>', '<mountPoint/>'])('shows whether a mountpoint has gone, whatever the answer to that is: “%s”', async answer => {
		const {client} = scriptedService(({method}) => method === 'POST' ? answer : deviceOf(home));

		await expect(trashMountpoint('/NAS/Home', {client})).rejects.toMatchObject({code: 'service', message: expect.stringContaining('Home was not moved to the trash') as string});
		await expect(removeMountpoint('/NAS/Home', {client})).rejects.toMatchObject({code: 'service', message: expect.stringContaining('Home was not deleted') as string});
	});

	it.each(['', '<html/>', '<user/>'])('shows whether a place was made where the answer does not say so: “%s”', async answer => {
		const {client} = scriptedService(({method, url}) => method === 'POST' ? answer : (url.endsWith('/NAS') ? deviceOf('') : '<user/>'));

		await expect(createDevice('Other', {client})).rejects.toMatchObject({code: 'service', message: expect.stringContaining('Other was not made') as string, nextStep: expect.stringContaining('It is as it was: do it again.') as string});
		await expect(createMountpoint('/NAS/Home', {client})).rejects.toMatchObject({code: 'service', message: expect.stringContaining('Home was not made') as string});
	});

	it.each(['/NAS/Old', '/NAS/Nothing'])('has nothing to trash where there is nothing, or it is trashed: %s', async path => {
		await expect(trashMountpoint(path, device(trashed))).rejects.toMatchObject({code: 'not-found'});
	});

	it('is told what kind a new device is: a computer, where nobody says', async () => {
		const {client, calls} = scriptedService(({method}) => method === 'POST' ? '<device/>' : '<user/>');

		await createDevice('NAS', {client});

		expect(calls.at(-1)).toMatchObject({method: 'POST', url: expect.stringMatching(/\/NAS\?type=WORKSTATION$/v) as string});
	});

	it('has mountpoints of Jotta that come back from the trash, and only so', async () => {
		const {client, calls} = scriptedService(({method}) => method === 'POST' ? '<mountPoint/>' : deviceOf(trashed));

		await createMountpoint('/Jotta/Old', {client, isRevival: true});
		await expect(createMountpoint('/NAS/Old', {client})).rejects.toMatchObject({code: 'already-exists', nextStep: 'Restore it, or choose another name.'});

		expect(calls.filter(({method}) => method === 'POST')).toHaveLength(1);
	});
});
