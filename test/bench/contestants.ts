import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {isEngineAlive} from '../../source/transfers/start-engine.ts';
import type {RunningSandbox} from '../../source/sandbox/server.ts';
import {publicLoginToken} from '../support/sign-in/login-token.ts';
import type {TlsProxy} from '../support/tls-proxy.ts';

/*
The contestants: jottafm, and rclone where it is installed. Both go through the TLS proxy, so that they do the same work.
*/

export type Run = {
	readonly wall: number; // ms
	readonly cpu: number; // ms, of all its processes
	readonly engineCpu: number; // ms, of the transfer engine alone
	readonly peak: number; // MB resident, of the largest
};

export type Contestant = {
	readonly name: string;
	/** Copies a file or the content of a folder into a folder. */
	readonly copy: (from: string, to: string) => Promise<Run>;
};

export type Ground = {readonly sandbox: RunningSandbox; readonly proxy: TlsProxy; readonly folder: string};

export const transfers = 4; // at once, for both

export const program = path.resolve('dist/cli.js');

/** The built program, with an account in a folder of its own. */
export async function openOurs({folder, proxy, sandbox}: Ground): Promise<Contestant & {readonly config: string; readonly env: NodeJS.ProcessEnv}> {
	const config = path.join(folder, 'config');
	const env = {
		...process.env, HOME: folder, HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: proxy.authority,
	};
	const login = spawn(process.execPath, [program, 'login', '--config-dir', config], {env, stdio: ['pipe', 'ignore', 'inherit']});
	login.stdin.end(await publicLoginToken(sandbox));
	await once(login, 'exit');
	return {
		name: 'jottafm',
		config,
		env,
		async copy(from, to) {
			const run = await measure([process.execPath, program, 'cp', '--config-dir', config, '--transfers', String(transfers), '-q', from, to], {env, mark: config});
			await engineEnds(config);
			return run;
		},
	};
}

export async function engineEnds(config: string): Promise<void> {
	while (isEngineAlive({locks: path.join(config, 'locks')})) {
		await sleep(20);
	}
}

export async function openRclone({folder, proxy, sandbox}: Ground): Promise<Contestant | undefined> {
	try {
		execFileSync('rclone', ['version'], {stdio: 'ignore'});
	} catch {
		return undefined;
	}

	const config = path.join(folder, 'rclone.conf');
	const common = ['--config', config, '--ca-cert', proxy.authority];
	const env = {PATH: process.env.PATH, HOME: folder, HTTPS_PROXY: proxy.url};
	const token = await publicLoginToken(sandbox);
	await once(spawn('rclone', ['config', 'create', 'jotta', 'jottacloud', 'config_type=standard', `config_login_token=${token}`, 'config_non_standard=false', ...common], {env, stdio: 'ignore'}), 'exit');
	return {
		name: 'rclone',
		copy: async (from, to) => measure(['rclone', 'copy', '--transfers', String(transfers), from, to, ...common], {env, mark: config}),
	};
}

/** Runs a program to its end. `mark` is in the command line of each of its processes. */
async function measure([file, ...args]: readonly string[], {env, mark}: {readonly env: NodeJS.ProcessEnv; readonly mark: string}): Promise<Run> {
	const begin = performance.now();
	const child = spawn(file!, args, {env, stdio: ['ignore', 'ignore', 'inherit']});
	const watch = watchProcesses(mark);
	const [status] = await once(child, 'exit') as [number | null];
	const run = {wall: performance.now() - begin, ...watch.stop()};
	if (status !== 0) {
		throw new Error(`${path.basename(file!)} ${args.join(' ')} ended with ${status} after ${Math.round(run.wall)} ms`);
	}

	return run;
}

/** CPU and memory of processes, sampled while they run. */
export function watchProcesses(mark: string): {readonly stop: () => Omit<Run, 'wall'>} {
	const seen = new Map<string, ProcessFacts>();
	const look = () => {
		for (const id of readdirSync('/proc').filter(name => /^\d+$/v.test(name))) {
			const facts = factsOf(id, mark);
			if (facts) {
				seen.set(id, facts);
			}
		}
	};

	const timer = setInterval(look, 50);
	return {
		stop() {
			clearInterval(timer);
			look();
			const all = [...seen.values()];
			const sum = (processes: readonly ProcessFacts[]) => processes.reduce((total, {cpu}) => total + cpu, 0);
			return {cpu: sum(all), engineCpu: sum(all.filter(({isEngine}) => isEngine)), peak: Math.max(0, ...all.map(({peak}) => peak))};
		},
	};
}

type ProcessFacts = Pick<Run, 'cpu' | 'peak'> & {readonly isEngine: boolean};

const tick = 10; // ms: Linux counts CPU time in these

function factsOf(id: string, mark: string): ProcessFacts | undefined {
	try {
		const commandLine = readFileSync(`/proc/${id}/cmdline`, 'utf8');
		if (!commandLine.includes(mark)) {
			return undefined;
		}

		const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /v, '').split(' ');
		const peak = /VmHWM:\s+(?<kilobytes>\d+)/v.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.groups?.kilobytes;
		return {cpu: (Number(fields[11]) + Number(fields[12])) * tick, peak: Number(peak ?? 0) / 1024, isEngine: commandLine.includes('engine.js')};
	} catch {
		return undefined; // it has just ended
	}
}
