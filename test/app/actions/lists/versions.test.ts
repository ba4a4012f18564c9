import {expect, it} from 'vitest';
import {openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import {eventually, said, type} from '../../../support/drive.ts';

it('the version that is current is not asked about', async () => {
	const {app} = await openCloudApp();
	pointAt(app, 'plan.txt');
	type(app, 'V');
	await eventually(() => {
		expect(app.stores.versions.current()?.state).toBe('current');
	});

	type(app, 'r');

	await said(app, 'is the current one already.');
	expect(app.stores.window.get().dialog).toBeUndefined();
});
