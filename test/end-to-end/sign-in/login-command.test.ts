import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openProgram, runProgram, type Program} from '../../support/program/program.ts';

/** `jottafm login`, with more in its environment. */
async function login({config, ready}: Program, {args = [], env = {}, input = ''}: {readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly input?: string}) {
	return runProgram(['login', '--config-dir', config, '--server', ready.url, ...args], {env, input});
}

async function switches({ready}: Program, values: object): Promise<void> {
	await fetch(`${ready.url}/sandbox/switches`, {method: 'POST', body: JSON.stringify(values)});
}

describe('jottafm login, for a program', () => {
	it.each([
		['by the environment', {JOTTAFM_CLIENT_ID: 'nas', JOTTAFM_CLIENT_SECRET: 'secret', JOTTAFM_CLIENT_CREDENTIALS: 'true'}, [] as readonly string[]],
		['by flags', {JOTTAFM_CLIENT_SECRET: 'secret'}, ['--with', 'client', '--client-id', 'nas']],
	])('signs in with a client of its own, %s', async (_, env, args) => {
		const program = await openProgram();
		await switches(program, {machineClients: {nas: 'secret'}});

		expect(await login(program, {env, args})).toMatchObject({status: 0, out: expect.stringContaining('Ola Nordmann') as string});
		expect(await program.run(['ls', 'jotta:'])).toMatchObject({status: 0});
	});

	it('signs in with a client of its own, by settings', async () => {
		const program = await openProgram();
		await switches(program, {machineClients: {nas: 'secret'}});
		const file = path.join(program.folder, 'secret');
		await writeFile(file, 'secret\n');
		for (const [name, value] of [['client_id', 'nas'], ['client_secret_file', file], ['client_credentials', 'true']] as const) {
			await program.run(['config', 'set', name, value]);
		}

		expect(await login(program, {})).toMatchObject({status: 0, out: expect.stringContaining('Ola Nordmann') as string});
	});

	it.each(['plainly wrong', 'HTTP:\u{2F}/token.example/', 'ftp://token.example/'])('sends no secret to “%s”', async address => {
		const program = await openProgram();

		const {status, err} = await login(program, {args: ['--with', 'client', '--token-url', address], env: {JOTTAFM_CLIENT_ID: 'nas', JOTTAFM_CLIENT_SECRET: 'secret'}});

		expect([status, err]).toEqual([2, expect.stringContaining('cannot be an address to sign in at')]);
		expect(program.log).toEqual([]);
	});
});

describe('jottafm login, with a token', () => {
	it.each(['by the environment', 'from a file'])('takes a login token %s', async how => {
		const program = await openProgram();
		const file = path.join(program.folder, 'token');
		await writeFile(file, `${program.ready.loginToken}\n`);

		const isFile = how === 'from a file';
		expect(await login(program, isFile ? {args: ['--token-file', file]} : {env: {JOTTAFM_TOKEN: program.ready.loginToken}})).toMatchObject({status: 0});
	});

	it('takes a ready OAuth token, and renews it at the given address', async () => {
		const program = await openProgram({isSignedIn: true});
		const {accounts: [account]} = JSON.parse(await readFile(path.join(program.config, 'accounts.json'), 'utf8')) as {accounts: Array<{tokenEndpoint: string; tokens: {refreshToken: string}}>};
		const {tokenEndpoint, tokens: {refreshToken}} = account!;
		const ready = JSON.stringify({
			access_token: 'old', token_type: 'bearer', refresh_token: refreshToken, expiry: '2020-01-01T00:00:00Z',
		});

		expect(await login(program, {args: ['again', '--token-url', tokenEndpoint], env: {JOTTAFM_TOKEN: ready}})).toMatchObject({status: 0});
		expect(await program.run(['ls', 'again:'])).toMatchObject({status: 0});
	});

	it('says which file it cannot read', async () => {
		const program = await openProgram();

		expect(await login(program, {args: ['--token-file', '/nowhere/token']})).toMatchObject({status: 4, err: expect.stringContaining('/nowhere/token') as string});
	});
});
