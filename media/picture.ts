/*
The README's picture: `npm run picture`. The built program on a sandbox, driven by keys in a pseudo-terminal; what its
screen shows in the middle of a transfer becomes media/two-panes.svg.
*/
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, mkdtemp, rm, truncate, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import * as pty from '@lydell/node-pty';
import xterm, {type IBufferCell, type IBufferLine} from '@xterm/headless';
import {startSandbox} from '../source/sandbox/server.ts';
import {drawScreen, type Run} from './svg.ts';

const [columns, rows] = [96, 26];
const program = path.resolve('dist/cli.js');
const megabyte = 1_000_000;

const pictures: Readonly<Record<string, number>> = {
	'january/IMG_1711.CR3': 29.1,
	'march/IMG_1971.CR3': 31.4,
	'march/IMG_1977.CR3': 30.2,
	'march/IMG_1980.CR3': 28.7,
	'march/IMG_1984.CR3': 33.3,
	'march/take-final.mov': 214,
	'IMG_2041.CR3': 31.2,
	'IMG_2042.CR3': 30.8,
	'IMG_2043.CR3': 32.5,
	'contact-sheet.pdf': 4.2,
	'notes.md': 0.002,
	'写真一覧.csv': 0.088,
};

const folder = await mkdtemp(path.join(tmpdir(), 'jottafm-picture-'));
const sandbox = await startSandbox({directory: path.join(folder, 'service'), isDemo: true, bandwidthUp: 14 * megabyte});
try {
	const home = await makePictures();
	await signIn();
	const screen = await show(home);
	await writeFile(new URL('two-panes.svg', import.meta.url), screen);
} finally {
	await sandbox.close();
	await rm(folder, {recursive: true, force: true, maxRetries: 10});
}

/** Files that take no room: what they hold is not seen. */
async function makePictures(): Promise<string> {
	const home = path.join(folder, 'home');
	for (const [index, [name, size]] of Object.entries(pictures).entries()) {
		const file = path.join(home, 'Pictures', '2026', name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, '');
		await truncate(file, Math.round(size * megabyte) + index);
		const time = new Date(Date.now() - ((index * 31) + 5) * 3_600_000);
		await utimes(file, time, time);
	}

	return home;
}

function places(): readonly string[] {
	return ['--config-dir', path.join(folder, 'config'), '--server', sandbox.url];
}

async function signIn(): Promise<void> {
	const login = spawn(process.execPath, [program, 'login', ...places()], {stdio: ['pipe', 'ignore', 'inherit']});
	login.stdin.end(sandbox.loginToken);
	await once(login, 'exit');
}

async function show(home: string): Promise<string> {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	const child = pty.spawn(process.execPath, [program, ...places(), path.join(home, 'Pictures', '2026'), 'jotta:Pictures/2026'], {
		name: 'xterm-256color', cols: columns, rows, cwd: home, env: {PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color'},
	});
	child.onData(data => {
		terminal.write(data);
	});
	const exited = new Promise(resolve => {
		child.onExit(resolve);
	});
	const text = () => Array.from({length: rows}, (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '').join('\n');
	const waitFor = async (what: RegExp) => {
		for (let look = 0; !what.test(text()); look += 1) {
			if (look > 1500) {
				throw new Error(`The screen never showed ${String(what)}:\n${text()}`);
			}

			await sleep(20);
		}
	};

	await waitFor(/march\//v);
	await waitFor(/Pictures › 2026/v);
	child.write('\u{1B}[B\u{1B}[B \u{1B}[B '); // marks march/ and the first file
	await waitFor(/2 marked/v);
	child.write('\u{1B}[15~');
	await waitFor(/Copy /v);
	child.write('\r');
	await waitFor(/[1-9] done[\s\S]*sending[\s\S]*sending.*[4-7]\d%/v);
	const runs = Array.from({length: rows}, (_, row) => runsOf(terminal.buffer.active.getLine(row)!));
	console.log(text());
	child.kill('SIGHUP');
	await exited;
	return drawScreen(runs, {columns, title: 'jottafm: pictures on the disk at the left, Jottacloud at the right, a copy under way below'});
}

function runsOf(line: IBufferLine): readonly Run[] {
	const runs: Run[] = [];
	for (let column = 0; column < columns; column += 1) {
		const cell = line.getCell(column)!;
		if (cell.getWidth() === 0) {
			continue;
		}

		const run = runOf(cell, column);
		const last = runs.at(-1);
		if (last && looksOf(last) === looksOf(run)) {
			runs[runs.length - 1] = {...last, text: last.text + run.text, cells: last.cells + run.cells};
		} else {
			runs.push(run);
		}
	}

	return runs;
}

function runOf(cell: IBufferCell, column: number): Run {
	return {
		text: cell.getChars() === '' ? ' ' : cell.getChars(),
		column,
		cells: cell.getWidth(),
		foreground: cell.isFgPalette() ? cell.getFgColor() : undefined,
		background: cell.isBgPalette() ? cell.getBgColor() : undefined,
		isBold: cell.isBold() !== 0,
		isDim: cell.isDim() !== 0,
		isUnderlined: cell.isUnderline() !== 0,
		isInverse: cell.isInverse() !== 0,
	};
}

/** Wide characters stand by themselves: each is stretched to its own two cells. */
function looksOf({foreground, background, isBold, isDim, isUnderlined, isInverse, text, cells}: Run): string {
	return JSON.stringify([foreground, background, isBold, isDim, isUnderlined, isInverse, cells === text.length ? 1 : cells]);
}
