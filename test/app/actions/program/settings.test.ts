import {expect, it} from 'vitest';
import {showSettings} from '../../../../source/app/actions/program/settings.ts';
import {pressInDialog} from '../../../../source/app/input/dialog-keys.ts';
import {searchRows} from '../../../../source/app/keymap/search.ts';
import {readSettings, writeSetting} from '../../../../source/settings/settings.ts';
import {parseSetting} from '../../../../source/settings/parse-setting.ts';
import {openTestApp, type TestApp} from '../../../support/app/test-app.ts';

function form({session}: TestApp) {
	const {dialog} = session.get();
	if (dialog?.kind !== 'list') {
		throw new Error('The settings are not shown.');
	}

	return dialog;
}

function type(app: TestApp, ...keys: readonly string[]): void {
	for (const key of keys) {
		pressInDialog(app, form(app), {key, ...(key.length === 1 && {text: key})});
	}
}

const names = (app: TestApp) => searchRows(form(app)).map(({text}) => text.split(' ', 1)[0]);

it('the settings stand in columns, and sizes as people write them', async () => {
	const app = await openTestApp();
	await writeSetting('escape_wait', 1024, app.accounts.tools.directories);

	showSettings(app);

	const {dialog} = app.session.get();
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
	const {directories} = app.accounts.tools;
	showSettings(app);

	type(app, ...'hidden', 'Enter');
	await expect.poll(() => readSettings(directories).settings.show_hidden).toBe(true);
	await expect.poll(() => app.session.get().dialog?.kind).toBe('list');
	expect(form(app).rows[form(app).cursor]?.text).toMatch(/^show_hidden +true +default false/v);

	type(app, ...'hidden', 'Delete');
	await expect.poll(() => readSettings(directories).settings.show_hidden).toBe(false);
});
