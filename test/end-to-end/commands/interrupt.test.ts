import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {openProgram, programFile, type Program} from '../../support/program/program.ts';
import {openTerminal} from '../../support/program/terminal.ts';
import {queueFileAt} from '../../support/queue-file.ts';
import {makeTree, mixedFiles} from '../../support/trees.ts';

const setFaults = async ({ready}: Program, body: string) => fetch(`${ready.url}/sandbox/faults`, {method: 'POST', body});

/** Whether somebody still catches Ctrl-C there. */
async function catchesInterrupt(pid: number): Promise<boolean> {
	const caught = /SigCgt:\s+(?<mask>[\da-f]+)/v.exec(await readFile(`/proc/${pid}/status`, 'utf8'))!.groups!.mask!;
	return (Number.parseInt(caught.at(-1)!, 16) & 0b10) !== 0; // eslint-disable-line no-bitwise -- SIGINT is the second of a mask
}

function openCommand({folder, config, ready}: Program, [name, ...words]: readonly [string, ...string[]]) {
	return openTerminal({
		args: [programFile, name, '--config-dir', config, '--server', ready.url, ...words], cwd: folder, env: {HOME: folder},
	});
}

async function openCopying(program: Program) {
	const tree = path.join(program.folder, 'tree');
	await makeTree(tree, mixedFiles(200));
	const terminal = openCommand(program, ['cp', tree, 'jotta:up']);
	await terminal.waitFor(text => /\d+ of \d+\+? done/v.test(text));
	return terminal;
}

describe('an interrupted cp', () => {
	it.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('cancels its own job and no other at %s, and asks nothing', async signal => {
		const program = await openProgram({isSignedIn: true, latency: 300});
		await writeFile(path.join(program.folder, 'other.txt'), 'other');
		const terminal = await openCopying(program);
		await program.run(['cp', '--detach', path.join(program.folder, 'other.txt'), 'jotta:']);

		process.kill(terminal.pid, signal);

		expect(await terminal.exited).toBe(130);
		expect(terminal.text()).not.toContain('?');
		await expect.poll(async () => (await program.run(['ls', 'jotta:other.txt'])).status).toBe(0);
	});

	it('ends with 130 however often Ctrl-C is pressed', async () => {
		const terminal = await openCopying(await openProgram({isSignedIn: true, latency: 300}));

		terminal.type('\u{3}\u{3}');

		expect(await terminal.exited).toBe(130);
	});

	it.skipIf(process.platform !== 'linux')('stops at once at the second Ctrl-C, when the clean end is held up', async () => {
		const program = await openProgram({isSignedIn: true, latency: 300});
		const terminal = await openCopying(program);
		const unlock = queueFileAt({directories: {database: path.join(program.config, 'queue.sqlite')}}).lock(); // nobody can write that the job is cancelled

		terminal.type('\u{3}');
		await expect.poll(async () => catchesInterrupt(terminal.pid)).toBe(false);
		terminal.type('\u{3}');
		const status = await terminal.exited;
		unlock();

		expect(status).toBe(130);
		expect(terminal.text()).not.toContain('Cancelled');
	});
});

const commands = [
	['places'],
	['about'],
	['ls', '-R', 'jotta:'],
	['cat', 'jotta:a'],
	['cp', '/etc/hostname', 'jotta:a/b'],
	['mv', 'jotta:a', 'jotta:b'],
	['mkdir', 'jotta:a'],
	['rm', 'jotta:a'],
	['touch', 'jotta:a'],
	['trash', 'ls'],
	['versions', 'jotta:a'],
	['link', 'jotta:a'],
	['doctor'],
];

/** Presses Ctrl-C once a command has said that it waits. */
async function interruptWaiting(words: readonly string[], {config, ready}: Program): Promise<{readonly status: number; readonly err: string}> {
	const child = spawn(process.execPath, [programFile, ...words, '-v', '--config-dir', config, '--server', ready.url], {stdio: ['ignore', 'ignore', 'pipe']});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	let err = '';
	let isInterrupted = false;
	child.stderr.on('data', chunk => {
		err += String(chunk);
		if (!isInterrupted && err.includes('waiting for an answer')) {
			isInterrupted = child.kill('SIGINT');
		}
	});
	const [status] = await once(child, 'close') as [number];
	return {status, err};
}

describe('a service that takes a request and does not answer', () => {
	const hanging = 'ANY * stall=600000';

	it('is named on a terminal after a while, and Ctrl-C ends it', async () => {
		const program = await openProgram({isSignedIn: true});
		await setFaults(program, hanging);
		const terminal = openCommand(program, ['ls', 'jotta:Pictures']);

		await terminal.waitFor('Waiting for Jottacloud to answer: Pictures');
		terminal.type('\u{3}');

		expect(await terminal.exited).toBe(130);
		expect(terminal.text()).not.toContain('Waiting');
	});

	it.each([
		['cat', 'jotta:Documents/Welcome.txt'],
		['ls', '-R', 'jotta:'],
	])('is named when it stops in the middle of %s, too', async (...words: [string, ...string[]]) => {
		const program = await openProgram({isSignedIn: true});
		const file = path.join(program.folder, 'Welcome.txt');
		await writeFile(file, 'Welcome to a file that stops in the middle');
		expect((await program.run(['cp', file, 'jotta:Documents/Welcome.txt'])).status).toBe(0);
		await setFaults(program, 'GET *mode=* stall=600000 stall-at=10');
		const terminal = openCommand(program, words);

		await terminal.waitFor(text => text.includes('Waiting for Jottacloud to answer: '));
		terminal.type('\u{3}');

		expect(await terminal.exited).toBe(130);
		expect(terminal.text()).not.toContain('Waiting');
	});

	it('lets every command be interrupted, and -v says what is waited for', async () => {
		const program = await openProgram({isSignedIn: true});
		await setFaults(program, hanging);

		const ends = await Promise.all(commands.map(async words => interruptWaiting(words, program)));

		for (const [index, {status, err}] of ends.entries()) {
			expect({status, err}, commands[index]!.join(' ')).toEqual({status: 130, err: expect.stringMatching(/^waiting for an answer: .+$/mv) as string});
		}
	});
});

describe('a move that was brought to its end after its command was killed', () => {
	it('is told as done to who gives the command again, and only then its source as gone', async () => {
		const program = await openProgram({isSignedIn: true});
		const tree = path.join(program.folder, 'tree');
		await makeTree(tree, mixedFiles(20));
		await program.run(['mv', '--detach', tree, 'jotta:moved']);
		await expect.poll(async () => (await program.run(['queue', '--json'])).out.includes('"waiting"') || existsSync(tree), {interval: 200}).toBe(false);

		const again = await program.run(['mv', tree, 'jotta:moved']);
		const later = await program.run(['mv', tree, 'jotta:moved']);

		expect(again).toMatchObject({status: 0, err: expect.stringMatching(/\d+ items done/v) as string});
		expect(later).toMatchObject({status: 4, err: expect.stringContaining('Not found') as string});
	});
});
