import {expect, it} from 'vitest';
import {showSettings} from '../../../source/app/actions/settings.ts';
import {parseSetting, writeSetting} from '../../../source/settings/settings.ts';
import {openTestApp} from '../support.ts';

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
