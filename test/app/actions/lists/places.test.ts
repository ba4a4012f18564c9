import {describe, expect, it} from 'vitest';
import {createMountpoint} from '../../../../source/jotta/places.ts';
import {put} from '../../../support/cloud.ts';
import {openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import {
	asked,
	eventually,
	said,
	type,
} from '../../../support/drive.ts';

describe('a place', () => {
	it.each([
		['a'.repeat(256), 'has 256 characters; Jottacloud takes 255'],
		['nas', 'There is a device of the name nas already'],
		['NAS/music', 'There is a mountpoint of the name music already, in the trash. Restore it'],
		['NAS/photos', 'There is a mountpoint of the name photos already. Choose another name'],
		['Jotta/Mine', 'Jotta has its own mountpoints'],
		['A/B/C', 'folders are made in the pane'],
		['bad\u{FEFF}name', 'invisible character'],
	])('cannot be called %s', async (name, words) => {
		const {app, sandbox} = await openCloudApp();
		type(app, 'g', 'd');
		await eventually(() => {
			expect(app.stores.places.get().isLoading).toBe(false);
		});
		sandbox.log.length = 0;

		type(app, 'n');
		await asked(app, 'New');
		type(app, ...`/${name}`, 'Enter');
		await said(app, words);

		expect(sandbox.log.filter(({method}) => method === 'POST')).toEqual([]);
	});
});

describe('the question before a mountpoint goes to the trash', () => {
	/** The places, with 1,234 bytes in /NAS/Photos; the question about that. */
	async function askedAbout(isHome: boolean) {
		const {app, sandbox} = await openCloudApp();
		const client = await app.service.openClient('jotta');
		await createMountpoint('/NAS/Empty', {client});
		await put(client, '/NAS/Photos/one.jpg', 'x'.repeat(1234));
		const {homeOf} = app.service;
		Object.assign(app.service, {homeOf: (location: Parameters<typeof homeOf>[0]) => isHome ? {...location, path: '/nas/photos'} : homeOf(location)});
		type(app, 'g', 'd');
		await eventually(() => {
			expect(app.stores.places.get().isLoading).toBe(false);
		});
		pointAt(app, 'Photos');
		type(app, 'x');
		return {app, sandbox};
	}

	it('says how much is in it', async () => {
		const {app} = await askedAbout(false);

		expect(await asked(app, 'Move the mountpoint to the trash?')).toMatchObject({lines: ['Photos, with all that is in it: 1.23 kB.', expect.stringContaining('30 days')], cursor: 0});
		type(app, 'Esc');
		pointAt(app, 'Empty');
		type(app, 'x');
		expect(await asked(app, 'Move the mountpoint to the trash?')).toMatchObject({lines: ['Empty, which holds nothing.', expect.anything()]});
	});

	it('says that it is the home; Enter keeps it', async () => {
		const {app, sandbox} = await askedAbout(true);

		expect(await asked(app, 'Move your home place to the trash?')).toMatchObject({lines: [expect.anything(), expect.stringContaining('It is the home of jotta: jotta:PATH begins there'), expect.anything()]});
		sandbox.log.length = 0;
		type(app, 'Enter');

		expect([app.stores.window.get().dialog, sandbox.log]).toEqual([undefined, []]);
	});

	it('is not asked about what belongs to the service', async () => {
		const {app} = await askedAbout(false);
		type(app, 'Esc');
		pointAt(app, 'Archive');

		type(app, 'x');

		await said(app, 'Only mountpoints of your own devices');
	});
});
