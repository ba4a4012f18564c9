import {expect, it} from 'vitest';
import {showSettings} from '../../../source/app/actions/settings.ts';
import {openTestApp} from '../support.ts';

it('the settings stand in columns, and sizes as people write them', async () => {
	const app = await openTestApp();

	showSettings(app);

	const {dialog} = app.session.get();
	const rows = dialog?.kind === 'list' ? dialog.rows.map(({text}) => text) : [];
	expect(rows.find(text => text.startsWith('upload_resume_limit'))?.trimEnd()).toBe('upload_resume_limit  10M');
	expect(rows.find(text => text.startsWith('transfers'))?.trimEnd()).toBe('transfers            4');
});
