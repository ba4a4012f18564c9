import {execFileSync, spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';
import type {RunningSandbox, StartOptions} from '../../source/sandbox/server.ts';
import {publicLoginToken} from './sign-in/login-token.ts';
import {startTestSandbox} from './sandbox.ts';
import {temporaryFolder} from './temp-files.ts';
import {startTlsProxy} from './tls-proxy.ts';

type RcloneResult = {readonly status: number; readonly out: string; readonly err: string};

export type Witness = {
	readonly sandbox: RunningSandbox;
	readonly folder: string; // for files
	/** Runs rclone on the sandbox, which it takes for the service; its account is the remote `jotta:`. */
	readonly rclone: (args: readonly string[], options?: {readonly input?: string; readonly onMessage?: (text: string) => void}) => Promise<RcloneResult>;
	/** The same, but returns what it prints, and throws when it fails. */
	readonly ask: (...args: readonly string[]) => Promise<string>;
};

/** Warns when rclone is not installed, because its tests are skipped then; CI installs it (.ci/run). */
export function hasRclone(): boolean {
	try {
		execFileSync('rclone', ['version'], {stdio: 'pipe'});
		execFileSync('openssl', ['version'], {stdio: 'pipe'});
		return true;
	} catch {
		console.error('\nNOT TESTED: rclone or openssl is missing here, so nobody but ourselves has looked at the sandbox. Install them: apt-get install rclone openssl\n');
		return false;
	}
}

/** An unmodified rclone on its own sandbox, signed in with a login token. */
export async function openWitness({isSignedIn = true, ...options}: Omit<StartOptions, 'directory'> & {readonly isSignedIn?: boolean} = {}): Promise<Witness> {
	const folder = await temporaryFolder();
	const home = await temporaryFolder();
	const sandbox = await startTestSandbox(options);
	const proxy = await startTlsProxy(home, sandbox.url);
	onTestFinished(async () => proxy.close());
	const common = ['--config', path.join(home, 'rclone.conf'), '--ca-cert', proxy.authority, '--low-level-retries', '5', '--retries', '1'];
	const env = {
		PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', TZ: 'UTC', HTTPS_PROXY: proxy.url, TMPDIR: home,
	};
	const rclone: Witness['rclone'] = async (args, {input = '', onMessage} = {}) => {
		const child = spawn('rclone', [...common, ...args], {env, stdio: 'pipe'});
		if (onMessage) {
			child.stderr.on('data', chunk => {
				onMessage(String(chunk));
			});
		}

		child.stdin.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- it may end before it has read all
		child.stdin.end(input);
		const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number>(resolve => {
			child.on('close', code => {
				resolve(code ?? 137);
			});
		})]);
		return {status, out, err};
	};

	const ask: Witness['ask'] = async (...args) => {
		const {status, out, err} = await rclone(args);
		if (status !== 0) {
			throw new Error(`rclone ${args.join(' ')} ended with ${status}:\n${err}`);
		}

		return out;
	};

	if (isSignedIn) {
		await ask('config', 'create', 'jotta', 'jottacloud', 'config_type=standard', `config_login_token=${await publicLoginToken(sandbox)}`, 'config_non_standard=false');
	}

	return {
		sandbox, folder, rclone, ask,
	};
}

/** Lines of an answer, sorted. */
export function linesOf(answer: string): readonly string[] {
	return answer.split('\n').filter(line => line !== '').toSorted();
}
