import {describe, expect, it} from 'vitest';
import {endSession, signOut} from '../../../source/jotta/sign-in/sign-out.ts';
import {openRealm} from '../../support/sign-in/realm.ts';
import {openSignIn} from '../../support/sign-in/open-sign-in.ts';

describe('signing out', () => {
	const session = {
		clientId: 'mine', clientSecret: 'secret', endSessionEndpoint: 'https://id.jottacloud.com/logout', tokens: {accessToken: 'a', refreshToken: 'r', expiresAt: 0},
	};

	it('tells the service which session it is, as the client that has it', async () => {
		const {tools, forms} = await openRealm();

		expect(await endSession(session, tools)).toBe(true);
		expect(forms).toEqual([{client_id: 'mine', client_secret: 'secret', refresh_token: 'r'}]);
	});

	it.each([
		['no address for it is known', {endSessionEndpoint: undefined}],
		['the session is over already', {tokens: undefined}],
		['it cannot be renewed, and so ends by itself', {tokens: {accessToken: 'a', expiresAt: 0}}],
	])('tells the service nothing where %s', async (_, facts) => {
		const {tools, asked} = await openRealm();

		expect(await endSession({...session, ...facts}, tools)).toBe(false);
		expect(asked).toEqual([]);
	});

	it('ends the session at the service, and forgets it here', async () => {
		const {tools, signInTools, sandbox} = await openSignIn();

		expect(await signOut('jotta', signInTools)).toBe(true);

		expect(await tools.accounts.list()).toEqual([]);
		expect(sandbox.log.at(-1)).toMatchObject({status: 204});
	});

	it('forgets it here even when the service cannot be told', async () => {
		const {tools, signInTools, sandbox} = await openSignIn();
		sandbox.setFaults('POST *logout drop=before');

		expect(await signOut('jotta', signInTools)).toBe(false);
		expect(await tools.accounts.list()).toEqual([]);
		expect(sandbox.log.filter(each => each.path.endsWith('logout'))).toHaveLength(1); // nobody waits for it
	});
});
