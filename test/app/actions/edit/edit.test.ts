import {readdir, readFile, writeFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {withEditor} from '../../../support/app/replaced.ts';
import {startEdit} from '../../../../source/app/actions/edit/edit.ts';
import {Failure} from '../../../../source/failure.ts';
import {openCloudApp, plan, pointAt} from '../../../support/app/cloud-app.ts';
import {eventually, said} from '../../../support/drive.ts';

it('what the editor has changed is said to be looked up, no longer to be fetched', async () => {
	const {app} = await openCloudApp();
	pointAt(app, 'plan.txt');

	startEdit(withEditor(app, async path => writeFile(path, 'mine')));

	await said(app, 'Changed: looking whether plan.txt is still the same in the cloud…');
	await said(app, 'Changed: it is sent now.');
});

const broken = 'GET /jfs/* status=500';

it.each([
	['cut', 'cut-after=2', /could not be reached|broke|interrupted|connection/v],
	['truncated', 'truncate=2', /plan\.txt arrived damaged: .*Nothing was opened or changed: try again/v],
	['damaged', 'flip', /plan\.txt arrived damaged/v],
	['refused', 'status=500', /had a problem with .*Try again/v],
])('a file that is to be edited and arrives %s does not open, and no copy of it stays', async (_, fault, words) => {
	const {app, sandbox} = await openCloudApp();
	pointAt(app, 'plan.txt');

	sandbox.setFaults(`GET /jfs/*mode=bin* ${fault}`);
	startEdit(app);
	await said(app, words);

	expect(app.terminalCalls.filter(call => call.startsWith('edit'))).toEqual([]);
	expect(await readdir(app.service.accounts.tools.directories.edits)).toEqual([]);
});

it('what was written in the editor waits in the queue when the service cannot be asked about it', async () => {
	const {app, sandbox} = await openCloudApp();
	pointAt(app, 'plan.txt');

	startEdit(withEditor(app, async file => {
		await writeFile(file, 'mine');
		sandbox.setFaults(broken);
	}));
	await said(app, /had a problem with .*What you wrote waits in the queue\. It is sent when the service answers again/v);

	const {file, basis} = app.service.queue.findSave({kind: 'cloud', account: 'jotta', path: plan})!;
	expect(await readFile(file, 'utf8')).toBe('mine');
	expect(basis.size).toBe('second'.length);
});

it('what was written in an editor that ended badly is kept, and nothing is where nothing was', async () => {
	const {app} = await openCloudApp();
	pointAt(app, 'plan.txt');
	const ended = () => new Failure('permission', 'The editor ended with an error.', {nextStep: ''});

	startEdit(withEditor(app, async () => {
		throw ended();
	}));
	await said(app, 'The editor ended with an error.');
	await eventually(async () => {
		expect(await readdir(app.service.accounts.tools.directories.edits)).toEqual([]);
	});
	startEdit(withEditor(app, async file => {
		await writeFile(file, 'mine');
		throw ended();
	}));

	await said(app, /What you wrote is kept in .*plan\.txt\. Copy it up with F5/v);
	expect(await readdir(app.service.accounts.tools.directories.edits)).toHaveLength(1);
});
