import {expect, it, onTestFinished} from 'vitest';
import {watchCloudChanges} from '../../../source/app/watchers/cloud-changes.ts';
import {makeFolder} from '../../../source/jotta/changes.ts';
import {archive} from '../../support/cloud.ts';
import {openCloudApp} from '../../support/app/cloud-app.ts';
import {eventually, namesIn, until} from '../../support/drive.ts';

it('a folder that was changed elsewhere is read again unasked: Esc keeps what it does', async () => {
	const {app, sandbox} = await openCloudApp();
	const [, pane] = app.panes;
	const loads: boolean[] = [];
	onTestFinished(pane.subscribe(() => {
		loads.push(pane.get().isLoading);
	}));
	onTestFinished(watchCloudChanges(app));
	await until(() => sandbox.state.events.areHeard());

	await makeFolder(`${archive}/from-elsewhere`, {client: await app.service.openClient('jotta')});

	await eventually(() => {
		expect(namesIn(app, 1)).toContain('from-elsewhere');
	});
	expect(loads).not.toContain(true);
});
