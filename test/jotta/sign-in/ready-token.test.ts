import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {readAccount} from '../../../source/jotta/account.ts';
import {openClient} from '../../../source/jotta/client.ts';
import {parseReadyToken, signInByReadyToken} from '../../../source/jotta/sign-in/ready-token.ts';
import {openRealm} from '../../support/sign-in/realm.ts';
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

describe('a ready token that says what it is for', () => {
	const blob = (claims: unknown) => parseReadyToken(JSON.stringify({
		access_token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`, token_type: 'Bearer', refresh_token: 'r', expiry: '2026-01-01T00:00:00Z',
	}))!;
	const telia = 'https://sky-auth.telia.no/auth/realms/get';
	const at = async () => openRealm({document: {token_endpoint: `${telia}/protocol/openid-connect/token`, end_session_endpoint: null}});

	it('is renewed as that client, at that service', async () => {
		const {tools, forms} = await at();

		const account = await signInByReadyToken(blob({azp: 'desktop', iss: telia, sub: 'f:1:f3a1'}), {}, tools);

		expect(account).toMatchObject({service: 'telia_no', clientId: 'desktop', tokenEndpoint: `${telia}/protocol/openid-connect/token`});
		expect(account).not.toHaveProperty('server');
		expect(forms[0]).toMatchObject({grant_type: 'refresh_token', client_id: 'desktop'});
	});

	it('is renewed as a person says, where they say it', async () => {
		const {tools, forms} = await at();

		const account = await signInByReadyToken(blob({azp: 'desktop', iss: 'https://id.jottacloud.com/auth/realms/jottacloud'}), {serviceKey: 'telia_no', clientId: 'mine'}, tools);

		expect([account.service, forms[0]?.client_id]).toEqual(['telia_no', 'mine']);
	});

	it('is sent to nobody unknown, unless a person names that one', async () => {
		const issuer = 'https://id.example.com/auth/realms/example';
		const unknown = await openRealm({document: {token_endpoint: `${issuer}/token`}});

		await expect(signInByReadyToken(blob({azp: 'desktop', iss: issuer}), {}, unknown.tools)).rejects.toMatchObject({code: 'usage', host: 'id.example.com'});
		expect(unknown.asked).toEqual([]);
		expect(await signInByReadyToken(blob({azp: 'desktop', iss: issuer}), {issuer}, unknown.tools)).toMatchObject({service: 'id.example.com', given: {issuer}});
	});

	it.each([null, {}, {azp: null, iss: null}, {iss: 'not an address'}, 'x'])('and says nothing of use is Jottacloud’s own: %j', async claims => {
		const {tools, forms} = await openRealm();

		expect(await signInByReadyToken(blob(claims), {}, tools)).toMatchObject({service: 'jottacloud', clientId: 'jottacli'});
		expect(forms[0]).toMatchObject({client_id: 'jottacli'});
	});
});
