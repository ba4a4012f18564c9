import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {defineCommand} from '../cli/command.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {Failure} from '../failure.ts';
import {makeTemporary} from '../files/leftovers.ts';
import {
	profileNames,
	readSwitches,
	switchNames,
	type Profile,
} from '../sandbox/start-words.ts';

export type SandboxCommandOptions = {
	readonly port: number;
	readonly dir?: string;
	readonly latency: number; // ms
	readonly faults: string;
	readonly tokenTtl: number; // seconds
	readonly capacity?: number;
	readonly demo?: boolean;
	readonly profile: Profile;
	readonly switch?: readonly string[]; // NAME=VALUE each
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
		{
			flags: '--profile <name>', about: 'how it answers: as was assumed first, with all that is known to differ, or with all that may work', choices: profileNames, default: 'default', variable: 'JOTTAFM_PROFILE',
		},
		{flags: '--switch <name=value>', about: 'one thing of how it answers, again for each; see source/sandbox/state/service-switches.ts', isRepeatable: true},
		{flags: '--until-stdin-ends', about: 'end with whoever started it', isHidden: true},
	],
	examples: {'jottafm sandbox --port 0 --dir /tmp/sandbox': 'one line of JSON says that it is ready'},
	json: {
		url: 'where it answers', loginToken: 'for jottafm login; works once', username: '', password: '', otp: 'one-time code of the legacy sign-in',
	},
	run: async (_words, options: SandboxCommandOptions, context) => sandbox(options, context),
});

/** Serves the look-alike until it is interrupted; one line of JSON says that it is ready. */
async function sandbox({dir, demo = false, untilStdinEnds = false, switch: words = [], ...options}: SandboxCommandOptions, {stdin, output, signal}: Context): Promise<ExitStatus> {
	const switches = checkWords(words);
	const {startSandbox} = await import('../sandbox/server.ts'); // no other command needs it
	const directory = dir ?? await makeTemporary(path.join(tmpdir(), 'jottafm-sandbox-'));
	const running = await startSandbox({
		...options, directory, isDemo: demo, switches,
	});
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

/** A name or a value that does not exist is a mistake in the command line. */
function checkWords(words: readonly string[]): ReturnType<typeof readSwitches> {
	try {
		return readSwitches(words);
	} catch (error) {
		throw error instanceof RangeError ? new Failure('usage', error.message, {nextStep: `Write NAME=VALUE; the names are ${switchNames.join(', ')}.`}) : error;
	}
}
