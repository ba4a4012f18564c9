import {expect, it} from 'vitest';
import {openCloudApp, plan, pointAt} from '../../../support/app/cloud-app.ts';
import {put} from '../../../support/cloud.ts';
import {eventually, type} from '../../../support/drive.ts';

const broken = 'GET /jfs/* status=500';

it('the viewer keeps what it has read when the line fails, says so, and reads on', async () => {
	const {app, sandbox} = await openCloudApp();
	await put(await app.service.openClient('jotta'), plan, 'a line of text\n'.repeat(40_000));
	type(app, 'Ctrl-R');
	await eventually(() => {
		expect(app.panes[1].get().entries.find(({name}) => name === 'plan.txt')?.size).toBe(600_000);
	});
	pointAt(app, 'plan.txt');
	type(app, 'F3');
	await eventually(() => {
		expect(app.stores.viewer.get()).toMatchObject({isLoading: false, name: 'plan.txt'});
	});
	const read = app.stores.viewer.get().bytes.length;

	sandbox.setFaults(broken);
	await app.stores.viewer.readMore();
	expect(app.stores.viewer.get().problem?.sentence).toMatch(/had a problem/v);
	expect(app.stores.viewer.get().bytes).toHaveLength(read);
	sandbox.setFaults('');
	type(app, 'Ctrl-R');

	await eventually(() => {
		expect(app.stores.viewer.get().problem).toBeUndefined();
		expect(app.stores.viewer.get().bytes.length).toBeGreaterThan(read);
	});
});
