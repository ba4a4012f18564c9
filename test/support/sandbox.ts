import {setTimeout as sleep} from 'node:timers/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import type {Clock} from '../../source/clock.ts';
import {silentLog} from '../../source/log.ts';
import {openClient, openPlainSend, type Client} from '../../source/jotta/client.ts';
import {openPool} from '../../source/jotta/http/pool.ts';
import {decodeLoginToken, signIn} from '../../source/jotta/sign-in/login-token.ts';
import {startSandbox, type RunningSandbox, type StartOptions} from '../../source/sandbox/server.ts';
import {openAccounts} from '../../source/settings/accounts.ts';
import {resolveDirectories} from '../../source/settings/directories.ts';
import type {Tools} from '../../source/transfers/open-location.ts';
import {profileOfTest} from './profile.ts';
import {temporaryFolder} from './temp-files.ts';
import {standardNames} from './names.ts';

export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(milliseconds, signal) {
		await sleep(milliseconds, undefined, {...(signal && {signal})});
	},
};

/** A sandbox in its own folder. Both end with the test. */
export async function startTestSandbox(options: Omit<StartOptions, 'directory'> & {readonly directory?: string} = {}): Promise<RunningSandbox> {
	const directory = options.directory ?? await temporaryFolder();
	const sandbox = await startSandbox({profile: profileOfTest(), ...options, directory});
	onTestFinished(async () => sandbox.close());
	return sandbox;
}

export type SignedIn = {readonly tools: Tools; readonly client: Client};

/** Signs in to a sandbox as the account `jotta`, with settings in `config`, else in a folder of its own. */
export async function signInTo(sandbox: RunningSandbox, {loginToken = sandbox.loginToken, config}: {readonly loginToken?: string; readonly config?: string} = {}): Promise<SignedIn> {
	const directories = resolveDirectories(config ?? path.join(await temporaryFolder(), 'config'));
	const pool = openPool();
	onTestFinished(async () => pool.destroy());
	const tools = {
		directories, accounts: openAccounts(directories, systemClock), names: standardNames, pool, clock: systemClock, log: silentLog,
	};
	await signInAgain(sandbox, tools, loginToken);
	return {tools, client: await openClient({account: 'jotta', ...tools})};
}

/** What `jottafm login` does with a new login token. */
export async function signInAgain(sandbox: RunningSandbox, tools: Tools, loginToken = sandbox.state.identity.createLoginToken(sandbox.url)): Promise<void> {
	await signIn(decodeLoginToken(loginToken), {name: 'jotta', server: sandbox.url}, {...tools, send: openPlainSend(tools)});
}
