import {describe, expect, it} from 'vitest';
import {startEdit} from '../../../source/app/actions/edit/edit.ts';
import {offerSignIn} from '../../../source/app/actions/accounts/wizard.ts';
import {openCloudApp, pointAt} from '../../support/app/cloud-app.ts';
import {withEditor} from '../../support/app/replaced.ts';
import {
	eventually,
	fieldText,
	said,
	type,
} from '../../support/drive.ts';

describe('what arrives while somebody types into a dialog', () => {
	it('waits for its end when it is an editor, and then opens', async () => {
		const {app} = await openCloudApp();
		const edited: string[] = [];
		pointAt(app, 'plan.txt');

		startEdit(withEditor(app, async path => {
			edited.push(path);
		}));
		type(app, 'F7', ...'half');
		await said(app, 'plan.txt is fetched: it opens when you are done here.');
		type(app, ...'-filled');

		expect([fieldText(app), edited]).toEqual(['half-filled', []]);
		type(app, 'Esc');
		await eventually(() => {
			expect(edited).toHaveLength(1);
		});
	});

	it('waits for the second key of a command', async () => {
		const {app} = await openCloudApp();
		const edited: string[] = [];
		pointAt(app, 'plan.txt');

		startEdit(withEditor(app, async path => {
			edited.push(path);
		}));
		type(app, 'g');
		await said(app, 'plan.txt is fetched');
		type(app, 'g');

		await eventually(() => {
			expect(edited).toHaveLength(1);
		});
	});

	it('waits for its end when it is the sign-in, and what was typed stays', async () => {
		const {app} = await openCloudApp();
		await app.service.accounts.tools.accounts.update('jotta', ({tokens, ...account}) => account);
		type(app, 'F7', ...'half');

		offerSignIn(app);
		await app.service.accounts.list();
		type(app, ...'-filled');

		expect([fieldText(app), app.stores.wizards.get().current]).toEqual(['half-filled', undefined]);
		type(app, 'Esc');
		await eventually(() => {
			expect(app.stores.wizards.get().current).toBeDefined();
		});
	});
});
