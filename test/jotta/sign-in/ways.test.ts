import {describe, expect, it} from 'vitest';
import {openClient, openPlainSend} from '../../../source/jotta/client.ts';
import {readAccount} from '../../../source/jotta/account.ts';
import {signInAsClient} from '../../../source/jotta/sign-in/client-credentials.ts';
import {CodeRequired, registerClient, signInByPassword} from '../../../source/jotta/sign-in/password.ts';
import {parseReadyToken, signInByReadyToken} from '../../../source/jotta/sign-in/ready-token.ts';
import {endSession, signOut} from '../../../source/jotta/sign-in/sign-out.ts';
import {openTokens} from '../../../source/jotta/sign-in/tokens.ts';
import {openRealm} from '../../support/sign-in/realm.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

async function open() {
	const sandbox = await startTestSandbox();
	const {tools} = await signInTo(sandbox);
	const signInTools = {...tools, send: openPlainSend(tools)};
	return {
		sandbox,
		tools,
		signInTools,
		wish: {name: 'other', server: sandbox.url},
		/** Renews, and uses what came of it. */
		async useRenewed() {
			const {tokens} = await tools.accounts.get('other');
			await openTokens({account: 'other', ...signInTools}).get({refused: tokens!.accessToken});
			return readAccount({client: await openClient({account: 'other', ...tools})});
		},
	};
}

const credentials = {user: 'ola@example.no', password: 'sandbox'};

describe('signing in with user name and password', () => {
	it('registers a client of its own, and keeps no password', async () => {
		const {tools, signInTools, wish, sandbox, useRenewed} = await open();

		const client = await registerClient(wish, signInTools);
		const account = await signInByPassword(credentials, {...wish, client}, signInTools);

		expect(account).toMatchObject({method: 'password', clientId: client.id});
		expect(JSON.stringify(await tools.accounts.list())).not.toContain('"sandbox"}');
		expect(await useRenewed()).toMatchObject({email: 'ola@example.no'});
		expect(sandbox.log.every(({path}) => !path.includes('password'))).toBe(true);
	});

	it('registers once more when the service is busy: a client that is never used does no harm', async () => {
		const {signInTools, wish, sandbox} = await open();
		sandbox.setFaults('POST *register status=503 retry-after=0 times=1');

		await expect(registerClient(wish, signInTools)).resolves.toMatchObject({id: expect.any(String) as string});
	});

	it('is the service’s own where no other one is named', async () => {
		const {tools} = await openRealm();

		expect(await signInByPassword(credentials, {client: {id: 'c', secret: 's'}}, tools)).toMatchObject({service: 'jottacloud', tokenEndpoint: 'https://api.jottacloud.com/auth/v1/token'});
	});

	it('asks for the code from the SMS, and says when it is wrong', async () => {
		const {signInTools, wish, sandbox} = await open();
		sandbox.state.switches.hasTwoFactors = true;
		const client = await registerClient(wish, signInTools);
		const attempt = async (code?: string) => signInByPassword({...credentials, code}, {...wish, client}, signInTools);

		await expect(attempt()).rejects.toBeInstanceOf(CodeRequired);
		await expect(attempt('000000')).rejects.toMatchObject({message: expect.stringContaining('not right') as string});
		await expect(attempt('123-456')).resolves.toMatchObject({name: 'other'});
	});

	it('says when user name or password are wrong', async () => {
		const {signInTools, wish} = await open();
		const client = await registerClient(wish, signInTools);

		await expect(signInByPassword({...credentials, password: 'wrong'}, {...wish, client}, signInTools)).rejects.toMatchObject({
			code: 'not-signed-in', message: expect.stringContaining('user name') as string,
		});
	});
});

describe('signing in as a program', () => {
	it('uses its client id and secret, for renewing too', async () => {
		const {signInTools, wish, sandbox, useRenewed} = await open();
		sandbox.state.switches.machineClients = {nas: 'secret'};

		const account = await signInAsClient({...wish, clientId: 'nas', clientSecret: 'secret'}, signInTools);

		expect(account.tokens?.refreshToken).toBeUndefined();
		expect(await useRenewed()).toMatchObject({email: 'ola@example.no'});
	});

	it('says when the service does not know it', async () => {
		const {signInTools, wish} = await open();

		await expect(signInAsClient({...wish, clientId: 'nas', clientSecret: 'wrong'}, signInTools)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('nas') as string});
		await expect(signInAsClient(wish, signInTools)).rejects.toMatchObject({code: 'usage'});
	});
});

describe('a ready token', () => {
	it.each(['2099-01-01T00:00:00.000Z', '2020-01-01T00:00:00+01:00'])('is taken over as rclone writes it, with expiry %s, and renewed at once: no clock is trusted', async expiry => {
		const {signInTools, wish, tools, sandbox} = await open();
		const {tokens} = await tools.accounts.get('jotta');
		const blob = JSON.stringify({
			access_token: 'over', token_type: 'bearer', refresh_token: tokens!.refreshToken, expiry,
		});

		await signInByReadyToken(parseReadyToken(blob)!, wish, signInTools);

		const renewed = await tools.accounts.get('other');
		expect(renewed.tokens?.refreshToken).not.toBe(tokens!.refreshToken);
		expect(sandbox.log.filter(({path, status}) => path.endsWith('/token') && status === 200)).toHaveLength(2); // the first sign-in, this renewal
	});

	it('that brings nothing to renew it with is used until the service refuses it, however far the clock is off', async () => {
		const {signInTools, wish, tools, sandbox} = await open();
		const {tokens} = await tools.accounts.get('jotta');
		await signInByReadyToken({access_token: tokens!.accessToken}, wish, signInTools);
		const clock = {...tools.clock, now: () => tools.clock.now() + 86_400_000};
		const read = async () => readAccount({client: await openClient({account: 'other', ...tools, clock})});

		expect(await read()).toMatchObject({email: 'ola@example.no'});
		sandbox.state.clock.advance(86_400_000);
		await expect(read()).rejects.toMatchObject({code: 'session-revoked'});
	});

	it('that has expired and cannot be renewed is refused before anything is kept', async () => {
		const {signInTools, wish, tools} = await open();

		await expect(signInByReadyToken({access_token: 'old'}, wish, signInTools)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('expired') as string});
		expect(await tools.accounts.list()).toHaveLength(1);
	});
});

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
		const {tools, signInTools, sandbox} = await open();

		expect(await signOut('jotta', signInTools)).toBe(true);

		expect(await tools.accounts.list()).toEqual([]);
		expect(sandbox.log.at(-1)).toMatchObject({status: 204});
	});

	it('forgets it here even when the service cannot be told', async () => {
		const {tools, signInTools, sandbox} = await open();
		sandbox.setFaults('POST *logout drop=before');

		expect(await signOut('jotta', signInTools)).toBe(false);
		expect(await tools.accounts.list()).toEqual([]);
		expect(sandbox.log.filter(each => each.path.endsWith('logout'))).toHaveLength(1); // nobody waits for it
	});
});
