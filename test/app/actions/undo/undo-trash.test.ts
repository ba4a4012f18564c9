import {expect, it} from 'vitest';
import {undo} from '../../../../source/app/actions/undo/undo.ts';
import {trashEntry} from '../../../../source/jotta/changes.ts';
import {findEntry, findLive} from '../../../../source/jotta/find.ts';
import {put} from '../../../support/cloud.ts';
import {old, openCloudApp, plan} from '../../../support/app/cloud-app.ts';
import {eventually, said} from '../../../support/drive.ts';

/** plan.txt went to the trash first, then old.txt. */
async function openAfterTwo() {
	const {app, sandbox} = await openCloudApp();
	const options = {client: await app.service.openClient('jotta')};
	await trashEntry(plan, 'file', options);
	for (const path of [plan, old]) {
		const {deletedAt} = (await findEntry(path, options))!;
		app.stores.journal.add({kind: 'trash', trashed: [{location: {kind: 'cloud', account: 'jotta', path}, deletedAt}]});
	}

	return {app, sandbox, options};
}

it('what was done before can be undone when the last action is refused for a lasting reason', async () => {
	const {app, options} = await openAfterTwo();
	await put(options.client, old, 'alive now');

	undo(app);
	await said(app, 'There is another old.txt in its place by now: nothing was brought back. Rename that one, or restore in the trash (g t).');
	undo(app);
	await said(app, 'Back from the trash: plan.txt');
	undo(app);
	await said(app, 'Nothing to undo');

	expect(await findLive(old, options)).toMatchObject({size: 'alive now'.length});
});

it('what the line has refused is tried again by the next undo', async () => {
	const {app, sandbox, options} = await openAfterTwo();

	sandbox.setFaults('ANY /jfs/* status=500');
	undo(app);
	await said(app, /had a problem with .*\(500, trace \d+\)\. Try again/v);
	sandbox.setFaults('');
	undo(app);

	await said(app, 'Back from the trash: old.txt');
	await eventually(async () => {
		expect(await findLive(old, options)).toBeDefined();
	});
});
