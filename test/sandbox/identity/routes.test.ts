import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	openSandboxClient,
	postForm,
	type Reply,
} from '../../support/sandbox/sandbox-client.ts';

type Tokens = {readonly access_token: string; readonly refresh_token: string; readonly token_type: string; readonly expires_in: number};
const tokensOf = ({text}: Reply) => JSON.parse(text) as Tokens;
const errorOf = ({status, text}: Reply) => ({status, ...JSON.parse(text) as {error: string; error_description: string}});
const realmAddress = (url: string, realm = 'jottacloud') => `${url}/auth/realms/${realm}/protocol/openid-connect`;

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
