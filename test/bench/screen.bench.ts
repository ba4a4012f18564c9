import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	mkdir,
	mkdtemp,
	rm,
	writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {openTerminal} from '../support/program/terminal.ts';
import {median, type BenchRow} from './bench-row.ts';
import {mcKeys, mcStart} from './mc.ts';
import {pressed, residentOf} from './press-keys.ts';

/*
What SSH users feel (design.md 6): start, keys, bytes, memory, with a folder of 100,000 files.
*/

const program = path.resolve('dist/cli.js');
const entries = 100_000;
const down = '\u{1B}[B';

export async function measure(): Promise<readonly BenchRow[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-bench-'));
	const server = spawn(process.execPath, [program, 'sandbox', '--port', '0', '--demo', '--until-stdin-ends', '--dir', path.join(folder, 'service')], {stdio: ['pipe', 'pipe', 'ignore']});
	try {
		const [line] = await once(createInterface({input: server.stdout}), 'line') as [string];
		const {url, loginToken} = JSON.parse(line) as {readonly url: string; readonly loginToken: string};
		const config = path.join(folder, 'config');
		const login = spawn(process.execPath, [program, 'login', '--config-dir', config, '--server', url], {stdio: ['pipe', 'ignore', 'ignore']});
		login.stdin.end(loginToken);
		await once(login, 'exit');
		return [...await starts(config, folder), ...await keys(config, folder)];
	} finally {
		server.stdin.end();
		await once(server, 'exit');
		await rm(folder, {recursive: true, force: true});
	}
}

async function starts(config: string, home: string): Promise<readonly BenchRow[]> {
	const local: number[] = [];
	const both: number[] = [];
	for (let round = 0; round < 12; round += 1) {
		const begin = performance.now();
		const terminal = openTerminal({args: [program, '--config-dir', config, home], columns: 80, rows: 24});
		await terminal.waitFor(text => text.includes('service/') && text.includes('1Help'));
		local.push(performance.now() - begin);
		await terminal.waitFor('Documents/');
		both.push(performance.now() - begin);
		terminal.type('q');
		await terminal.exited;
	}

	return [
		{
			what: 'start to first frame with the local folder, 80×24', figure: `${Math.round(median(local.slice(2)))} ms`, budget: '250 ms', ...await mcStart(home, config),
		},
		{what: 'start to the cloud folder shown, too', figure: `${Math.round(median(both.slice(2)))} ms`, budget: '–'},
	];
}

async function keys(config: string, home: string): Promise<readonly BenchRow[]> {
	const many = path.join(home, 'many');
	await mkdir(many);
	for (let index = 0; index < entries; index += 1000) {
		await Promise.all(Array.from({length: 1000}, async (_, offset) => writeFile(path.join(many, `file ${index + offset}.txt`), '')));
	}

	const terminal = openTerminal({args: [program, '--config-dir', config, many], columns: 200, rows: 50});
	const begin = performance.now();
	await terminal.waitFor(/file \d+\.txt/v, 60_000); // the first name that the disk returns
	const firstRows = performance.now() - begin;
	await terminal.waitFor('100,000 items ', 60_000);
	const whole = performance.now() - begin;
	const step = await pressed(terminal, down, 40);
	for (let row = 0; row < 30; row += 1) {
		terminal.type(down);
	}

	const scroll = await pressed(terminal, down, 40);
	const resident = await residentOf(terminal.pid);
	terminal.type('q');
	await terminal.exited;
	const mc = await mcKeys(many, config);
	const peer = (figure: string | undefined) => figure === undefined ? {} : {peer: figure};
	return [
		{what: 'local folder of 100,000: first rows', figure: `${Math.round(firstRows)} ms`, budget: '–'},
		{
			what: 'local folder of 100,000: all of it', figure: `${Math.round(whole)} ms`, budget: '–', ...peer(mc?.whole),
		},
		{
			what: 'cursor step, 200×50, 100,000 entries: p50 / p95', figure: `${step.p50} / ${step.p95} ms`, budget: '16 ms at p95', ...peer(mc?.step),
		},
		{
			what: 'bytes a cursor step', figure: `${step.bytes}`, budget: '250', ...peer(mc?.bytes),
		},
		{
			what: 'bytes a scroll step', figure: `${scroll.bytes}`, budget: '1,000', ...peer(mc?.scrollBytes),
		},
		{
			what: 'scroll step: p50 / p95', figure: `${scroll.p50} / ${scroll.p95} ms`, budget: '–', ...peer(mc?.scroll),
		},
		{
			what: 'memory with 100,000 entries shown', figure: `${Math.round(resident / 1e6)} MB`, budget: '200 MB', ...peer(mc?.resident),
		},
	];
}
