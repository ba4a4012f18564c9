import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {startTestSandbox} from '../sandbox.ts';

export type Reply = {readonly status: number; readonly text: string; readonly headers: Headers};

/** Sends requests to a sandbox directly, without our client. */
export type SandboxClient = {
	readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>; // below the user: `/Jotta/Archive/…`
	readonly post: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
	readonly api: (path: string, body?: object) => Promise<Reply>;
	readonly allocate: (path: string, content: string, more?: object) => Promise<Allocated>;
	readonly send: (url: string, content: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
	/** Allocates and sends. Returns the last answer. */
	readonly upload: (path: string, content: string) => Promise<number>;
	readonly user: string;
	readonly token: string;
};

type Allocated = {readonly status: number; readonly state: string; readonly upload_url: string; readonly resume_pos: number; readonly error_id?: string};

export const md5Of = (content: string) => createHash('md5').update(content).digest('hex');

/** The address of a path below the user. */
export const encoded = (path: string) => path.split('/').map(segment => encodeURIComponent(segment)).join('/');

/** A sandbox, and a client that speaks its own words. */
export async function openOwnSandbox(options: Parameters<typeof startTestSandbox>[0] = {}): Promise<{readonly sandbox: RunningSandbox; readonly client: SandboxClient}> {
	const sandbox = await startTestSandbox(options);
	return {sandbox, client: await openSandboxClient(sandbox)};
}

export async function openSandboxClient({url, state}: Pick<RunningSandbox, 'url' | 'state'>): Promise<SandboxClient> {
	return signInBy(url, state.identity.createLoginToken(url));
}

/** The same for a sandbox in another process. */
export async function signInBy(url: string, loginToken: string): Promise<SandboxClient> {
	const {username: user} = JSON.parse(Buffer.from(loginToken, 'base64url').toString()) as {username: string};
	const {access_token: token} = JSON.parse((await exchange(url, loginToken)).text) as {access_token: string};
	const ask = async (address: string, init: RequestInit) => replyOf(await fetch(address, {...init, headers: {authorization: `Bearer ${token}`, ...init.headers as Record<string, string>}}));
	const allocate = async (path: string, content: string, more: object = {}): Promise<Allocated> => {
		const {status, text} = await ask(`${url}/files/v1/allocate`, {
			method: 'POST',
			headers: {'content-type': 'application/json'},
			body: JSON.stringify({
				path: `/jfs${path}`, bytes: new TextEncoder().encode(content).length, md5: md5Of(content), created: '2026-01-10T08:00:00Z', modified: '2026-03-01T16:20:30Z', ...more,
			}),
		});
		return {status, ...JSON.parse(text) as Omit<Allocated, 'status'>};
	};

	const send: SandboxClient['send'] = async (address, content, headers = {}) => ask(address, {method: 'POST', headers: {'content-type': 'application/octet-stream', ...headers}, body: content});
	return {
		user,
		token,
		get: async (path, headers = {}) => ask(`${url}/jfs/${user}${path}`, {headers}),
		post: async (path, headers = {}) => ask(`${url}/jfs/${user}${path}`, {method: 'POST', headers}),
		api: async (path, body) => body ? ask(url + path, {method: 'POST', body: JSON.stringify(body)}) : ask(url + path, {method: path.endsWith('customer') ? 'GET' : 'POST'}),
		allocate,
		send,
		async upload(path, content) {
			const {status, state: uploadState, upload_url: address} = await allocate(path, content);
			return status >= 300 || uploadState === 'COMPLETED' ? status : (await send(address, content)).status;
		},
	};
}

/** Exchanges a login token for tokens. */
export async function exchange(url: string, loginToken: string, form: Readonly<Record<string, string>> = {}): Promise<Reply> {
	const {username, auth_token: password} = JSON.parse(Buffer.from(loginToken, 'base64url').toString()) as {username: string; auth_token: string};
	return postForm(`${url}/auth/realms/jottacloud/protocol/openid-connect/token`, {
		client_id: 'jottacli', grant_type: 'password', username, password, scope: 'openid offline_access', ...form,
	});
}

export async function postForm(address: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
	return replyOf(await fetch(address, {
		method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual',
	}));
}

async function replyOf(response: Response): Promise<Reply> {
	return {status: response.status, text: await response.text(), headers: response.headers};
}
