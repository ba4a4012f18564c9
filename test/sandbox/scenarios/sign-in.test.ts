import path from 'node:path';
import {describe, expect, it} from 'vitest';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {
	exchange,
	md5Of,
	openSandboxClient,
	postForm,
} from '../../support/sandbox/sandbox-client.ts';
import {makeTree} from '../../support/trees.ts';

const MiB = 1_048_576;
const uploadsOf = (log: ReadonlyArray<{readonly path: string; readonly received: number}>) => log.filter(request => request.path.startsWith('/upload/'));

/** MD5 of what a download of a file in Archive gives. */
async function runMd5(sandbox: RunningSandbox, name: string): Promise<string> {
	const {get} = await openSandboxClient(sandbox);
	return md5Of((await get(`/Jotta/Archive/${name}?mode=bin`)).text);
}

describe('sign in (protocol.md 18.6)', () => {
	it('1. login token used twice', async () => {
		const sandbox = await startTestSandbox();
		const program = await openProgramOn(sandbox);

		const [first, second] = [await program.run(['login', 'one'], {input: sandbox.loginToken}), await program.run(['login', 'two'], {input: sandbox.loginToken})];

		expect([first.status, second.status]).toEqual([0, 3]);
		expect(second.err).toMatch(/used|new one|another|once/v);
	});

	it('2. two clients sharing a copied refresh token', async () => {
		const {url, loginToken} = await startTestSandbox();
		const refresh = async (token: string) => postForm(`${url}/auth/realms/jottacloud/protocol/openid-connect/token`, {grant_type: 'refresh_token', refresh_token: token, client_id: 'jottacli'});
		const tokenIn = (answer: string) => (JSON.parse(answer) as {refresh_token: string}).refresh_token;
		const copied = tokenIn((await exchange(url, loginToken)).text);

		const first = await refresh(copied);
		const second = await refresh(copied);
		const firstAgain = await refresh(tokenIn(first.text));

		expect([first.status, second.status, firstAgain.status]).toEqual([200, 400, 400]);
	});

	it('16. token expires during a long upload', async () => {
		const sandbox = await startTestSandbox({tokenTtl: 2, bandwidthUp: 2 * MiB});
		const {folder, run} = await openProgramOn(sandbox);
		await makeTree(folder, {'long.bin': new Uint8Array(6 * MiB).fill(5)});

		const {status} = await run(['cp', path.join(folder, 'long.bin'), 'jotta:']);

		expect(status).toBe(0);
		expect(uploadsOf(sandbox.log)).toHaveLength(1);
		expect(await runMd5(sandbox, 'long.bin')).toBe(md5Of('\u{5}'.repeat(6 * MiB)));
	});
});
