import {
	describe,
	expect,
	it,
} from 'vitest';
import {fewFiles} from '../../../support/app/folders.ts';
import {writeSetting} from '../../../../source/settings/settings.ts';
import {openCloudApp, pointAt} from '../../../support/app/cloud-app.ts';
import {draw} from '../../../support/app/draw.tsx';
import {
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {
	asked,
	type,
	said,
	message,
} from '../../../support/drive.ts';
import {jobsIn} from '../../../support/queue-file.ts';

const jobs = (app: TestApp) => jobsIn(app.service.queue).map(({kind, overwrite, targetName: name, sources, target}) => ({
	kind, overwrite, name, sources: sources.map(({path}) => path), target: target.path,
}));

describe('copying', () => {
	it('asks where to, and only adds to the queue', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'Down', 'F5');
		expect(app.stores.window.get().dialog).toMatchObject({kind: 'transfer', what: 'album/', field: {text: 'jotta:'}});
		type(app, 'Enter');
		await said(app, 'Queued 1 item');

		expect(jobs(app)).toEqual([{
			kind: 'copy', sources: ['/home/per/album'], target: '/Jotta/Archive', name: undefined, overwrite: 'ask',
		}]);
		expect(app.engineStarts()).toBe(1);
	});

	it('takes all marks, another folder and another rule', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'Ctrl-A', 'c', ...'new/', 'Tab', 'Enter');
		await said(app, 'Queued 3 items');

		expect(jobs(app)).toMatchObject([{sources: ['/home/per/album', '/home/per/a.txt', '/home/per/b.txt'], target: '/Jotta/Archive/new', overwrite: 'newer'}]);
		expect(app.panes[0].get().marks.size).toBe(0);
	});

	it('gives one file another name', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'Down', 'Down', 'F5', ...'other.txt', 'Enter');
		await said(app, 'Queued 1 item');

		expect(jobs(app)).toMatchObject([{target: '/Jotta/Archive', name: 'other.txt'}]);
	});

	it('is left by Esc without a trace', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'Down', 'F6', 'Esc');
		expect(app.stores.window.get().dialog).toBeUndefined();
		type(app, 'F5', 'Enter');
		await said(app, 'Queued 1 item');

		expect(jobs(app)).toMatchObject([{kind: 'copy'}]);
	});

	it('says that nothing is chosen on the way up', async () => {
		const app = await openTestApp(fewFiles);

		type(app, 'F5');

		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(message(app)).toContain('Nothing to copy');
	});
});

describe('the box before a move out of the cloud', () => {
	it('says what becomes of the originals with hard_delete, and only then', async () => {
		const {app} = await openCloudApp();
		const {shows} = await draw(app);
		pointAt(app, 'plan.txt');

		type(app, 'F6');
		await shows('Move plan.txt');
		expect(app.stores.window.get().dialog).toMatchObject({notes: []});
		type(app, 'Esc');
		await writeSetting('hard_delete', true, app.service.accounts.tools.directories);
		type(app, 'F6');

		await shows('hard_delete is on: what moves out of the cloud is deleted there for good');
		type(app, 'Esc', 'F5');
		await shows('Copy plan.txt');
		expect(app.stores.window.get().dialog).toMatchObject({notes: []});
		type(app, 'Esc', 'F8');
		await asked(app, 'Move to the trash?');
	});
});
