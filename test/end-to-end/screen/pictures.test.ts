import type {Buffer} from 'node:buffer';
import {cp, writeFile} from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import {describe, expect, it} from 'vitest';
import {keys, moveCursorTo, startApp} from '../../support/program/app.ts';
import {photo, png} from '../../support/pictures.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import type {Terminal} from '../../support/program/terminal.ts';
import {until} from '../../support/drive.ts';

const size = {columns: 80, rows: 24};
const kitty = {KITTY_WINDOW_ID: '1'}; // TERM is the test terminal’s
const iterm = {TERM_PROGRAM: 'iTerm.app'};

/** The program in a folder with one file, which is opened in the viewer. */
async function openViewer(content: Buffer, env: Readonly<Record<string, string>>, dist = 'dist'): Promise<Terminal> {
	const home = await temporaryFolder();
	await writeFile(path.join(home, 'shot'), content);
	const terminal = startApp(home, size, {env, dist});
	await terminal.waitFor(text => text.includes('shot') && text.includes('Documents/'));
	await moveCursorTo(terminal, 'shot');
	terminal.type(keys.F3);
	await terminal.waitFor(' picture, ');
	return terminal;
}

const times = (terminal: Terminal, what: string) => terminal.raw().split(what).length - 1;
const appears = async (terminal: Terminal, what: string, often = 1) => until(() => times(terminal, what) === often);

describe('a picture in the viewer', () => {
	it('goes to kitty once, is out of the way of boxes, and gone with the viewer', async () => {
		const terminal = await openViewer(png(1920, 1080), kitty);
		const transmitted = '\u{1B}_Ga=t,f=100,';
		const placed = '\u{1B}_Ga=p,';
		const removed = '\u{1B}_Ga=d,d=i,';
		await appears(terminal, placed);
		expect(terminal.text()).toContain('PNG picture, 1920×1080, 24 bits a pixel');

		terminal.type(keys.F1);
		await terminal.waitFor('┌─ Keys');
		await appears(terminal, removed);
		terminal.type(keys.Esc);
		await appears(terminal, placed, 2);
		terminal.type(keys.Esc);
		await terminal.waitFor('Documents/');
		await appears(terminal, removed, 2);

		expect(times(terminal, transmitted)).toBe(1);
		expect(times(terminal, placed)).toBe(2);
	});

	it('costs nothing when a key that does nothing to it is pressed, and the panes cost what they did', async () => {
		const terminal = await openViewer(png(1920, 1080), kitty);
		await appears(terminal, '\u{1B}_Ga=p,');
		const before = terminal.bytesWritten();
		terminal.type('jG ');
		terminal.type(keys.Esc);
		await terminal.waitFor('Documents/');
		await appears(terminal, '\u{1B}_Ga=d,d=i,');
		await terminal.wholeFrame();

		expect(terminal.bytesWritten() - before).toBeLessThan(5000); // the panes, once
		const atRest = terminal.bytesWritten();
		terminal.type(keys.Up);
		await until(() => terminal.bytesWritten() > atRest);
		await terminal.wholeFrame();
		expect(terminal.bytesWritten() - atRest).toBeLessThan(500);
	});

	it('moves with the window, and leaves with the program', async () => {
		const terminal = await openViewer(png(1920, 1080), kitty);
		await appears(terminal, '\u{1B}_Ga=p,');

		terminal.resize(120, 40);
		await appears(terminal, '\u{1B}_Ga=p,', 2);
		terminal.kill('SIGTERM');
		await terminal.exited;

		const ending = terminal.raw().split('\u{1B}_Ga=d,d=I,', 2)[1];
		expect(ending).toContain('\u{1B}[?1049l');
	});

	it('goes to iTerm2 as the file is, and the cells are painted again when it goes', async () => {
		const content = photo({width: 4000, height: 3000, taken: '2026:04:12 14:03:11'});
		const terminal = await openViewer(content, iterm);
		await appears(terminal, content.toString('base64'));
		expect(terminal.text()).toContain('JPEG picture, 4000×3000, 24 bits a pixel, taken 2026-04-12 14:03');
		const wiped = times(terminal, '\u{1B}[2J');

		terminal.type(keys.Esc);
		await terminal.waitFor('Documents/');

		expect(times(terminal, ']1337;')).toBe(1);
		await appears(terminal, '\u{1B}[2J', wiped + 1);
	});

	it('goes through the line as large as it is shown, however large its file is', async () => {
		const content = await sharp({
			create: {
				width: 4000, height: 3000, channels: 3, background: 'teal', noise: {type: 'gaussian', mean: 128, sigma: 20},
			},
		}).jpeg().toBuffer();
		const terminal = await openViewer(content, kitty);
		await appears(terminal, '\u{1B}_Ga=p,');

		expect(terminal.text()).toContain('JPEG picture, 4000×3000');
		expect(content.length).toBeGreaterThan(2_000_000);
		expect(terminal.bytesWritten()).toBeLessThan(600_000);
	});

	it('is, without a decoder, the camera’s small one where it is large, and whole when asked for', async () => {
		const alone = await temporaryFolder(); // no modules beside it
		await cp('dist', alone, {recursive: true});
		const thumbnail = photo({width: 160, height: 120});
		const content = photo({
			width: 4000, height: 3000, thumbnail, size: 700_000,
		});
		const terminal = await openViewer(content, iterm, alone);
		await appears(terminal, thumbnail.toString('base64'));
		await terminal.waitFor('v shows it: 700 kB go through the line.');
		expect(terminal.bytesWritten()).toBeLessThan(100_000);

		terminal.type('v');

		await appears(terminal, content.toString('base64'));
		await terminal.waitFor(text => !text.includes('v shows it'));
	});

	it.each([['another terminal', {}], ['tmux', {...kitty, TMUX: '/tmp/tmux,1,0'}]])('is what is known of it in %s, without a byte more', async (_, env) => {
		const terminal = await openViewer(png(1920, 1080), env);
		await terminal.waitFor('not known to show pictures');
		terminal.type('v');
		terminal.type(keys.Esc);
		await terminal.waitFor('Documents/');
		terminal.kill('SIGTERM');
		await terminal.exited;

		expect(terminal.raw()).not.toContain('\u{1B}_G');
		expect(terminal.raw()).not.toContain(']1337');
	});
});
