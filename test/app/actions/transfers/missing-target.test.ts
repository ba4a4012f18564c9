import {describe, expect, it} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {Failure} from '../../../../source/failure.ts';
import type {Location} from '../../../../source/files/location.ts';
import {trashEntry} from '../../../../source/jotta/changes.ts';
import {removeMountpoint} from '../../../../source/jotta/places.ts';
import {openCloudApp} from '../../../support/app/cloud-app.ts';
import {withFileSystem} from '../../../support/app/replaced.ts';
import {file, folder, openTestApp} from '../../../support/app/test-app.ts';
import {archive, put} from '../../../support/cloud.ts';
import {message, said, type} from '../../../support/drive.ts';
import {jobsIn} from '../../../support/queue-file.ts';

const local = {
	'/home/per': [file('a.txt'), file('b.txt')], '/mnt': [folder('usb')], '/mnt/usb': [folder('backup')], '/mnt/usb/backup': [file('a.txt')],
};
const backup: Location = {kind: 'local', path: '/mnt/usb/backup'};

/** The cursor on a.txt of the disk, and the other pane in this folder. */
async function openOn(place: string) {
	const {app} = await openCloudApp();
	const client = await app.service.openClient('jotta');
	await put(client, `${archive}/docs/plan.txt`, 'plan');
	app.local.tree.set('/home/per', [file('a.txt'), file('b.txt')]);
	await app.panes[0].reload();
	await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: place});
	app.stores.window.activate(0);
	app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'a.txt')));
	return {app, client};
}

describe.each([['F5', 'copy'], ['F6', 'move']] as const)('%s, to what is no longer there', (key, verb) => {
	it('is said of a folder of the cloud that is in the trash, and nothing is queued; written with a slash it is made', async () => {
		const {app, client} = await openOn(`${archive}/docs`);
		await trashEntry(`${archive}/docs`, 'folder', {client});

		type(app, key, 'Enter');
		await said(app, 'The folder docs is no longer there: nothing can be put into it.');
		expect(message(app)).toContain('with a slash at its end it is made');
		expect(jobsIn(app.service.queue)).toEqual([]);
		type(app, key, '/', 'Enter');
		await said(app, `Queued 1 item to ${verb}`);

		expect(jobsIn(app.service.queue)).toMatchObject([{kind: verb, target: {path: `${archive}/docs`}}]);
	});

	it('is said of a mountpoint of the cloud, and nothing is queued', async () => {
		const {app, client} = await openOn('/NAS/Photos');
		await removeMountpoint('/NAS/Photos', {client});

		type(app, key, 'Enter');
		await said(app, 'There is no mountpoint Photos on the device NAS: nothing can be put there.');

		expect(jobsIn(app.service.queue)).toEqual([]);
	});

	it('is said of a folder of the disk, as of a disk that is no longer mounted, and nothing is queued', async () => {
		const app = await openTestApp({local});
		await app.panes[1].goTo(backup);
		app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'a.txt')));
		app.local.tree.set('/mnt/usb', []);
		app.local.tree.delete('/mnt/usb/backup');

		type(app, key, 'Enter');
		await said(app, 'The folder backup is no longer there: nothing can be put into it.');

		expect(jobsIn(app.service.queue)).toEqual([]);
		expect(app.local.calls).not.toContain('mkdir /mnt/usb/backup');
	});

	it('is left to the queue where nobody can tell, offline', async () => {
		const app = await openTestApp({local});
		app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'a.txt')));
		const offline = withFileSystem(app, async ({kind}) => kind === 'local'
			? app.local
			: {
				...app.cloud,
				async stat() {
					throw new Failure('offline', 'No connection.', {nextStep: ''});
				},
			});

		type(offline, key, 'Enter');
		await said(offline, `Queued 1 item to ${verb}`);
	});
});

describe.each(['F5', 'F6'])('%s, to a folder of the disk that nothing can be put into', key => {
	it('is said before anything is queued, unless all of it may be there already', async () => {
		const app = await openTestApp({local});
		await app.panes[1].goTo(backup);
		const refused = withFileSystem(app, async ({kind}) => kind === 'cloud'
			? app.cloud
			: {
				...app.local,
				async checkTakes(place) {
					throw new Failure('permission', `The disk with ${place} is read-only.`, {nextStep: 'Choose another folder.'});
				},
			});
		const on = (name: string) => {
			app.panes[0].change(state => withCursor(state, state.rows.findIndex(row => row.name === name)));
		};

		on('b.txt');
		type(refused, key, 'Enter');
		await said(refused, 'The disk with /mnt/usb/backup is read-only: nothing can be put there. Choose another folder.');
		type(refused, key, 'Ctrl-U', ...'/mnt/new/', 'Enter');
		await said(refused, 'The disk with /mnt is read-only: /mnt/new cannot be made.');
		expect(jobsIn(app.service.queue)).toEqual([]);
		on('a.txt');
		type(refused, key, 'Enter');
		await said(refused, 'Queued 1 item');
	});
});
