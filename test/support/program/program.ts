import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';
import {startSandbox, type RunningSandbox, type StartOptions} from '../../../source/sandbox/server.ts';
import {archive, put} from '../cloud.ts';
import {standardNames} from '../names.ts';
import {profileOfTest} from '../profile.ts';
import {signInTo} from '../sandbox.ts';
import {temporaryFolder} from '../temp-files.ts';
import {engineEnded} from './engines.ts';

export const programFile = path.resolve('dist/cli.js');

export type Result = {readonly status: number; readonly out: string; readonly err: string};
type RunOptions = {readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly hasServer?: boolean; readonly signal?: AbortSignal};

export type Program = {
	readonly ready: RunningSandbox;
	readonly folder: string; // for files
	readonly config: string;
	readonly run: (args: readonly string[], options?: RunOptions) => Promise<Result>;
	/** Stops the server, like a broken line. */
	readonly stop: () => Promise<void>;
	/** The requests that the service has received. */
	readonly log: RunningSandbox['log'];
};

/** The built program in a folder of its own, and a sandbox in this process. */
export async function openProgram({isSignedIn = false, ...options}: Partial<StartOptions> & {readonly isSignedIn?: boolean} = {}): Promise<Program> {
	const folder = await temporaryFolder();
	const config = path.join(await temporaryFolder(), 'config');
	const ready = await startSandbox({directory: path.join(await temporaryFolder(), 'service'), profile: profileOfTest(), ...options});
	let stopping: Promise<void> | undefined;
	const stop = async () => {
		stopping ??= ready.close();
		await stopping;
	};

	onTestFinished(async () => {
		await stop();
		await engineEnded(config);
	});

	const run = async (words: readonly string[], {hasServer = true, ...rest}: RunOptions = {}) => {
		const [command = '', ...others] = words;
		const globals = hasServer ? ['--config-dir', config, '--server', ready.url] : [];
		return runProgram([command, ...globals, ...others], rest);
	};

	if (isSignedIn) {
		await signInTo(ready, {config});
	}

	return {
		ready, folder, config, run, stop, log: ready.log,
	};
}

/** The same, signed in, with these files in the home place: their contents by path. */
export async function openProgramWith(files: Readonly<Record<string, string>>): Promise<Program> {
	const program = await openProgram();
	const {client} = await signInTo(program.ready, {config: program.config});
	for (const [place, content] of Object.entries(files)) {
		await put(client, `${archive}/${place.split('/').map(name => standardNames.encode(name)).join('/')}`, content);
	}

	return program;
}

/** What a command has printed with --json, a row a line. */
export function jsonRows({out}: Result): ReadonlyArray<Record<string, unknown>> {
	return out.trim().split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);
}

export type ProgramOptions = {
	readonly input?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	readonly cwd?: string;
	readonly user?: number; // user id to run as; default: the user who runs the tests
};

export async function runProgram(args: readonly string[], {input = '', env = {}, signal, cwd, user}: ProgramOptions = {}): Promise<Result> {
	const child = spawn(process.execPath, [programFile, ...args], {
		stdio: 'pipe', env: {...process.env, ...env}, ...(cwd !== undefined && {cwd}), ...(user !== undefined && {uid: user, gid: user}), ...(signal && {signal, killSignal: 'SIGKILL'}),
	});
	child.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- killed on purpose
	child.stdin.end(input);
	const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number>(resolve => {
		child.on('close', code => {
			resolve(code ?? 137);
		});
	})]);
	return {status, out, err};
}
