import {createServer} from 'node:http';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {openPlainSend} from '../../../source/jotta/client.ts';
import {PkceRefused, startBrowserSignIn, type BrowserWish} from '../../../source/jotta/sign-in/browser.ts';
import {listenForRedirect} from '../../../source/jotta/sign-in/redirect-listener.ts';
import {services} from '../../../source/jotta/services.ts';
import {answerPage} from '../../support/browser.ts';
import {signInTo, startTestSandbox} from '../../support/sandbox.ts';

const [jottacloud] = services;

async function open() {
	const sandbox = await startTestSandbox();
	const {tools} = await signInTo(sandbox);
	const signInTools = {...tools, send: openPlainSend(tools)};
	return {
		sandbox,
		tools,
		start: async (wish: Partial<BrowserWish> = {}) => startBrowserSignIn({
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
		expect(account).toMatchObject({way: 'browser', clientId: service.clientId, email: 'ola@example.no'});
		expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256');
	});

	it('takes the pasted address with blanks, quotes and line breaks, or only its end', async () => {
		const {start} = await open();
		const first = await start();
		const location = await answerPage(first.address);
		await first.redeem(` "${location.slice(0, 30)}\n${location.slice(30)}"`);
		const second = await start();
		await second.redeem(new URL(await answerPage(second.address)).search.slice(1));
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
		const refusal = new URLSearchParams({state, error: 'invalid_request', error_description: 'Invalid parameter: code_challenge_method'});

		await expect(redeem(`http://localhost:53682/?${refusal.toString()}`)).rejects.toBeInstanceOf(PkceRefused);
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
