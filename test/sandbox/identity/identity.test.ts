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
