import {
	describe,
	expect,
	it,
} from 'vitest';
import {openCloudFolders, pointAt} from '../../../support/app/cloud-app.ts';
import {fewFiles} from '../../../support/app/folders.ts';
import {
	file,
	openTestApp,
} from '../../../support/app/test-app.ts';
import {archive, put} from '../../../support/cloud.ts';
import {
	type,
	asked,
	eventually,
	namesIn,
	said,
} from '../../../support/drive.ts';

describe('deleting', () => {
	it('asks, and Enter is the safe answer', async () => {
		const app = await openTestApp({cloud: {'/Jotta/Archive': [file('a.txt'), file('b.txt')]}});

		type(app, 'Tab', 'Down', 'd');
		await asked(app, 'Move to the trash?');
		type(app, 'Enter');
		expect(app.stores.window.get().dialog).toBeUndefined();
		type(app, 'Down', 'd');
		await asked(app, 'Move to the trash?');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app, 1)).toEqual(['..', 'a.txt']);
		});

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /Jotta/Archive/b.txt']);
	});

	it('moves to the trash of the cloud, and is for good on a disk, which says so', async () => {
		const app = await openTestApp({...fewFiles, cloud: {'/Jotta/Archive': [file('a.txt')]}});

		type(app, 'Tab', 'Down', 'F8');
		await asked(app, 'Move to the trash?');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app, 1)).toEqual(['..']);
		});
		type(app, 'Tab', 'Down', 'Down', 'F8');
		expect(JSON.stringify(await asked(app, 'Delete for good?'))).toContain('cannot be undone');
		type(app, 'y');
		await eventually(() => {
			expect(namesIn(app)).toEqual(['..', 'album', 'b.txt']);
		});

		expect(app.cloud.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /Jotta/Archive/a.txt']);
		expect(app.local.calls.filter(call => call.startsWith('remove'))).toEqual(['remove /home/per/a.txt for good']);
	});

	it('names what could not be removed', async () => {
		const app = await openTestApp(fewFiles);
		app.local.tree.set('/home/per', []);

		type(app, 'Down', 'Down', 'd');
		await asked(app, 'Delete for good?');
		type(app, 'y');

		await eventually(() => {
			expect(app.stores.messages.get().message).toMatchObject({isProblem: true, text: expect.stringContaining('a.txt') as string});
		});
	});
});

describe('deleting a folder that the service does not list', () => {
	it('promises no way back', async () => {
		const {app, sandbox} = await openCloudFolders();
		const client = await app.service.openClient('jotta');
		await put(client, `${archive}/a/another.txt`, 'another');
		sandbox.state.switches.largestListing = 1;
		pointAt(app, 'a');

		type(app, 'F8');
		expect(JSON.stringify(await asked(app, 'Move to the trash?'))).toContain('Only the web site can restore a, which has too many files for a list.');
		type(app, 'y');

		await said(app, /a moved to the trash\. Only the web site can restore a/v);
		type(app, 'u');
		await said(app, 'Nothing to undo');
	});

	it('promises one for the others', async () => {
		const {app, sandbox} = await openCloudFolders();
		const client = await app.service.openClient('jotta');
		await put(client, `${archive}/a/another.txt`, 'another');
		sandbox.state.switches.largestListing = 1;
		pointAt(app, 'a');

		type(app, 'Insert', 'Insert', 'F8');
		await asked(app, 'Move to the trash?');
		type(app, 'y');
		await said(app, /2 items moved to the trash; u brings it back\. Only the web site can restore a/v);
		type(app, 'u');

		await said(app, 'Back from the trash: b.');
	});
});
