import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {makeTemporary} from '../files/leftovers.ts';

export type SandboxCommandOptions = {
	readonly port: number;
	readonly dir?: string;
	readonly latency: number; // ms
	readonly faults: string;
	readonly tokenTtl: number; // seconds
	readonly capacity?: number;
	readonly demo?: boolean;
	readonly untilStdinEnds?: boolean; // ends with whoever started it
};

export const sandboxCommand = defineCommand({
	name: 'sandbox',
	summary: 'serve the sandbox by itself',
	options: [
		{
			flags: '--port <n>', about: 'port on 127.0.0.1; 0 picks one', isNumber: true, default: 0,
		},
		{flags: '--dir <dir>', about: 'where its state is kept; else it is thrown away'},
		{
			flags: '--latency <ms>', about: 'delay of each answer', isNumber: true, default: 0,
		},
		{flags: '--faults <spec>', about: 'what goes wrong on purpose: METHOD PATTERN effects…; see source/sandbox/faults/fault-plan.ts', default: ''},
		{
			flags: '--token-ttl <s>', about: 'life of access tokens', isNumber: true, default: 3600,
		},
		{flags: '--capacity <bytes>', about: 'size of the account; -1 is unlimited', isNumber: true},
		{flags: '--demo', about: 'fill it with a believable account'},
		{flags: '--until-stdin-ends', about: 'end with whoever started it', isHidden: true},
	],
	examples: {'jottafm sandbox --port 0 --dir /tmp/sandbox': 'one line of JSON says that it is ready'},
	json: {
		url: 'where it answers', loginToken: 'for jottafm login; works once', username: '', password: '', otp: 'one-time code of the legacy sign-in',
	},
	run: async (_words, options: SandboxCommandOptions, context) => sandbox(options, context),
});

/** Serves the look-alike until it is interrupted; one line of JSON says that it is ready. */
async function sandbox({dir, demo = false, untilStdinEnds = false, ...options}: SandboxCommandOptions, {stdin, output, signal}: Context): Promise<ExitStatus> {
	const {startSandbox} = await import('../sandbox/server.ts'); // no other command needs it
	const directory = dir ?? await makeTemporary(path.join(tmpdir(), 'jottafm-sandbox-'));
	const running = await startSandbox({...options, directory, isDemo: demo});
	const {url, loginToken, username, password, otp} = running;
	const ready = {
		url, loginToken, username, password, otp,
	};
	output.result(ready, JSON.stringify(ready));
	await output.flush();
	await new Promise<void>(resolve => {
		signal.addEventListener('abort', () => {
			resolve();
		}, {once: true});
		if (untilStdinEnds) {
			stdin.on('end', resolve).on('close', resolve).resume();
		}
	});
	await running.close();
	if (dir === undefined) {
		await rm(directory, {recursive: true, force: true});
	}

	return 0;
}
