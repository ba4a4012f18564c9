import {readFile} from 'node:fs/promises';
import {
	describe,
	expect,
	it,
} from 'vitest';
import {albumTree} from '../../../support/app/folders.ts';
import {
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {
	eventually,
	listRows,
	message,
	type,
} from '../../../support/drive.ts';

const stored = async ({service: {accounts}}: TestApp) => JSON.parse(await readFile(accounts.tools.directories.settings, 'utf8')) as Record<string, unknown>;

describe('bookmarks', () => {
	it('are set by b and a letter, kept in the settings, and lead back', async () => {
		const app = await openTestApp(albumTree);
		await app.panes[0].goTo({kind: 'local', path: '/home/per/album'});

		type(app, 'b', 'x');
		await eventually(async () => {
			expect(await stored(app)).toEqual({bookmarks: {x: '/home/per/album'}});
		});
		await app.panes[0].goUp();
		type(app, '\'', 'x');
		await eventually(async () => {
			expect(app.panes[0].get().location.path).toBe('/home/per/album');
		});
	});

	it('are taken away by Del, and a letter without one is said', async () => {
		const app = await openTestApp(albumTree);

		type(app, 'b', 'x');
		await eventually(() => {
			expect(message(app)).toContain('leads to');
		});
		type(app, '\'', 'Delete');
		await eventually(() => {
			expect(listRows(app)).toEqual([]);
		});
		type(app, 'x');

		expect(await stored(app)).toEqual({bookmarks: {}});
		expect(message(app)).toContain('no bookmark x');
	});
});
