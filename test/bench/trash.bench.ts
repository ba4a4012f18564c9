import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {startSandbox} from '../../source/sandbox/server.ts';
import {keys} from '../support/program/app.ts';
import {fillTrash} from '../support/cloud.ts';
import {openTerminal} from '../support/program/terminal.ts';
import {median, type BenchRow} from './bench-row.ts';
import {pressed, type Pressed} from './press-keys.ts';
import {settled} from './settled.ts';

/*
A trash of 50,000 items on the screen: the time to its first rows, to leave it while it loads, and for a key in it.
*/

const program = path.resolve('dist/cli.js');
const items = 50_000;
const rounds = 3;

export async function measure(): Promise<readonly BenchRow[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	const directory = path.join(folder, 'service');
	const seeding = await startSandbox({directory});
	fillTrash(seeding, items);
	await seeding.close();
	const service = spawn(process.execPath, [program, 'sandbox', '--port', '0', '--dir', directory], {stdio: ['ignore', 'pipe', 'inherit']}); // a process of its own, so that it does not delay what is measured
	try {
		const [line] = await once(createInterface({input: service.stdout}), 'line') as [string];
		const account = JSON.parse(line) as Account;
		await signIn(account, folder);
		const runs: Run[] = [];
		for (let round = 0; round < rounds; round += 1) {
			runs.push(await runOnce(account, folder));
		}

		const of = (field: 'first' | 'left' | 'whole') => `${Math.round(median(runs.map(run => run[field])))} ms`;
		return [
			{what: 'trash of 50,000 items: first rows', figure: of('first'), budget: '1000 ms'},
			{what: 'trash of 50,000 items: left while it is read', figure: of('left'), budget: '100 ms'},
			{what: 'trash of 50,000 items: the whole', figure: of('whole'), budget: '–'},
			...(['step', 'mark'] as const).map(key => {
				const {p50, p95} = runs.at(-1)![key];
				return {what: `trash of 50,000 items: ${key === 'step' ? 'cursor step' : 'Space'}: p50 / p95`, figure: `${p50} / ${p95} ms`, budget: '16 ms at p95'};
			}),
		];
	} finally {
		service.kill();
		await once(service, 'exit');
		await rm(folder, {recursive: true, force: true});
	}
}

type Account = {readonly url: string; readonly loginToken: string};

async function signIn({url, loginToken}: Account, folder: string): Promise<void> {
	const login = spawn(process.execPath, [program, 'login', '--config-dir', path.join(folder, 'config'), '--server', url], {stdio: ['pipe', 'ignore', 'inherit']});
	login.stdin.end(loginToken);
	await once(login, 'exit');
}

type Run = {readonly first: number; readonly left: number; readonly whole: number; readonly step: Pressed; readonly mark: Pressed};

async function runOnce({url}: Account, folder: string): Promise<Run> {
	const terminal = openTerminal({args: [program, folder, 'jotta:/Jotta/Sync', '--config-dir', path.join(folder, 'config'), '--server', url], cwd: folder, env: {HOME: folder}});
	try {
		await terminal.waitFor('online');
		await settled(terminal);
		const first = await timed(terminal, 'gt', 'gone 000000.jpg');
		const left = await timed(terminal, 'h', 'online');
		await settled(terminal);
		const whole = await timed(terminal, 'gt', /TRASH {2}50.?000 items(?!.*reading)/v);
		return {
			first, left, whole, step: await pressed(terminal, keys.Down, 40), mark: await pressed(terminal, ' ', 40),
		};
	} finally {
		terminal.kill('SIGHUP');
		await terminal.exited;
	}
}

async function timed(terminal: ReturnType<typeof openTerminal>, typed: string, what: RegExp | string): Promise<number> {
	const begin = performance.now();
	terminal.type(typed);
	await terminal.waitFor(what);
	return performance.now() - begin;
}
