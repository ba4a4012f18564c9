import {describe, expect, it} from 'vitest';
import {watchChangedAccounts} from '../../../source/app/watchers/changed-accounts.ts';
import {signInAgain} from '../../support/sandbox.ts';
import {openCloudApp} from '../../support/app/cloud-app.ts';
import {eventually} from '../../support/drive.ts';

describe('a pane whose account another process signs out', () => {
	it('says so, and shows its folder again after a new sign-in', async () => {
		const {app, sandbox} = await openCloudApp();
		const stop = watchChangedAccounts(app);
		const {tools} = app.service.accounts;
		const problem = () => app.panes[1].get().problem?.sentence;

		await tools.accounts.remove('jotta');
		await eventually(() => {
			expect(problem()).toBe('jotta was signed out outside of this window.');
		});
		expect(app.panes[0].get().problem).toBeUndefined();
		expect(app.stores.signedIn.get().account).toBeUndefined(); // nor is it online

		await signInAgain(sandbox, tools);
		await eventually(() => {
			expect(problem()).toBeUndefined();
		});
		stop();
	});
});
