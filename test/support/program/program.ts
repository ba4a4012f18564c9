import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import {writeFile} from 'node:fs/promises';
import {createInterface} from 'node:readline';
import {text} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';
import {temporaryFolder} from '../temp-files.ts';
import {engineEnded} from './engines.ts';

export const programFile = path.resolve('dist/cli.js');

type Ready = {readonly url: string; readonly loginToken: string; readonly username: string; readonly password: string; readonly otp: string};
export type Result = {readonly status: number; readonly out: string; readonly err: string};
type RunOptions = {readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly hasServer?: boolean; readonly signal?: AbortSignal};

export type Program = {
	readonly ready: Ready;
	readonly folder: string; // for files
	readonly config: string;
	readonly run: (args: readonly string[], options?: RunOptions) => Promise<Result>;
	/** Stops the server, like a broken line. */
	readonly stop: () => Promise<void>;
	/** The requests that the service has received, one line each. */
	readonly requests: () => Promise<ReadonlyArray<{readonly method: string; readonly path: string; readonly status: number; readonly received: number}>>;
};

/** The built program and its sandbox, each in its own folder and process. */
export async function openProgram({isSignedIn = false, args = []}: {readonly isSignedIn?: boolean; readonly args?: readonly string[]} = {}): Promise<Program> {
	const folder = await temporaryFolder();
	const config = path.join(await temporaryFolder(), 'config');
	const server = spawn(process.execPath, [programFile, 'sandbox', '--port', '0', '--until-stdin-ends', '--dir', path.join(await temporaryFolder(), 'service'), ...args], {stdio: ['pipe', 'pipe', 'inherit']});
	const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
	const ready = JSON.parse(line) as Ready;
	const stop = async () => {
		if (server.exitCode !== null) {
			return;
		}

		server.stdin.end();
		await once(server, 'exit');
	};

	onTestFinished(async () => {
		await stop();
		await engineEnded(config);
	});

	const run = async (words: readonly string[], {hasServer = true, ...options}: RunOptions = {}) => {
		const [command = '', ...rest] = words;
		const globals = hasServer ? ['--config-dir', config, '--server', ready.url] : [];
		return runProgram([command, ...globals, ...rest], options);
	};

	if (isSignedIn) {
		await run(['login'], {input: ready.loginToken});
	}

	return {
		ready, folder, config, run, stop,
		async requests() {
			const answer = await fetch(`${ready.url}/sandbox/log`);
			return await answer.json() as Awaited<ReturnType<Program['requests']>>;
		},
	};
}

/** The same, signed in, with these files in the home place: their contents by path. */
export async function openProgramWith(files: Readonly<Record<string, string>>): Promise<Program> {
	const program = await openProgram({isSignedIn: true});
	for (const [place, content] of Object.entries(files)) {
		const file = path.join(program.folder, path.basename(place));
		await writeFile(file, content);
		await program.run(['mkdir', `jotta:${path.dirname(place)}`]);
		await program.run(['cp', '--overwrite=always', file, `jotta:${place}`]);
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
