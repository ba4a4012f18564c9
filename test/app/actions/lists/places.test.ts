import {describe, expect, it} from 'vitest';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
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
