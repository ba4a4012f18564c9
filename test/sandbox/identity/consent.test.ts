import {createHash} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	exchange,
	postForm,
	type Reply,
} from '../../support/sandbox/sandbox-client.ts';

type Tokens = {readonly access_token: string; readonly refresh_token: string; readonly token_type: string; readonly expires_in: number};
const tokensOf = ({text}: Reply) => JSON.parse(text) as Tokens;
const errorOf = ({status, text}: Reply) => ({status, ...JSON.parse(text) as {error: string; error_description: string}});
const realmAddress = (url: string, realm = 'jottacloud') => `${url}/auth/realms/${realm}/protocol/openid-connect`;
const refresh = async (url: string, token: string, client = 'jottacli') => postForm(`${realmAddress(url)}/token`, {grant_type: 'refresh_token', refresh_token: token, client_id: client});

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
