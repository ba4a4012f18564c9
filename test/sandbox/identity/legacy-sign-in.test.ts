import {describe, expect, it} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	postForm,
	type Reply,
} from '../../support/sandbox/sandbox-client.ts';

type Tokens = {readonly access_token: string; readonly refresh_token: string; readonly token_type: string; readonly expires_in: number};
const tokensOf = ({text}: Reply) => JSON.parse(text) as Tokens;

describe('the legacy sign-in', () => {
	const registration = {authorization: 'Bearer c2xrZmpoYWRsZmFramhkc2xma2phaHNkbGZramhhc2xkZmtqaGFzZGxrZmpobGtq'};
	const register = async (url: string) => JSON.parse((await postForm(`${url}/auth/v1/register`, {device_id: 'laptop'}, registration)).text) as {client_id: string; client_secret: string};

	it('registers a client with the header that everybody sends', async () => {
		const {url} = await startTestSandbox();

		expect((await postForm(`${url}/auth/v1/register`, {device_id: 'laptop'})).status).toBe(401);
		expect(Object.keys(await register(url))).toEqual(['client_id', 'client_secret']);
	});

	it('otpError: a missing code and a wrong one are an error of their own (N8)', async () => {
		const {url, username, password, otp} = await startTestSandbox({switches: {hasTwoFactors: true, otpError: 'named'}});
		const client = await register(url);
		const signIn = async (headers: Readonly<Record<string, string>>) => postForm(`${url}/auth/v1/token`, {
			...client, grant_type: 'PASSWORD', username, password,
		}, headers);

		for (const headers of [{}, {'x-jottacloud-otp': '000000'}]) {
			const {status, text} = await signIn(headers);
			expect([status, JSON.parse(text)]).toEqual([400, {error: 'invalid_client_or_otp_missing_or_wrong', error_description: 'invalid_client_or_otp_missing_or_wrong'}]);
		}

		expect((await signIn({'x-jottacloud-otp': otp})).status).toBe(200);
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
