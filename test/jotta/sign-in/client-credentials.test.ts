import {describe, expect, it} from 'vitest';
import {signInAsClient} from '../../../source/jotta/sign-in/client-credentials.ts';
import type {SignInTools} from '../../../source/jotta/sign-in/establish-account.ts';
import {signIn} from '../../../source/jotta/sign-in/login-token.ts';
import {registerClient, signInByPassword} from '../../../source/jotta/sign-in/password.ts';
import {signInByReadyToken} from '../../../source/jotta/sign-in/ready-token.ts';
import {openRealm, refusal} from '../../support/sign-in/realm.ts';
import {openSignIn} from '../../support/sign-in/open-sign-in.ts';

const wellKnown = 'https://id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration';
const loginToken = {username: 'f3a1', discovery: wellKnown, secret: 'once'};
const own = {clientId: 'mine', clientSecret: 'secret'};

describe('a client of one’s own', () => {
	it.each([
		['a login token', async (tools: SignInTools) => signIn(loginToken, own, tools), 'password'],
		['a ready token', async (tools: SignInTools) => signInByReadyToken({access_token: 'a', refresh_token: 'r'}, own, tools), 'refresh_token'],
		['client credentials', async (tools: SignInTools) => signInAsClient(own, tools), 'client_credentials'],
		['a password', async (tools: SignInTools) => signInByPassword({user: ' ola ', password: 'p'}, {...own, client: await registerClient(own, tools)}, tools), 'PASSWORD'],
	] as const)('shows its secret when it signs in with %s, and keeps it for renewals', async (_, act, grant) => {
		const {tools, forms} = await openRealm();

		const account = await act(tools);

		expect(forms).toEqual([expect.objectContaining({grant_type: grant, client_id: 'mine', client_secret: 'secret'})]);
		expect(account).toMatchObject({
			service: 'jottacloud', clientId: 'mine', clientSecret: 'secret', given: {clientId: 'mine'},
		});
	});

	it.each([
		['a login token', async (tools: SignInTools) => signIn(loginToken, {}, tools)],
		['a ready token', async (tools: SignInTools) => signInByReadyToken({access_token: 'a', refresh_token: 'r'}, {}, tools)],
	] as const)('is not needed for %s; the session can be ended at the service', async (_, act) => {
		const {tools, forms, endpoints} = await openRealm();

		const account = await act(tools);

		expect(forms[0]).toMatchObject({client_id: 'jottacli'});
		expect(forms[0]).not.toHaveProperty('client_secret');
		expect(account).toMatchObject({clientId: 'jottacli', endSessionEndpoint: endpoints.logout});
		expect(account).not.toHaveProperty('clientSecret');
	});

	it.each([{clientId: 'mine'}, {clientSecret: 'secret'}])('needs both id and secret to sign in as itself: %j is not enough, and nothing is sent', async wish => {
		const {tools, asked} = await openRealm();

		await expect(signInAsClient(wish, tools)).rejects.toMatchObject({code: 'usage'});
		expect(asked).toEqual([]);
	});

	it('signs in where a brand or an address is named', async () => {
		const {tools, asked} = await openRealm({document: {token_endpoint: 'https://cloud-auth.telia.se/token'}});

		expect(await signInAsClient({...own, name: 'brand', serviceKey: 'telia_se'}, tools)).toMatchObject({service: 'telia_se', tokenEndpoint: 'https://cloud-auth.telia.se/token'});
		asked.length = 0;
		expect(await signInAsClient({...own, name: 'address', tokenUrl: 'https://t.example/token'}, tools)).toMatchObject({service: 't.example', tokenEndpoint: 'https://t.example/token'});
		expect(asked).toEqual(['token', 'customer']);
	});
});

describe('a client that the service does not know', () => {
	const token = refusal(401, 'invalid_client');

	it('is no fault of the login token when it is the usual one: that service takes none', async () => {
		const {tools} = await openRealm({token});

		await expect(signIn(loginToken, {}, tools)).rejects.toMatchObject({message: 'The service that this token is from takes no login tokens.'});
	});

	it('is named when it is one’s own', async () => {
		const {tools} = await openRealm({token});

		await expect(signIn(loginToken, own, tools)).rejects.toMatchObject({message: expect.stringContaining('“mine”') as string});
	});
});

describe('a ready token', () => {
	it('of a brand is renewed there', async () => {
		const {tools} = await openRealm({document: {token_endpoint: 'https://cloud-auth.telia.se/token'}});

		expect(await signInByReadyToken({access_token: 'a', refresh_token: 'r'}, {serviceKey: 'telia_se'}, tools)).toMatchObject({service: 'telia_se'});
	});

	it('keeps the way to renew it when the realm sends no new one', async () => {
		const {tools} = await openRealm({token: {refresh_token: undefined}});

		expect(await signInByReadyToken({access_token: 'a', refresh_token: 'r'}, {}, tools)).toMatchObject({tokens: {accessToken: 'access', refreshToken: 'r'}});
	});
});

describe('signing in as a program', () => {
	it('uses its client id and secret, for renewing too', async () => {
		const {signInTools, other, sandbox, useRenewed} = await openSignIn();
		sandbox.state.switches.machineClients = {nas: 'secret'};

		const account = await signInAsClient({...other, clientId: 'nas', clientSecret: 'secret'}, signInTools);

		expect(account.tokens?.refreshToken).toBeUndefined();
		expect(await useRenewed()).toMatchObject({email: 'ola@example.no'});
	});

	it('says when the service does not know it', async () => {
		const {signInTools, other} = await openSignIn();

		await expect(signInAsClient({...other, clientId: 'nas', clientSecret: 'wrong'}, signInTools)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('nas') as string});
		await expect(signInAsClient(other, signInTools)).rejects.toMatchObject({code: 'usage'});
	});
});
