import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import * as v from 'valibot';
import {withoutStepsBack} from '../clock.ts';
import {Failure} from '../failure.ts';
import {makeTemporary} from '../files/leftovers.ts';
import {openPlainSend} from '../jotta/client.ts';
import {decodeLoginToken, signIn} from '../jotta/sign-in/login-token.ts';
import {isEngineAlive} from '../transfers/start-engine.ts';
import type {Tools} from '../transfers/open-location.ts';

/*
`jottafm --sandbox`: the simulated service in a process of its own, and an account on it.
*/

export type SandboxOptions = {
	readonly directory?: string | undefined; // none: a temporary one, removed on exit
	readonly configDir?: string | undefined; // the person's; else one beside the service
	readonly temporary: string; // parent of temporary folders
	readonly execPath: string;
	readonly cliFile: string;
};

export type SandboxAccount = {
	readonly configDir: string;
	/** Returns the name of the account. In a folder of the person's own it is one of its own: `jotta` may be theirs. */
	readonly signIn: (tools: Tools) => Promise<string>;
	/** Stops the server, waits for the engine, and removes the temporary folder. */
	readonly close: (tools: Tools) => Promise<void>;
};

const readySchema = v.object({url: v.string(), loginToken: v.string()});

/** Starts the sandbox server. @throws Failure `service` when it does not start */
export async function openSandboxAccount({directory, configDir, temporary, execPath, cliFile}: SandboxOptions): Promise<SandboxAccount> {
	const folder = directory === undefined ? await makeTemporary(path.join(temporary, 'jottafm-sandbox-')) : path.resolve(directory);
	await mkdir(folder, {recursive: true, mode: 0o700});
	const server = spawn(execPath, [cliFile, 'sandbox', '--port', '0', '--demo', '--until-stdin-ends', '--dir', path.join(folder, 'service')], {stdio: ['pipe', 'pipe', 'ignore']});
	const {url, loginToken} = await readReadyLine(server);
	return {
		configDir: configDir ?? path.join(folder, 'config'),
		async signIn(tools) {
			const name = configDir === undefined ? 'jotta' : 'sandbox';
			const token = decodeLoginToken(loginToken);
			await forgetEarlier({name, username: token.username}, tools);
			await signIn(token, {name, server: url}, {...tools, send: openPlainSend(tools)});
			return name;
		},
		async close(tools) {
			server.stdin?.end(); // the server ends when its stdin does
			await Promise.all([server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined, engineEnds(tools)]);
			if (directory === undefined) {
				await rm(folder, {recursive: true, force: true});
			}
		},
	};
}

/** The account of a sandbox that was thrown away is somebody else's, and would keep the name. */
async function forgetEarlier({name, username}: {readonly name: string; readonly username: string}, {accounts}: Tools): Promise<void> {
	const known = await accounts.list();
	if (known.some(account => account.name === name && account.service === 'sandbox' && account.username !== username)) {
		await accounts.remove(name);
	}
}

async function readReadyLine({stdout, exitCode}: ChildProcess): Promise<v.InferOutput<typeof readySchema>> {
	if (stdout && exitCode === null) {
		const {value} = await createInterface({input: stdout})[Symbol.asyncIterator]().next() as {readonly value?: string};
		if (value !== undefined) {
			return v.parse(readySchema, JSON.parse(value));
		}
	}

	throw new Failure('service', 'The sandbox did not start.', {nextStep: 'Run: jottafm sandbox'});
}

/** Waits up to 3 seconds for the engine: it stops by itself when its queue is stopped or gone. */
async function engineEnds({directories, clock}: Tools): Promise<void> {
	const now = withoutStepsBack(clock);
	const deadline = now() + 3000;
	while (now() < deadline && isEngineAlive(directories)) {
		await clock.sleep(20);
	}
}
