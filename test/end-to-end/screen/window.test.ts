import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {
	describe,
	expect,
	it,
	onTestFinished,
} from 'vitest';
import {
	keys,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {programFile} from '../../support/program/program.ts';
import {openTerminal, type Terminal} from '../../support/program/terminal.ts';

/** Bytes that a step of the cursor costs, on average. */
async function bytesOfStep(terminal: Terminal, times: number): Promise<number> {
	await terminal.wholeFrame();
	const before = terminal.bytesWritten();
	for (let step = 0; step < times; step += 1) {
		const under = cursorRow(terminal);
		terminal.type(keys.Down);
		await terminal.waitFor(() => cursorRow(terminal) !== under);
		await terminal.wholeFrame();
	}

	return (terminal.bytesWritten() - before) / times;
}

const cursorRow = (terminal: Terminal) => terminal.inverse().find(({text}) => text.length >= 10)?.text;

describe('a terminal', () => {
	it('that does not know its size gets a screen of 80×24', async () => {
		const terminal = openTerminal({
			file: 'sh', args: ['-c', 'stty cols 0 rows 0; exec "$0" "$@"', process.execPath, programFile, '--sandbox'], cwd: await temporaryFolder(),
		});
		onTestFinished(async () => {
			terminal.kill('SIGHUP');
			await terminal.exited;
		});

		await terminal.waitFor('Documents');
		await terminal.waitFor('10Quit');

		expect(terminal.screen().findIndex(row => row.includes('10Quit'))).toBe(23);
	});

	it('that understands only lines is not drawn on', async () => {
		const terminal = openTerminal({file: 'sh', args: ['-c', 'TERM=dumb exec "$0" "$@"', process.execPath, programFile, '--sandbox'], cwd: await temporaryFolder()});

		expect(await terminal.exited).toBe(2);
		expect(terminal.raw()).toBe('jottafm: This terminal says that nothing can be drawn on it (TERM=dumb). Set TERM to what it is, or use the commands: jottafm --help\r\n');
	});
});

describe('a slow line', () => {
	it('gets at most 300 bytes for a step of the cursor at 200×50 in a folder of 5,000, and 2,000 when a list with MD5s scrolls', async () => {
		const home = await temporaryFolder();
		const terminal = startApp(home, {columns: 200, rows: 50});
		await terminal.waitFor('Sensor logs');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'Sensor logs');
		terminal.type(keys.Enter);
		await terminal.waitFor('5,000 items');

		const step = await bytesOfStep(terminal, 10);
		const under = cursorRow(terminal);
		terminal.type(keys.PageDown);
		await terminal.waitFor(() => cursorRow(terminal) !== under);
		const scroll = await bytesOfStep(terminal, 5);

		expect(step).toBeLessThanOrEqual(300);
		expect(scroll).toBeLessThanOrEqual(2000);
	});
});

describe('the colours of folders', () => {
	it.each([
		{env: {COLORFGBG: '0;15'}, expected: true},
		{env: {COLORFGBG: '15;0'}, expected: false},
		{env: {COLORFGBG: '0;15', NO_COLOR: '1'}, expected: false},
	])('are those for a light background only where the environment says so: $env', async ({env, expected}) => {
		const terminal = startApp(await temporaryFolder(), {columns: 80, rows: 24}, {env});

		await terminal.waitFor('Documents/');

		expect(terminal.raw().includes('38;5;25m')).toBe(expected);
	});
});

describe('a window', () => {
	it('that shrinks shows one pane, then one line, and comes back as it was', async () => {
		const home = await temporaryFolder();
		await writeFile(path.join(home, 'mine.txt'), 'mine');
		const terminal = startApp(home, {columns: 80, rows: 24});
		await terminal.waitFor(text => text.includes('5 items ─') && text.includes('of 5.00 TB') && text.includes('free'));
		const picture = (text: string) => text.split('\n').map(row => row.trimEnd().replace(/[\d.]+G free ─*/v, 'free'));
		const before = picture(terminal.text());

		terminal.resize(30, 8);
		await terminal.waitFor(text => text.includes('left:') && text.includes('mine.txt') && !text.includes('Documents'));
		terminal.type(keys.Tab);
		await terminal.waitFor(text => text.includes('right:') && text.includes('Documents'));
		terminal.resize(15, 4);
		await terminal.waitFor('too small');
		terminal.type(keys.Tab);
		terminal.resize(80, 24);

		await terminal.waitFor(text => text.includes('Documents') && text.includes('mine.txt'));
		await expect.poll(() => picture(terminal.text())).toEqual(before);
	});

	it('of 30×8 from the start works, and q leaves it', async () => {
		const terminal = startApp(await temporaryFolder(), {columns: 30, rows: 8});
		await terminal.waitFor('left:');

		terminal.type('q');

		expect(await terminal.exited).toBe(0);
	});
});

describe('a folder that is deleted while it is shown', () => {
	it('gives way to its parent, and the message says so', async () => {
		const home = await temporaryFolder();
		await mkdir(path.join(home, 'short-lived', 'inner'), {recursive: true});
		const terminal = startApp(home, {columns: 80, rows: 24});
		await terminal.waitFor('short-lived');
		await moveCursorTo(terminal, 'short-lived');
		terminal.type(keys.Enter);
		await terminal.waitFor('inner/');

		await rm(path.join(home, 'short-lived'), {recursive: true});
		terminal.type('\u{12}');

		await terminal.waitFor('The folder short-lived is gone');
		expect(pane(terminal, 'left')).not.toContain('inner');
	});
});
