import {describe, expect, it} from 'vitest';
import {withCursor} from '../../../../source/app/stores/pane/cursor.ts';
import {folder, openTestApp} from '../../../support/app/test-app.ts';
import {said, type} from '../../../support/drive.ts';

describe('a home folder under the cursor', () => {
	it.each([
		['F8', [], 'per is a home folder, and stays.'],
		['F6', ['Enter'], 'per is a home folder, and is not moved.'],
	])('is not taken away by %s', async (key, then, words) => {
		const app = await openTestApp();
		await app.panes[0].goTo({kind: 'local', path: '/home'});
		app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'per')));

		type(app, key, ...then);

		await said(app, words);
		expect(app.stores.window.get().dialog).toBeUndefined();
		expect(app.service.queue.hasWork()).toBe(false);
	});

	it('goes where it is a link only: the link goes', async () => {
		const app = await openTestApp({local: {'/home/per': [{...folder('to-root'), symlink: '/'}]}});
		app.panes[0].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'to-root')));

		type(app, 'F8');

		await expect.poll(() => app.stores.window.get().dialog).toMatchObject({title: 'Delete for good?'});
	});
});

describe('a mountpoint under the cursor', () => {
	it.each(['F6', 'F8'])('is not taken away by %s', async key => {
		const app = await openTestApp();
		app.stores.window.activate(1);
		await app.panes[1].goTo({kind: 'cloud', account: 'jotta', path: '/Jotta'});
		app.panes[1].change(state => withCursor(state, state.rows.findIndex(({name}) => name === 'Archive')));

		type(app, key, 'Enter');

		await said(app, 'Archive is a mountpoint');
		expect(app.service.queue.hasWork()).toBe(false);
	});
});
