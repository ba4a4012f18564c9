import {access, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {describe, expect, it} from 'vitest';
import {keys, startApp} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import type {Terminal} from '../../support/program/terminal.ts';

/** Waits for lines one after the other, as they are heard. */
function listenTo(terminal: Terminal): (text: string) => Promise<void> {
	let from = 0;
	const find = (text: string) => stripVTControlCharacters(terminal.raw()).indexOf(`\n${text}`, from);
	return async text => {
		await terminal.waitFor(() => find(text) !== -1);
		from = find(text) + text.length;
	};
}

describe('a screen reader', () => {
	it('is told all that a walk, a copy and a dialog need', async () => {
		const home = await temporaryFolder();
		await writeFile(path.join(home, 'zebra.txt'), 'stripes');
		const terminal = startApp(home, {columns: 80, rows: 24}, {env: {INK_SCREEN_READER: 'true'}});
		const hears = listenTo(terminal);

		await hears('Left pane: ~');
		await hears('1 item');
		await hears('up to the folder above');
		terminal.type(keys.Down);
		await hears('zebra.txt, 7 bytes');

		terminal.type(keys.F5);
		await hears('Copy zebra.txt');
		await hears('Enter adds it to the queue');
		terminal.type(keys.Enter);
		await hears('1 item copied.');

		terminal.type(keys.Tab);
		await hears('Right pane: Jotta / Archive');
		terminal.type(keys.End);
		await hears('zebra.txt, 7 bytes');

		terminal.type(keys.Tab);
		await hears('Left pane: ~');
		await hears('zebra.txt, 7 bytes');
		terminal.type('d');
		await hears('Delete for good?');
		await hears('y: Yes, delete for good');
		await hears('Enter takes No, keep');
		terminal.type('y');
		await hears('zebra.txt deleted for good.');

		await expect(access(path.join(home, 'zebra.txt'))).rejects.toThrow('ENOENT');
		terminal.type('q');
		expect(await terminal.exited).toBe(0);
		expect(terminal.raw()).not.toContain('\u{1B}[?1049h');
		expect(terminal.raw()).not.toContain('\u{1B}[2J');
	});

	it('is told the steps of the sign-in', async () => {
		const config = await temporaryFolder();
		await writeFile(path.join(config, 'settings.json'), JSON.stringify({screen_reader: true}));
		const terminal = startApp(await temporaryFolder(), {columns: 80, rows: 24}, {args: ['--config-dir', config]});
		const hears = listenTo(terminal);

		await terminal.waitFor('Sign in: How do you sign in?');
		await hears('Enter takes Personal login token');
		terminal.type(keys.Down);
		await hears('Enter takes Through the browser.');
		terminal.type(keys.Down);
		await hears('Enter takes User name and password.');
		terminal.type(keys.Enter);
		await hears('Sign in: User name and password');
		terminal.type('per');
		await hears('User name   per');
		expect(terminal.isAlternate()).toBe(false);
	});
});
