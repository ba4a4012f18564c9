import {
	describe,
	expect,
	it,
} from 'vitest';
import {countFolders} from '../../../../source/app/actions/files/folder-sizes.ts';
import {openCloudFolders} from '../../../support/app/cloud-app.ts';
import {
	file,
	folder,
	openTestApp,
} from '../../../support/app/test-app.ts';
import {withUnread} from '../../../support/app/unread.ts';
import {said, type, message} from '../../../support/drive.ts';

describe('the size of folders', () => {
	it('is counted on demand, shown in the row, and said', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg', 100), folder('deep')], '/home/per/album/deep': [file('c.jpg', 50)]}});

		type(app, 'Down', 'z');

		await said(app, 'album: 150 bytes.');
		expect(app.panes[0].get().entries[0]).toMatchObject({name: 'album', size: 150});
	});

	it('is said to be more where a folder below cannot be read, and stands in no row', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album')], '/home/per/album': [file('b.jpg', 100)]}});

		type(app, 'Down');
		countFolders(withUnread(app));

		await said(app, 'album: at least 100 bytes; 1 below could not be looked at: No permission for /home/per/album/locked.');
		expect(app.panes[0].get().entries[0]?.size).toBeUndefined();
	});

	it('is left by Esc at once', async () => {
		const app = await openTestApp({local: {'/home/per': [folder('album'), folder('other')], '/home/per/album': [file('b.jpg', 100)], '/home/per/other': [file('c.jpg', 50)]}});

		type(app, 'Down', 'z', 'Esc');
		expect(message(app)).toBe('Left.');
		type(app, 'Down', 'z');
		await said(app, 'other: 50 bytes.');

		expect(app.panes[0].get().entries.map(({size}) => size)).toEqual([undefined, 50]);
	});
});

it('counting over a failing line says which folder is not counted, and keeps those that are', async () => {
	const {app, sandbox} = await openCloudFolders();
	app.panes[1].change(state => ({...state, marks: new Set(['a', 'b', 'c'])}));

	sandbox.setFaults('GET /jfs/*/b* status=500; GET /jfs/*/c* status=500');
	type(app, 'z');
	await said(app, /b is not counted; 1 of 3 folders are: Jottacloud had a problem .*Try again/v);

	expect(app.panes[1].get().entries.filter(({kind}) => kind === 'folder').map(({size}) => size)).toEqual([1000, undefined, undefined]);
});
