import {on, once} from 'node:events';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {startTestSandbox} from '../../support/sandbox.ts';
import {md5Of, openSandboxClient, type SandboxClient} from '../../support/sandbox/sandbox-client.ts';

type Event = {readonly EVENT: {readonly ST: string; readonly T: string; readonly U: string; readonly TS: number; readonly D: Readonly<Record<string, string>>}};

async function openListener(options: Parameters<typeof startTestSandbox>[0] = {}) {
	const sandbox = await startTestSandbox(options);
	const client = await openSandboxClient(sandbox);
	const token = await tokenOf(client, sandbox.url);
	const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/ws/${client.user}/${token}`);
	const messages = on(socket, 'message') as unknown as AsyncGenerator<readonly [{readonly data: string}], never>;
	onTestFinished(() => {
		socket.close();
	});
	await once(socket, 'open');
	const next = async () => JSON.parse((await messages.next()).value[0].data) as unknown;
	return {
		sandbox, client, socket, next,
		say(message: object) {
			socket.send(JSON.stringify(message));
		},
		/** The next events, as `ST FROM TO`, below the user. */
		async heard(count: number) {
			const lines: string[] = [];
			for (let index = 0; index < count; index += 1) {
				const {EVENT: {ST, D}} = await next() as Event;
				lines.push([ST, D.FROM, D.TO].filter(word => word !== undefined).join(' ').replaceAll(`/${client.user}/Jotta`, ''));
			}

			return lines;
		},
	};
}

async function tokenOf({user, token}: SandboxClient, url: string): Promise<string> {
	const answer = await fetch(`${url}/rest/token/${user}/createToken`, {headers: {authorization: `Bearer ${token}`}});
	return /<authToken>(?<token>.+)<\/authToken>/v.exec(await answer.text())!.groups!.token!;
}

async function subscribe({say, next}: Pick<Awaited<ReturnType<typeof openListener>>, 'say' | 'next'>): Promise<unknown> {
	say({SUBSCRIBE: {path: 'ALL', UA: 'test'}});
	return next();
}

describe('the event socket (E57)', () => {
	it('answers a subscription and keeps alive', async () => {
		const listener = await openListener();

		expect(await subscribe(listener)).toEqual({SUBSCRIBE: {PATH: 'ALL', LAST_UUID: ''}});
		listener.say({PING: 'Ok'});
		expect(await listener.next()).toEqual({PONG: 'ok'});
	});

	it('tells what a file is that was stored', async () => {
		const listener = await openListener();
		await subscribe(listener);

		await listener.client.upload('/Jotta/Archive/a.txt', 'alpha');

		const {user} = listener.client;
		expect(await listener.next()).toMatchObject({
			EVENT: {
				U: user, T: 'PATH', ST: 'NEW_UPLOAD', TS: expect.any(Number) as number,
				D: {
					FROM: `/${user}/Jotta/Archive/a.txt`, md5: md5Of('alpha'), size: '5', revision: '1', mimeType: 'text/plain', modified: '2026-03-01-T16:20:30Z',
				},
			},
		});
	});

	it('tells every kind of change, in order, and nothing that was refused', async () => {
		const listener = await openListener();
		await subscribe(listener);
		const {client: {post, get, api, user}} = listener;
		const target = (path: string) => encodeURIComponent(`/${user}/Jotta/Archive/${path}`);

		await post('/Jotta/Archive/f/g?mkDir=true');
		await listener.client.upload('/Jotta/Archive/f/a', 'alpha');
		await post('/Jotta/Archive/missing?rm=true');
		await post(`/Jotta/Archive/f/a?mv=${target('f/b')}`);
		await post(`/Jotta/Archive/f/b?cp=${target('c')}`);
		await get('/Jotta/Archive/c?mode=enableShare');
		await get('/Jotta/Archive/c?mode=disableShare');
		await post('/Jotta/Archive/c?dl=true');
		await post('/Jotta/Archive/c?cphash=true', {JSize: '5', JMd5: md5Of('alpha')});
		await post(`/Jotta/Archive/f/?mvDir=${target('h')}`);
		await post('/Jotta/Archive/h?dlDir=true');
		await post('/Jotta/Archive/h?mkDir=true');
		await post('/Jotta/Archive/c?rm=true');
		await api('/files/v1/purge_trash');
		await post('/Laptop?type=LAPTOP');

		expect(await listener.heard(15)).toEqual([
			'CREATE_DIR /Archive/f',
			'CREATE_DIR /Archive/f/g',
			'NEW_UPLOAD /Archive/f/a',
			'MOVE /Archive/f/a /Archive/f/b',
			'NEW_UPLOAD /Archive/c',
			'SHARE_FILE /Archive/c',
			'UNSHARE_FILE /Archive/c',
			'DELETE /Archive/c',
			'RESTORE /Archive/c',
			'MOVE_DIR /Archive/f /Archive/h',
			'DELETE_DIR /Archive/h',
			'RESTORE /Archive/h',
			'HARD_DELETE_FILE /Archive/c',
			'HARD_DELETE_FILE /Archive/h/b',
			'HARD_DELETE_DIR /Archive/h/g',
		]);
		expect(await listener.heard(1)).toEqual([`CREATE_DEVICE /${user}/Laptop`]);
	});

	it('refuses whom it does not know, and can be cut like any line', async () => {
		const listener = await openListener({faults: 'GET /ws/* cut-after=10 times=1'});
		await subscribe(listener);
		const stranger = new WebSocket(`${listener.sandbox.url.replace('http', 'ws')}/ws/${listener.client.user}/guessed`);

		await once(stranger, 'error');
		const cut = once(listener.socket, 'close');
		await listener.client.post('/Jotta/Archive/f?mkDir=true');

		expect((await cut)[0]).toMatchObject({wasClean: false});
	});

	it('lets the sandbox close while somebody listens', async () => {
		const listener = await openListener();
		const closed = once(listener.socket, 'close');

		await listener.sandbox.close();

		expect((await closed)[0]).toMatchObject({code: 1001});
	});
});
