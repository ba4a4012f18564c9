import {execFileSync, spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {describe, onTestFinished} from 'vitest';
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

/** One rclone that is installed here. */
export type InstalledRclone = {
	readonly version: string;
	readonly isCurrent: boolean; // Debian's of today sends `%` as it is, and knows other words for the kinds of sign-in
	/** It, unmodified, on a sandbox of its own, signed in with a login token. */
	readonly openWitness: (options?: WitnessOptions) => Promise<Witness>;
};

export type WitnessOptions = Omit<StartOptions, 'directory'> & {readonly isSignedIn?: boolean};

const ownFolder = fileURLToPath(new URL('../../.venv/bin/rclone', import.meta.url)); // where CI puts a current one beside Debian's

/** Tests of a subject with every rclone that is installed: Debian's, and a current one. Says so when there is none; CI installs both (.ci/run). */
export function describeWithRclone(subject: string, tests: (rclone: InstalledRclone) => void): void {
	const installed = installedRclones();
	if (installed.length === 0) {
		console.error('\nNOT TESTED: rclone or openssl is missing here, so nobody but ourselves has looked at the sandbox. Install them: apt-get install rclone openssl\n');
		describe.skip(subject, () => {
			tests({version: 'none', isCurrent: false, openWitness: async () => openWitness('rclone', {})});
		});
	}

	for (const rclone of installed) {
		describe(`${subject} (rclone ${rclone.version})`, () => {
			tests(rclone);
		});
	}
}

function installedRclones(): readonly InstalledRclone[] {
	return ['rclone', ownFolder].flatMap(binary => {
		try {
			execFileSync('openssl', ['version'], {stdio: 'pipe'});
			const {version = '', minor = ''} = /^rclone v(?<version>\d\.(?<minor>\d+)(?:\.\d+)*)/v.exec(execFileSync(binary, ['version'], {stdio: 'pipe'}).toString())?.groups ?? {};
			return [{version, isCurrent: Number(minor) >= 75, openWitness: async (options: WitnessOptions = {}) => openWitness(binary, options)}];
		} catch {
			return [];
		}
	});
}

async function openWitness(binary: string, {isSignedIn = true, switches, ...options}: WitnessOptions): Promise<Witness> {
	const folder = await temporaryFolder();
	const home = await temporaryFolder();
	const sandbox = await startTestSandbox({...options, switches: {cutsAtSemicolon: false, ...switches}}); // rclone sends `;` as it is: with E5's reading of that it could not fetch its own files
	const proxy = await startTlsProxy(home, sandbox.url);
	onTestFinished(async () => proxy.close());
	const common = ['--config', path.join(home, 'rclone.conf'), '--ca-cert', proxy.authority, '--low-level-retries', '5', '--retries', '1'];
	const env = {
		PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', TZ: 'UTC', HTTPS_PROXY: proxy.url, TMPDIR: home,
	};
	const rclone: Witness['rclone'] = async (args, {input = '', onMessage} = {}) => {
		const child = spawn(binary, [...common, ...args], {env, stdio: 'pipe'});
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
