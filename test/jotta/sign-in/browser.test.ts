import {createServer} from 'node:http';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {PkceRefused, startBrowserSignIn, type BrowserOptions} from '../../../source/jotta/sign-in/browser.ts';
import {serviceOfIssuer} from '../../../source/jotta/sign-in/endpoints.ts';
import {listenForRedirect} from '../../../source/jotta/sign-in/redirect-listener.ts';
import {services} from '../../../source/jotta/services.ts';
import {answerPage} from '../../support/sign-in/browser.ts';
import {openRealm, refusal, type RealmAnswers} from '../../support/sign-in/realm.ts';
import {openSignIn} from '../../support/sign-in/open-sign-in.ts';

const [jottacloud] = services;

const inTheClear = 'http:';

async function open() {
	const {sandbox, tools, signInTools} = await openSignIn();
	return {
		sandbox,
		tools,
		start: async (wish: Partial<BrowserOptions> = {}) => startBrowserSignIn({
			service: jottacloud!, name: 'web', server: sandbox.url, ...wish,
		}, signInTools),
	};
}

describe('signing in through the browser', () => {
	it.each(services.map(service => [service.title, service] as const))('works at %s', async (_, service) => {
		const {start, tools} = await open();
		const {address, redeem} = await start({service});

		await redeem(await answerPage(address));

		const account = await tools.accounts.get('web');
		expect(account).toMatchObject({method: 'browser', clientId: service.clientId, email: 'ola@example.no'});
		expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256');
	});

	it('takes the pasted address with blanks, quotes and line breaks, or only its end', async () => {
		const {start, tools} = await open();
		const first = await start();
		const location = await answerPage(first.address);
		await first.redeem(` "${location.slice(0, 30)}\n${location.slice(30)}"`);
		const second = await start({name: 'web2'});
		await second.redeem(new URL(await answerPage(second.address)).search.slice(1));

		expect((await tools.accounts.list()).map(({name}) => name)).toEqual(expect.arrayContaining(['web', 'web2']));
	});

	it('takes a code once', async () => {
		const {start} = await open();
		const {address, redeem} = await start();
		const location = await answerPage(address);
		await redeem(location);

		await expect(redeem(location)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('works once') as string});
	});

	it('takes no answer of another sign-in, and sends nothing for it', async () => {
		const {start, sandbox} = await open();
		const {redeem} = await start();
		const other = await answerPage((await start()).address);
		const before = sandbox.log.length;

		await expect(redeem(other)).rejects.toMatchObject({code: 'usage', message: expect.stringContaining('another sign-in') as string});
		expect(sandbox.log).toHaveLength(before);
	});

	it.each([
		['the answer is no', async (address: string) => answerPage(address, 'deny'), 'the answer was no'],
		['the page itself is pasted', async (address: string) => address.replace(/state=[^&]*/v, ''), 'not the address'],
		['something else is pasted', async () => 'hello', 'not the address'],
	])('says it when %s', async (_, answer, words) => {
		const {start} = await open();
		const {address, redeem} = await start();

		await expect(redeem(await answer(address))).rejects.toMatchObject({message: expect.stringContaining(words) as string});
	});

	it('begins again without PKCE where a realm refuses it', async () => {
		const {start} = await open();
		const {redeem, state} = await start();
		const answer = new URLSearchParams({state, error: 'invalid_request', error_description: 'Invalid parameter: code_challenge_method'});

		await expect(redeem(`http://localhost:53682/?${answer.toString()}`)).rejects.toBeInstanceOf(PkceRefused);
		const again = await start({usesPkce: false});
		await again.redeem(await answerPage(again.address));
		expect(again.address).not.toContain('code_challenge');
	});

	it('ends the older sign-in of the same program, and its account says so', async () => {
		const {start, tools, sandbox} = await open();
		const [first, second] = [await start(), await start({name: 'second'})];
		await first.redeem(await answerPage(first.address));
		await second.redeem(await answerPage(second.address));

		const {tokens, tokenEndpoint} = await tools.accounts.get('web');
		const answer = await fetch(tokenEndpoint, {method: 'POST', body: new URLSearchParams({grant_type: 'refresh_token', refresh_token: tokens!.refreshToken!, client_id: 'desktop'})});

		expect(answer.status).toBe(400);
		expect(sandbox.log.at(-1)?.status).toBe(400);
	});
});

describe('signing in through the browser with a client of one’s own', () => {
	const startAt = async (wish: Partial<BrowserOptions>, answers?: RealmAnswers) => {
		const realm = await openRealm(answers);
		const started = await startBrowserSignIn({service: jottacloud!, ...wish}, realm.tools);
		return {...realm, ...started, location: `http://localhost:53682/?state=${started.state}&code=abc`};
	};

	it('shows its secret to the service, and keeps it for renewals', async () => {
		const {redeem, location, forms, address, endpoints} = await startAt({clientId: 'mine', clientSecret: 'secret'});

		const account = await redeem(location);

		expect(new URL(address).searchParams.get('client_id')).toBe('mine');
		expect(forms).toEqual([expect.objectContaining({
			grant_type: 'authorization_code', code: 'abc', client_id: 'mine', client_secret: 'secret', code_verifier: expect.any(String) as string,
		})]);
		expect(account).toMatchObject({clientId: 'mine', clientSecret: 'secret', endSessionEndpoint: endpoints.logout});
	});

	it('goes to an issuer that is in no table, which moves nothing but the sign-in', async () => {
		const issuer = 'https://id.example.com/auth/realms/example';
		const {redeem, location, address} = await startAt({issuer, service: serviceOfIssuer(issuer)}, {document: {token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth`}});

		const account = await redeem(location);

		expect([new URL(address).host, new URL(address).searchParams.get('scope')]).toEqual(['id.example.com', 'openid offline_access']);
		expect(account).toMatchObject({service: 'id.example.com', tokenEndpoint: `${issuer}/token`, given: {issuer}});
		expect(account).not.toHaveProperty('server');
	});

	it('sends no secret where there is none, and no PKCE where the realm has none', async () => {
		const {redeem, location, forms, address} = await startAt({}, {document: {code_challenge_methods_supported: [], end_session_endpoint: undefined}});

		const account = await redeem(location);

		expect(Object.keys(forms[0]!)).toEqual(['grant_type', 'code', 'redirect_uri', 'client_id']);
		expect(address).not.toContain('code_challenge');
		expect(account).not.toHaveProperty('clientSecret');
		expect(account).not.toHaveProperty('endSessionEndpoint');
	});

	it('is not offered by a realm that has no page for it', async () => {
		await expect(startAt({}, {document: {authorization_endpoint: undefined}})).rejects.toMatchObject({code: 'service', message: expect.stringContaining('through a browser') as string});
	});

	it.each(['https://pages.elsewhere.example/auth', 'file:///etc/passwd', `${inTheClear}//id.jottacloud.com/auth`])('opens no address that nobody has agreed to: %s', async page => {
		await expect(startAt({}, {document: {authorization_endpoint: page}})).rejects.toMatchObject({code: 'usage', message: expect.stringContaining('none of the known') as string});
	});

	it('begins again when the realm refuses PKCE only now; where none was used, the words are told', async () => {
		const token = refusal(400, 'invalid_request', 'PKCE verification failed');
		const [withPkce, without] = [await startAt({}, {token}), await startAt({usesPkce: false}, {token})];

		await expect(withPkce.redeem(withPkce.location)).rejects.toBeInstanceOf(PkceRefused);
		await expect(without.redeem(without.location)).rejects.toMatchObject({code: 'not-signed-in', message: expect.stringContaining('PKCE verification failed') as string});
	});

	it.each([
		['error=invalid_request&error_description=code_challenge+is+missing', 'The service refused the sign-in: code_challenge is missing.'],
		['error=server_error', 'The service refused the sign-in: server_error.'],
	])('tells the words of the service when it says no: %s', async (query, message) => {
		const {redeem, state} = await startAt({usesPkce: false});

		await expect(redeem(`?state=${state}&${query}`)).rejects.toMatchObject({code: 'not-signed-in', message});
	});

	it('takes no code that comes without a state, and no error of another sign-in', async () => {
		const {redeem, forms} = await startAt({});

		await expect(redeem('?code=abc')).rejects.toMatchObject({code: 'usage', message: expect.stringContaining('another sign-in') as string});
		await expect(redeem('?state=other&error=access_denied')).rejects.toMatchObject({code: 'usage'});
		await expect(redeem('?error=access_denied')).rejects.toMatchObject({code: 'not-signed-in', message: 'In the browser the answer was no.'});
		expect(forms).toEqual([]);
	});
});

describe('the listener on this machine', () => {
	const anyPort = async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const {port} = server.address() as AddressInfo;
		return {
			port, async close() {
				server.close();
				await once(server, 'close');
			},
		};
	};

	it('takes the answer with the right state only, and closes after it', async () => {
		const {port, close} = await anyPort();
		await close();
		const strangers: string[] = [];
		const {redirected} = await listenForRedirect({
			state: 'right',
			port,
			onStranger() {
				strangers.push('one');
			},
		});
		const base = `http://127.0.0.1:${port}`;

		expect((await fetch(`${base}/?state=wrong&code=1`)).status).toBe(400);
		expect((await fetch(`${base}/favicon.ico`)).status).toBe(404);
		expect((await fetch(`${base}/?state=right`, {method: 'POST'})).status).toBe(404);
		expect((await fetch(`${base}/?state=right&code=abc`)).status).toBe(200);

		expect(await redirected).toContain('code=abc');
		expect(strangers).toEqual(['one']);
		await expect(fetch(`${base}/?state=right&code=abc`)).rejects.toThrow();
	});

	it('says it when another program holds the port', async () => {
		const {port, close} = await anyPort();
		onTestFinished(close);

		await expect(listenForRedirect({state: 'any', port})).rejects.toMatchObject({code: 'already-exists', message: expect.stringContaining(String(port)) as string});
	});
});
