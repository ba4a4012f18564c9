import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	exchange,
	openSandboxClient,
	postForm,
	type Reply,
} from '../../support/sandbox/sandbox-client.ts';

type Tokens = {readonly access_token: string; readonly refresh_token: string; readonly token_type: string; readonly expires_in: number};

const tokensOf = ({text}: Reply) => JSON.parse(text) as Tokens;
const errorOf = ({status, text}: Reply) => ({status, ...JSON.parse(text) as {error: string; error_description: string}});
const realmAddress = (url: string, realm = 'jottacloud') => `${url}/auth/realms/${realm}/protocol/openid-connect`;
const refresh = async (url: string, token: string, client = 'jottacli') => postForm(`${realmAddress(url)}/token`, {grant_type: 'refresh_token', refresh_token: token, client_id: client});

describe('a login token', () => {
	it('is exchanged once; the second time it is refused (scenario 1)', async () => {
		const {url, loginToken} = await startTestSandbox();

		const [first, second] = [await exchange(url, loginToken), await exchange(url, loginToken)];

		expect(tokensOf(first)).toMatchObject({expires_in: 3600, token_type: 'bearer', refresh_expires_in: 0});
		expect(errorOf(second)).toEqual({status: 401, error: 'invalid_grant', error_description: 'Invalid user credentials'});
	});

	it('is refused to a program that the realm does not know', async () => {
		const {url, loginToken} = await startTestSandbox();

		expect(errorOf(await exchange(url, loginToken, {client_id: 'nobody'}))).toMatchObject({status: 400, error: 'invalid_client'});
		expect(errorOf(await exchange(url, loginToken, {grant_type: 'PASSWORD'}))).toMatchObject({status: 400, error: 'unsupported_grant_type'});
		expect((await exchange(url, loginToken)).status).toBe(200);
	});
});

describe('a refresh token', () => {
	it('is replaced at each use; one that is used again takes its whole family with it (scenario 2)', async () => {
		const sandbox = await startTestSandbox();
		const {url} = sandbox;
		const first = tokensOf(await exchange(url, sandbox.loginToken));
		const second = tokensOf(await refresh(url, first.refresh_token));

		const reused = await refresh(url, first.refresh_token);
		const newest = await refresh(url, second.refresh_token);

		expect(errorOf(reused)).toEqual({status: 400, error: 'invalid_grant', error_description: 'Session doesn\'t have required client'});
		expect(errorOf(newest)).toMatchObject({status: 400, error: 'invalid_grant'});
		expect(sandbox.state.identity.isValid(second.access_token)).toBe(true);
	});

	it('of another family goes on when one is revoked', async () => {
		const {url, loginToken, state} = await startTestSandbox({switches: {staleText: 'Stale token'}});
		const [one, other] = [tokensOf(await exchange(url, loginToken)), tokensOf(await exchange(url, state.identity.createLoginToken(url)))];

		await refresh(url, one.refresh_token);
		const stale = await refresh(url, one.refresh_token);

		expect(errorOf(stale).error_description).toBe('Stale token');
		expect((await refresh(url, other.refresh_token)).status).toBe(200);
	});

	it('works for the program that signed in and for no other', async () => {
		const {url, loginToken} = await startTestSandbox();
		const {refresh_token: token} = tokensOf(await exchange(url, loginToken));

		expect(errorOf(await refresh(url, token, 'desktop'))).toMatchObject({status: 400, error: 'invalid_grant'});
		expect((await refresh(url, token)).status).toBe(200);
	});

	it('ends with its session', async () => {
		const {url, loginToken, state} = await startTestSandbox();
		const tokens = tokensOf(await exchange(url, loginToken));

		const end = await postForm(`${realmAddress(url)}/logout`, {client_id: 'jottacli', refresh_token: tokens.refresh_token});

		expect(end.status).toBe(204);
		expect((await refresh(url, tokens.refresh_token)).status).toBe(400);
		expect(state.identity.isValid(tokens.access_token)).toBe(true);
	});
});

describe('the traditional sign-in', () => {
	const redirect = 'http://localhost:53682/';
	const query = (more: Readonly<Record<string, string>> = {}) => new URLSearchParams({
		access_type: 'offline', client_id: 'desktop', redirect_uri: redirect, response_type: 'code', scope: 'openid jotta-default offline_access', state: 'xyz', ...more,
	});

	const allow = async (url: string, realm: string, more: Readonly<Record<string, string>> = {}, answer = 'allow') => {
		const {headers} = await postForm(`${realmAddress(url, realm)}/auth?${query(more).toString()}`, {answer});
		return new URL(headers.get('location')!).searchParams;
	};

	const redeem = async (url: string, {realm, code, client = 'desktop', more = {}}: {realm: string; code: string; client?: string; more?: Readonly<Record<string, string>>}) => postForm(`${realmAddress(url, realm)}/token`, {
		grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: client, ...more,
	});

	it.each([
		['jottacloud', 'desktop', 'openid jotta-default offline_access'],
		['elgiganten', 'desktop', 'openid jotta-default offline_access'],
		['elkjop', 'desktop', 'openid jotta-default offline_access'],
		['elko', 'desktop', 'openid jotta-default offline_access'],
		['gigantti', 'desktop', 'openid jotta-default offline_access'],
		['letsgo', 'desktop-win', 'openid offline_access'],
		['mediamarkt', 'desktop', 'openid jotta-default offline_access'],
		['onlime_wl', 'desktop', 'openid jotta-default offline_access'],
		['phonero', 'desktop-win', 'openid offline_access'],
		['comhem', 'desktop', 'openid jotta-default offline_access'],
		['get', 'desktop', 'openid jotta-default offline_access'],
		['telia_se', 'desktop', 'openid jotta-default offline_access'],
	])('leads through a page to a code that works once, at %s', async (realm, client, scope) => {
		const {url, state} = await startTestSandbox();
		const discovery = await (await fetch(`${url}/auth/realms/${realm}/.well-known/openid-configuration`)).json() as Record<string, string>;

		const page = await (await fetch(`${discovery.authorization_endpoint}?${query({client_id: client, scope}).toString()}`)).text();
		const answer = await allow(url, realm, {client_id: client, scope});
		const code = answer.get('code')!;
		const [first, second] = [await redeem(url, {realm, code, client}), await redeem(url, {realm, code, client})];

		expect(page).toContain('<form method="post">');
		expect([...answer.keys()].toSorted()).toEqual(['code', 'session_state', 'state']);
		expect(answer.get('state')).toBe('xyz');
		expect(state.identity.isValid(tokensOf(first).access_token)).toBe(true);
		expect(errorOf(second)).toMatchObject({status: 400, error: 'invalid_grant'});
	});

	it('pushes out the session before it, and leaves those of login tokens alone', async () => {
		const {url, loginToken} = await startTestSandbox();
		const byToken = tokensOf(await exchange(url, loginToken));
		const signIn = async () => tokensOf(await redeem(url, {realm: 'jottacloud', code: (await allow(url, 'jottacloud')).get('code')!}));

		const [older, newer] = [await signIn(), await signIn()];

		expect((await refresh(url, older.refresh_token, 'desktop')).status).toBe(400);
		expect((await refresh(url, newer.refresh_token, 'desktop')).status).toBe(200);
		expect((await refresh(url, byToken.refresh_token)).status).toBe(200);
	});

	it('says so when the person refuses, or the realm lacks the scope', async () => {
		const {url} = await startTestSandbox();

		expect((await allow(url, 'jottacloud', {}, 'deny')).get('error')).toBe('access_denied');
		expect((await allow(url, 'phonero', {client_id: 'desktop-mac'})).get('error')).toBe('invalid_scope');
	});

	it('sends nobody to an address or for a program that it does not know', async () => {
		const {url, state} = await startTestSandbox();
		const status = async (more: Readonly<Record<string, string>>) => (await fetch(`${realmAddress(url)}/auth?${query(more).toString()}`)).status;

		expect(await status({redirect_uri: 'https://example.com/'})).toBe(400);
		expect(await status({redirect_uri: 'http://localhost:4000/'})).toBe(400);
		expect(await status({client_id: 'desktop-win'})).toBe(400);
		state.switches.anyRedirectPort = true;
		expect(await status({redirect_uri: 'http://localhost:4000/'})).toBe(200);
		expect((await fetch(`${url}/auth/realms/nowhere/.well-known/openid-configuration`)).status).toBe(404);
	});

	it('checks the proof of who asked, where one was announced', async () => {
		const {url} = await startTestSandbox();
		const verifier = 'a'.repeat(43);
		const challenge = {code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256'};
		const codeFor = async () => (await allow(url, 'jottacloud', challenge)).get('code')!;

		const without = await redeem(url, {realm: 'jottacloud', code: await codeFor()});
		const withProof = await redeem(url, {realm: 'jottacloud', code: await codeFor(), more: {code_verifier: verifier}});

		expect(errorOf(without).error_description).toBe('PKCE verification failed');
		expect(withProof.status).toBe(200);
	});

	it('lets a code grow old', async () => {
		const {url, state} = await startTestSandbox();
		const code = (await allow(url, 'jottacloud')).get('code')!;
		state.clock.advance(61_000);

		expect(errorOf(await redeem(url, {realm: 'jottacloud', code})).error_description).toBe('Code not valid');
	});
});

describe('the legacy sign-in', () => {
	const registration = {authorization: 'Bearer c2xrZmpoYWRsZmFramhkc2xma2phaHNkbGZramhhc2xkZmtqaGFzZGxrZmpobGtq'};
	const register = async (url: string) => JSON.parse((await postForm(`${url}/auth/v1/register`, {device_id: 'laptop'}, registration)).text) as {client_id: string; client_secret: string};

	it('registers a client with the header that everybody sends', async () => {
		const {url} = await startTestSandbox();

		expect((await postForm(`${url}/auth/v1/register`, {device_id: 'laptop'})).status).toBe(401);
		expect(Object.keys(await register(url))).toEqual(['client_id', 'client_secret']);
	});

	it('asks for a one-time code where there are two factors, and refreshes in upper case only', async () => {
		const sandbox = await startTestSandbox({switches: {hasTwoFactors: true}});
		const {url, username, password, otp} = sandbox;
		const client = await register(url);
		const ask = async (form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => postForm(`${url}/auth/v1/token?${new URLSearchParams(client).toString()}`, form, headers);
		const signIn = {grant_type: 'PASSWORD', username, password};

		const wrong = await ask({...signIn, password: 'no'});
		const first = await ask(signIn);
		const second = await ask(signIn, {'x-jottacloud-otp': otp});
		const {refresh_token, access_token} = tokensOf(second);
		const lower = await ask({grant_type: 'refresh_token', refresh_token});
		const upper = await ask({grant_type: 'REFRESH_TOKEN', refresh_token});

		expect([wrong.status, wrong.headers.get('x-jottacloud-otp')]).toEqual([401, null]);
		expect([first.status, first.headers.get('x-jottacloud-otp')]).toEqual([401, 'required; SMS']);
		expect(Object.keys(JSON.parse(second.text) as object).toSorted()).toEqual(['access_token', 'expires_in', 'refresh_token', 'session_id', 'token_type']);
		expect([lower.status, upper.status]).toEqual([400, 200]);
		expect((await fetch(`${url}/account/v1/customer`, {headers: {authorization: `Bearer ${access_token}`}})).status).toBe(200);
	});
});

describe('client credentials', () => {
	it('give an access token and nothing to refresh, to a client that is declared', async () => {
		const {url, state} = await startTestSandbox({switches: {machineClients: {robot: 's3cret'}}});
		const form = {grant_type: 'client_credentials', client_id: 'robot', client_secret: 's3cret'};
		const basic = {authorization: `Basic ${Buffer.from('robot:s3cret').toString('base64')}`};

		const byForm = await postForm(`${realmAddress(url)}/token`, form);
		const byHeader = await postForm(`${realmAddress(url)}/token`, {grant_type: 'client_credentials'}, basic);
		const wrong = await postForm(`${realmAddress(url)}/token`, {...form, client_secret: 'guess'});

		expect(JSON.parse(byForm.text)).not.toHaveProperty('refresh_token');
		expect(state.identity.isValid(tokensOf(byHeader).access_token)).toBe(true);
		expect(errorOf(wrong)).toMatchObject({status: 401, error: 'invalid_client'});
	});
});

describe('a request without a good token', () => {
	it.each([
		['no header', undefined, 401, 'No token or token is malformed!'],
		['a malformed header', 'Basic abc', 401, 'No token or token is malformed!'],
		['an unknown token', 'Bearer abc', 401, 'Bad credentials'],
	])('is refused in the words of the service: %s', async (_, authorization, status, words) => {
		const sandbox = await startTestSandbox();
		const headers = authorization === undefined ? {} : {authorization};

		const xml = await fetch(`${sandbox.url}/jfs/${sandbox.state.person.username}`, {headers});
		const json = await fetch(`${sandbox.url}/account/v1/customer`, {headers});

		expect([xml.status, json.status]).toEqual([status, status]);
		expect(await xml.text()).toContain(`<message>org.springframework.security.authentication.BadCredentialsException: ${words}</message>`);
		expect(await json.json()).toMatchObject({code: 401, message: words, error_id: 'BadCredentialsException'});
	});

	it('is refused for another user, and without any', async () => {
		const sandbox = await startTestSandbox();
		const {token} = await openSandboxClient(sandbox);
		const ask = async (path: string) => {
			const answer = await fetch(`${sandbox.url}/jfs${path}`, {headers: {authorization: `Bearer ${token}`}});
			return [answer.status, /: (?<text>[^:<]+)<\/message>/v.exec(await answer.text())?.groups?.text];
		};

		expect(await ask('/ola@example.no')).toEqual([401, 'Token mismatch!']);
		expect(await ask('/')).toEqual([400, 'Username not found in url!']);
	});
});
