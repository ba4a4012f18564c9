import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {startSandbox, type RunningSandbox} from '../../source/sandbox/server.ts';
import {publicLoginToken} from '../support/sign-in/login-token.ts';
import {startTlsProxy} from '../support/tls-proxy.ts';
import {median, type BenchRow} from './bench-row.ts';

/*
`ls -R` of 100,000 files in 100 folders (design.md 6), alternating with rclone on the same sandbox.
*/

const program = path.resolve('dist/cli.js');
const [folders, filesEach] = [100, 1000];
const rounds = 5;

export async function measure(): Promise<readonly BenchRow[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	const directory = path.join(folder, 'service');
	const seeded = await startSandbox({directory});
	seed(seeded);
	await seeded.close();
	const server = spawn(process.execPath, [program, 'sandbox', '--dir', directory, '--until-stdin-ends'], {stdio: ['pipe', 'pipe', 'inherit']});
	const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
	const sandbox = JSON.parse(line) as Service; // a process of its own: in this one it would delay the first line
	try {
		const ours = await openOurs(sandbox, folder);
		const peer = await openRclone(sandbox, folder);
		const runs: {ours: Run[]; peer: Run[]} = {ours: [], peer: []};
		for (let round = 0; round < rounds; round += 1) {
			runs.ours.push(await runOnce(ours));
			if (peer) {
				runs.peer.push(await runOnce(peer.command));
			}
		}

		await peer?.close();
		return rows(runs);
	} finally {
		server.stdin.end();
		await once(server, 'exit');
		await rm(folder, {recursive: true, force: true});
	}
}

function seed({state: {tree, revisions, database, clock}}: RunningSandbox): void {
	const archive = tree.find(['Jotta', 'Archive'])!;
	database.exec('BEGIN');
	for (let index = 0; index < folders * filesEach; index += 1) {
		const name = `folder ${Math.floor(index / filesEach)}`;
		const parent = tree.child(archive.id, name) ?? tree.add(archive.id, name, 'folder');
		const file = `IMG_${String(index).padStart(6, '0')}.jpg`;
		const now = clock.now();
		revisions.add(tree.add(parent.id, file, 'file').id, file, {
			state: 'COMPLETED', created: now, modified: now, updated: now, size: index, md5: index.toString(16).padStart(32, '0'),
		});
	}

	database.exec('COMMIT');
}

type Service = Pick<RunningSandbox, 'url' | 'loginToken'>;
type Command = {readonly words: readonly [string, ...string[]]; readonly env: NodeJS.ProcessEnv};
type Run = {readonly first: number; readonly whole: number; readonly peak: number; readonly lines: number};

async function openOurs({url, loginToken}: Service, folder: string): Promise<Command> {
	const places = ['--config-dir', path.join(folder, 'config'), '--server', url];
	const login = spawn(process.execPath, [program, 'login', ...places], {stdio: ['pipe', 'ignore', 'inherit']});
	login.stdin.end(loginToken);
	await once(login, 'exit');
	return {words: [process.execPath, program, 'ls', '-R', '--json', 'jotta:', ...places], env: {...process.env, HOME: folder}};
}

async function openRclone(sandbox: Service, folder: string): Promise<{readonly command: Command; readonly close: () => Promise<void>} | undefined> {
	try {
		execFileSync('rclone', ['version'], {stdio: 'ignore'});
	} catch {
		return undefined;
	}

	const proxy = await startTlsProxy(folder, sandbox.url);
	const common = ['--config', path.join(folder, 'rclone.conf'), '--ca-cert', proxy.authority];
	const env = {PATH: process.env.PATH, HOME: folder, HTTPS_PROXY: proxy.url};
	const token = await publicLoginToken(sandbox);
	await once(spawn('rclone', ['config', 'create', 'jotta', 'jottacloud', 'config_type=standard', `config_login_token=${token}`, 'config_non_standard=false', ...common], {env, stdio: 'ignore'}), 'exit');
	return {
		command: {words: ['rclone', 'lsf', '-R', '--fast-list', '--format', 'psth', '--hash', 'MD5', 'jotta:', ...common], env},
		async close() {
			await proxy.close();
		},
	};
}

async function runOnce({words: [file, ...args], env}: Command): Promise<Run> {
	const begin = performance.now();
	const child = spawn(file, args, {env, stdio: ['ignore', 'pipe', 'inherit']});
	let [first, lines, peak] = [0, 0, 0];
	for await (const chunk of child.stdout) {
		first ||= performance.now() - begin;
		lines += (chunk as Uint8Array).reduce((sum, byte) => byte === 10 ? sum + 1 : sum, 0);
		peak = Math.max(peak, peakOf(child.pid!));
	}

	return {
		first, whole: performance.now() - begin, peak, lines,
	};
}

/** Peak resident memory so far, in MB; 0 when the process has ended. */
function peakOf(pid: number): number {
	try {
		return Number(/VmHWM:\s+(?<kilobytes>\d+)/v.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.kilobytes ?? 0) / 1024;
	} catch {
		return 0;
	}
}

function rows({ours, peer}: {readonly ours: readonly Run[]; readonly peer: readonly Run[]}): readonly BenchRow[] {
	if (new Set(ours.map(run => run.lines)).size !== 1 || ours[0]?.lines !== folders * (filesEach + 1)) {
		throw new Error(`ls -R gave ${ours.map(run => run.lines).join(', ')} lines`);
	}

	const of = (runs: readonly Run[], field: keyof Run) => runs.length === 0 ? undefined : Math.round(median(runs.map(run => run[field])));
	const peerFigure = (field: keyof Run, unit: string) => {
		const value = of(peer, field);
		return value === undefined ? {} : {peer: `rclone ${value} ${unit}`};
	};

	return [
		{
			what: 'ls -R --json of 100,000 files: the whole', figure: `${of(ours, 'whole')} ms`, budget: 'rclone lsf -R --fast-list', ...peerFigure('whole', 'ms'),
		},
		{
			what: 'ls -R --json of 100,000 files: first line', figure: `${of(ours, 'first')} ms`, budget: 'at once', ...peerFigure('first', 'ms'),
		},
		{
			what: 'ls -R --json of 100,000 files: peak memory', figure: `${of(ours, 'peak')} MB`, budget: '150 MB', ...peerFigure('peak', 'MB'),
		},
	];
}
