import {describe, expect, it} from 'vitest';
import {readAccount} from '../../../source/jotta/account.ts';
import {openClient} from '../../../source/jotta/client.ts';
import {parseReadyToken, signInByReadyToken} from '../../../source/jotta/sign-in/ready-token.ts';
import {openSignIn} from '../../support/sign-in/open-sign-in.ts';

describe('a ready token', () => {
	it.each(['2099-01-01T00:00:00.000Z', '2020-01-01T00:00:00+01:00'])('is taken over as rclone writes it, with expiry %s, and renewed at once: no clock is trusted', async expiry => {
		const {signInTools, other, tools, sandbox} = await openSignIn();
		const {tokens} = await tools.accounts.get('jotta');
		const blob = JSON.stringify({
			access_token: 'over', token_type: 'bearer', refresh_token: tokens!.refreshToken, expiry,
		});

		await signInByReadyToken(parseReadyToken(blob)!, other, signInTools);

		const renewed = await tools.accounts.get('other');
		expect(renewed.tokens?.refreshToken).not.toBe(tokens!.refreshToken);
		expect(sandbox.log.filter(({path, status}) => path.endsWith('/token') && status === 200)).toHaveLength(2); // the first sign-in, this renewal
	});

	it('that brings nothing to renew it with is used until the service refuses it, however far the clock is off', async () => {
		const {signInTools, other, tools, sandbox} = await openSignIn();
		const {tokens} = await tools.accounts.get('jotta');
		await signInByReadyToken({access_token: tokens!.accessToken}, other, signInTools);
		const clock = {...tools.clock, now: () => tools.clock.now() + 86_400_000};
		const read = async () => readAccount({client: await openClient({account: 'other', ...tools, clock})});

		expect(await read()).toMatchObject({email: 'ola@example.no'});
		sandbox.state.clock.advance(86_400_000);
		await expect(read()).rejects.toMatchObject({code: 'session-revoked'});
	});

	it('that has expired and cannot be renewed is refused before anything is kept', async () => {
		const {signInTools, other, tools} = await openSignIn();

		await expect(signInByReadyToken({access_token: 'old'}, other, signInTools)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('expired') as string});
		expect(await tools.accounts.list()).toHaveLength(1);
	});
});
