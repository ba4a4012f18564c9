import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {albumTree} from '../../../support/app/folders.ts';
import {applySettings, showSettings} from '../../../../source/app/actions/program/settings.ts';
import {searchRows} from '../../../../source/app/keymap/search.ts';
import {readSettings, writeSetting} from '../../../../source/settings/settings.ts';
import {parseSetting} from '../../../../source/settings/parse-setting.ts';
import {
	openTestApp,
	type TestApp,
} from '../../../support/app/test-app.ts';
import {draw} from '../../../support/app/draw.tsx';
import {eventually, listRows, type} from '../../../support/drive.ts';

function form({stores: {window}}: TestApp) {
	const {dialog} = window.get();
	if (dialog?.kind !== 'list') {
		throw new Error('The settings are not shown.');
	}

	return dialog;
}

const names = (app: TestApp) => searchRows(form(app)).map(({text}) => text.split(' ', 1)[0]);

it('the settings stand in columns, and sizes as people write them', async () => {
	const app = await openTestApp();
	await writeSetting('escape_wait', 1024, app.service.accounts.tools.directories);

	showSettings(app);

	const {dialog} = app.stores.window.get();
	const rows = dialog?.kind === 'list' ? dialog.rows.map(({text}) => text) : [];
	expect(rows.find(text => text.startsWith('upload_resume_limit'))?.trimEnd()).toBe('upload_resume_limit  10M');
	expect(rows.find(text => text.startsWith('transfers'))?.trimEnd()).toBe('transfers            4');
	expect(rows.find(text => text.startsWith('escape_wait'))?.trimEnd()).toBe('escape_wait          1024         default 100'); // no size
	expect(() => parseSetting('escape_wait', '1K')).toThrow('escape_wait cannot be 1K');
});

it('what is typed narrows the settings to those that have it in name, value or meaning', async () => {
	const app = await openTestApp();
	showSettings(app);

	type(app, '/', ...'resume');
	expect(names(app)).toEqual(['upload_resume_limit']);
	type(app, 'Backspace', 'Ctrl-U', ...'nothing like it');
	expect(names(app)).toEqual([]);
	type(app, 'Enter', 'Delete', 'Down');
	expect(names(app)).toEqual([]);
	type(app, 'Ctrl-U');
	expect(names(app)).toHaveLength(form(app).rows.length);
});

it('Enter and Del are for the setting that was found, and the form comes back on it', async () => {
	const app = await openTestApp();
	const {directories} = app.service.accounts.tools;
	showSettings(app);

	type(app, ...'hidden', 'Enter');
	await expect.poll(() => readSettings(directories).settings.show_hidden).toBe(true);
	await expect.poll(() => app.stores.window.get().dialog?.kind).toBe('list');
	expect(form(app).rows[form(app).cursor]?.text).toMatch(/^show_hidden +true +default false/v);

	type(app, ...'hidden', 'Delete');
	await expect.poll(() => readSettings(directories).settings.show_hidden).toBe(false);
});

const stored = async ({service: {accounts}}: TestApp) => JSON.parse(await readFile(accounts.tools.directories.settings, 'utf8')) as Record<string, unknown>;

describe('the settings', () => {
	const rowOf = (app: TestApp, name: string) => listRows(app)!.findIndex(text => text.startsWith(`${name} `));

	/** Enter on a setting: one with few values takes the next, another opens a prompt. */
	function change(app: TestApp, name: string): void {
		type(app, 'g', ',');
		type(app, ...Array.from({length: rowOf(app, name)}, () => 'Down'), 'Enter');
	}

	const isStored = async (app: TestApp, settings: object) => eventually(async () => {
		expect(await stored(app)).toEqual(settings);
		expect(app.stores.window.get().dialog).toMatchObject({kind: 'list', title: 'Settings'});
	});

	it('are changed in place, and applied at once', async () => {
		const app = await openTestApp(albumTree);

		change(app, 'theme');
		await isStored(app, {theme: 'dark'});
		expect(app.stores.look.get().theme).toBe('dark');
		type(app, 'Esc');
		change(app, 'folders_first');
		await isStored(app, {theme: 'dark', folders_first: false});
		type(app, 'Esc');
		change(app, 'show_hidden');
		await isStored(app, {theme: 'dark', folders_first: false, show_hidden: true});

		expect(app.panes[0].get().rows.map(({name}) => name)).toEqual(['..', '.hidden', 'a.jpg', 'album', 'alpha']);
	});

	it('refuse what they cannot be, and give the default back', async () => {
		const app = await openTestApp(albumTree);

		change(app, 'transfers');
		type(app, 'Ctrl-U', ...'99', 'Enter');
		await eventually(async () => {
			expect(app.stores.messages.get().message).toMatchObject({isProblem: true});
		});
		change(app, 'theme');
		await isStored(app, {theme: 'dark'});
		type(app, 'Delete');

		await eventually(async () => {
			expect(await stored(app)).toEqual({});
		});
	});

	it('that were set before hold from the start', async () => {
		const app = await openTestApp(albumTree);
		change(app, 'show_hidden');
		await isStored(app, {show_hidden: true});
		app.stores.look.set({...app.stores.look.get(), showsHidden: false});
		app.panes[0].change(state => ({...state, showsHidden: false}));

		await applySettings(app);

		expect(app.panes[0].get().rows.some(({name}) => name === '.hidden')).toBe(true);
	});
});

describe('the log', () => {
	const long = 'a sentence that no window holds on one row '.repeat(12).trim();

	it('has what was said with its time, newest last', async () => {
		const app = await openTestApp(albumTree);
		app.stores.messages.say('the first');
		app.stores.messages.say('the second');

		type(app, 'g', 'l');

		expect(listRows(app)).toEqual(['12:00:00  the first', '12:00:00  the second']);
		expect(app.stores.window.get().dialog).toMatchObject({cursor: 1});
	});

	it('shows a long line whole, and itself again where it was', async () => {
		const app = await openTestApp(albumTree);
		app.stores.messages.say(long);
		app.stores.messages.say('the second');
		type(app, 'g', 'l', 'Up', 'Enter');

		const words = (await (await draw(app)).screen()).replaceAll(/[^ a-z]/gv, ' ').replaceAll(/ +/gv, ' ');
		type(app, 'l');

		expect(words).toContain(long);
		expect(app.stores.window.get().dialog).toMatchObject({title: 'Log of this session', cursor: 0});
	});
});
