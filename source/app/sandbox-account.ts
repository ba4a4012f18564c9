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
import {answerOf} from '../jotta/http/failures.ts';
import {decodeLoginToken, signIn} from '../jotta/sign-in/login-token.ts';
import type {Account} from '../settings/accounts.ts';
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
			const token = decodeLoginToken(loginToken);
			const name = await takeName(configDir === undefined ? 'jotta' : 'sandbox', token.username, tools);
			await signIn(token, {name, server: url}, {...tools, send: openPlainSend(tools)});
			await tools.accounts.update(name, account => ({...account, isOfSandbox: true}));
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

/** The name, or the same with a number. The account of a sandbox that was thrown away loses it; one that a person has made does not. */
async function takeName(base: string, username: string, tools: Tools): Promise<string> {
	const known = await tools.accounts.list();
	for (let number = 1; ; number += 1) {
		const name = number === 1 ? base : `${base}${number}`;
		const there = known.find(account => account.name === name);
		if (!there || there.username === username) {
			return name;
		}

		if (there.isOfSandbox === true && await isGone(there, tools)) {
			await tools.accounts.remove(name);
			return name;
		}
	}
}

/** Whether nobody answers there any more: another jottafm may be open on that sandbox. */
async function isGone({server = ''}: Account, tools: Tools): Promise<boolean> {
	try {
		await openPlainSend(tools)({
			method: 'GET', url: server, subject: 'the sandbox', mayRepeat: false,
		});
		return false;
	} catch (error) {
		return answerOf(error) === undefined;
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
