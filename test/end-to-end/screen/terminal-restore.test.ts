import {spawn, spawnSync} from 'node:child_process';
import {
	mkdir,
	readFile,
	readlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {resolveDirectories} from '../../../source/settings/directories.ts';
import {keys} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {openTerminal, type Terminal} from '../../support/program/terminal.ts';

const outputOf = async (file: string, ...args: readonly string[]) => text(spawn(file, args).stdout);
const program = path.resolve('dist/cli.js');

/** What the terminal was told last of each private mode: `{25: 'h'}` shows the cursor. */
function modesOf(raw: string): Readonly<Record<string, string>> {
	return Object.fromEntries([...raw.matchAll(/\[\?(?<mode>\d+)(?<state>[hl])/gv)].map(({groups}) => [groups!.mode!, groups!.state!]));
}

/** Alternate screen, paste, mouse and focus off; cursor and wrapping on; no update left open. */
function expectGivenBack(terminal: Terminal): void {
	expect(modesOf(terminal.raw())).toMatchObject({
		7: 'h', 25: 'h', 1000: 'l', 1006: 'l', 1049: 'l', 2004: 'l', 2026: 'l',
	});
	expect(Object.entries(modesOf(terminal.raw())).filter(([mode, state]) => state === 'h' && mode !== '7' && mode !== '25')).toEqual([]);
	expect(terminal.raw()).not.toMatch(/\[[=>]\d*u/v); // kitty's keys were never asked for
	expect(terminal.isAlternate()).toBe(false);
}

/** A shell with job control, in a home with one file; `stty` is the terminal's settings, `job` what the shell runs. */
async function startInShell(): Promise<{readonly terminal: Terminal; readonly stty: () => Promise<string>; readonly job: () => Promise<number>}> {
	const home = await temporaryFolder();
	await writeFile(path.join(home, 'mine.txt'), 'mine');
	const terminal = openTerminal({
		file: '/bin/bash', args: ['--norc', '--noediting', '-i'], cwd: home, env: {HOME: home, PS1: 'ready> ', NODE: process.execPath},
	});
	onTestFinished(async () => {
		terminal.kill();
		await terminal.exited;
	});
	await terminal.waitFor('ready> ');
	const device = await readlink(`/proc/${terminal.pid}/fd/0`);
	return {
		terminal,
		stty: async () => outputOf('stty', '-F', device, '-g'),
		job: async () => Number(await outputOf('ps', '-o', 'pid=', '--ppid', String(terminal.pid))),
	};
}

/** Loaded before the program: what the panes draw their rules with fails from the signal on, and a key asks for a frame. */
const breaksDrawing = `
	process.on('SIGURG', () => {
		const {repeat} = String.prototype;
		String.prototype.repeat = function (count) {
			if (new Error('where').stack.includes('at Browser')) {
				throw new Error('a test broke the drawing');
			}

			return repeat.call(this, count);
		};
		process.stdin.emit('data', Buffer.from('j'));
	});
`;

/** One sentence with what broke and the log's name; gives what stands in there. */
async function expectSaid(terminal: Terminal, what: string): Promise<string> {
	const said = terminal.text().replaceAll('\n', '');
	expect(said).toContain(`jottafm: Something broke inside jottafm (${what}).`);
	const log = await readFile(/is in (?<file>\/.*?engine\.log)/v.exec(said)!.groups!.file!, 'utf8');
	expect(log).toContain(what);
	return log;
}

const command = `"$NODE" ${program} --sandbox; echo "left with $?"\r`;
/** The disk is not this test’s alone. */
const withoutFree = (screen: string) => screen.replaceAll(/[\d.]+\w free ─*/gv, 'free');
const isShown = (screen: string) => screen.includes('mine.txt') && screen.includes('Documents');

describe.skipIf(process.platform !== 'linux')('the terminal', () => {
	it.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130], ['SIGQUIT', 131], ['SIGUSR1', 138], ['SIGUSR2', 140], ['SIGALRM', 142], ['SIGABRT', 134]] as const)('is given back after %s, with status %i', async (signal, status) => {
		const {terminal, stty, job} = await startInShell();
		const before = await stty();
		terminal.type(command);
		await terminal.waitFor(isShown);
		expect(await stty()).not.toBe(before);

		process.kill(await job(), signal);

		await terminal.waitFor(`left with ${status}`);
		expectGivenBack(terminal);
		expect(await stty()).toBe(before);
	});

	it('is given back after Ctrl-Z, taken again by fg with the same picture, and given back after q', async () => {
		const {terminal, stty} = await startInShell();
		const before = await stty();
		terminal.type(command.split(';', 1)[0]! + '\r');
		await terminal.waitFor(screen => ['of 5.00 TB', 'free', '5 items ─', 'No transfers'].every(words => isShown(screen) && screen.includes(words)));
		await terminal.wholeFrame();
		const picture = withoutFree(terminal.text());
		const taken = await stty();

		terminal.type('\u{1A}');
		await terminal.waitFor('Stopped');
		expectGivenBack(terminal);
		expect(await stty()).toBe(before);
		terminal.type('fg\r');
		await expect.poll(() => withoutFree(terminal.text())).toBe(picture);

		expect(terminal.isAlternate()).toBe(true);
		expect(await stty()).toBe(taken);
		terminal.type(keys.Down);
		terminal.type('q');
		await terminal.waitFor(() => !terminal.isAlternate());
		terminal.type('echo "left with $?"\r');
		await terminal.waitFor('left with 0');
		expectGivenBack(terminal);
		expect(await stty()).toBe(before);
	});

	it('is given back by Ctrl-Z with the mouse on, and taken in the size that the window has by then', async () => {
		const {terminal} = await startInShell();
		const config = path.join(await readlink(`/proc/${terminal.pid}/cwd`), 'config');
		const {settings} = resolveDirectories(config);
		await mkdir(path.dirname(settings), {recursive: true});
		await writeFile(settings, JSON.stringify({mouse: true}));
		terminal.type(`"$NODE" ${program} --sandbox --config-dir ${config}\r`);
		await terminal.waitFor(isShown);
		expect(modesOf(terminal.raw())).toMatchObject({1000: 'h', 1006: 'h'});

		terminal.type('\u{1A}');
		await terminal.waitFor('Stopped');
		expectGivenBack(terminal);
		terminal.resize(120, 30);
		terminal.type('fg\r');

		await terminal.waitFor(screen => isShown(screen) && (screen.split('\n', 30)[29] ?? '').includes('10Quit'));
		expect(modesOf(terminal.raw())).toMatchObject({1000: 'h', 1006: 'h', 1049: 'h'});
	});

	it.each([
		['in the panes', '--sandbox', isShown],
		['in the sign-in', '--config-dir config', (screen: string) => screen.includes('How do you sign in')],
	] as const)('is given back when something breaks %s, and where that is written is said below', async (_, args, isThere) => {
		const {terminal, stty, job} = await startInShell();
		const before = await stty();
		const home = await readlink(`/proc/${terminal.pid}/cwd`);
		await writeFile(path.join(home, 'break.mjs'), 'process.once("SIGURG", () => { throw new Error("a test broke it"); });');
		terminal.type(`"$NODE" --import ./break.mjs ${program} ${args}; echo "left with $?"\r`);
		await terminal.waitFor(isThere);

		process.kill(await job(), 'SIGURG');

		await terminal.waitFor(/left with 1\s/v);
		expectGivenBack(terminal);
		expect(await stty()).toBe(before);
		await expectSaid(terminal, 'a test broke it');
	});

	it('is given back when a frame cannot be drawn', async () => {
		const {terminal, stty, job} = await startInShell();
		const before = await stty();
		await writeFile(path.join(await readlink(`/proc/${terminal.pid}/cwd`), 'break.mjs'), breaksDrawing);
		terminal.type(command.replace('"$NODE"', '"$NODE" --import ./break.mjs'));
		await terminal.waitFor(isShown);

		process.kill(await job(), 'SIGURG');

		await terminal.waitFor(/left with 1\s/v);
		expectGivenBack(terminal);
		expect(await stty()).toBe(before);
		expect(await expectSaid(terminal, 'a test broke the drawing')).toMatch(/at Browser/v);
	});
});

const hasTmux = spawnSync('tmux', ['-V']).status === 0;

describe.skipIf(!hasTmux)('a terminal that goes away', () => {
	it('ends the program, also where the signal for it goes to another process', async () => {
		const home = await temporaryFolder();
		const status = path.join(home, 'status');
		const tmux = async (...args: readonly string[]) => outputOf('tmux', '-S', path.join(home, 'socket'), '-f', '/dev/null', ...args);
		await tmux('new-session', '-d', '-c', home, `trap '' HUP; '${process.execPath}' ${program} --sandbox; echo "left with $?" > '${status}'`);
		await expect.poll(async () => tmux('capture-pane', '-p')).toContain('Documents');

		await tmux('kill-server');

		await expect.poll(async () => readFile(status, 'utf8').catch(() => '')).toMatch(/^left with \d+\n$/v);
	});
});
