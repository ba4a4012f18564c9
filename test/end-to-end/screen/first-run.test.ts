import {mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	keys,
	messageLine,
	moveCursorTo,
	pane,
	startApp,
} from '../../support/program/app.ts';
import {jsonRows, openProgram} from '../../support/program/program.ts';
import {temporaryFolder} from '../../support/temp-files.ts';
import {makeTree, treeOf} from '../../support/trees.ts';

const sizes = [{columns: 80, rows: 24}, {columns: 200, rows: 50}] as const;

describe.each(sizes)('a first run on the sandbox at $columns×$rows', size => {
	it('copies a folder up and back, and the checksums agree', async () => {
		const home = await temporaryFolder();
		await makeTree(path.join(home, 'album'), {
			'a photo: "1"?.jpg': 'picture one', 'deeper/still/2.jpg': new Uint8Array(300_000).fill(7), 'deeper/empty.txt': '', 'notater_høst.txt': 'epler',
		});
		await mkdir(path.join(home, 'returned'));
		const terminal = startApp(home, size);
		await terminal.waitFor(() => pane(terminal, 'left').includes('album') && pane(terminal, 'right').includes('Documents'));

		await moveCursorTo(terminal, 'album');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy album/');
		terminal.type(keys.Enter);
		await terminal.waitFor(() => pane(terminal, 'right').includes('album/'));
		await terminal.waitFor(() => messageLine(terminal).includes('7 items copied.'));

		await moveCursorTo(terminal, 'returned');
		terminal.type(keys.Enter);
		await terminal.waitFor('returned ─');
		terminal.type(keys.Tab);
		await moveCursorTo(terminal, 'album');
		terminal.type(keys.F5);
		await terminal.waitFor('Copy album/');
		terminal.type(keys.Enter);
		await terminal.waitFor(() => pane(terminal, 'left').includes('album/'));
		await terminal.waitFor(() => messageLine(terminal).includes('7 items copied.'));

		expect(await treeOf(path.join(home, 'returned', 'album'))).toEqual(await treeOf(path.join(home, 'album')));
		terminal.type(keys.F10);
		expect(await terminal.exited).toBe(0);
		expect(terminal.isAlternate()).toBe(false);
	});
});

const sandboxFolders = async (temporary: string) => (await readdir(temporary)).filter(name => name.startsWith('jottafm-sandbox-'));

describe('the sandbox account', () => {
	it('leaves nothing behind, even when the terminal is closed', async () => {
		const home = await temporaryFolder();
		const temporary = await temporaryFolder();
		const terminal = startApp(home, {columns: 80, rows: 24}, {env: {TMPDIR: temporary}});
		await terminal.waitFor('Documents');
		expect(await sandboxFolders(temporary)).toHaveLength(1);

		terminal.kill('SIGHUP');
		await terminal.exited;

		expect(await sandboxFolders(temporary)).toEqual([]);
	});

	it.each([['jotta', 'sandbox'], ['sandbox', 'sandbox2']])('opens again and again in a configuration of the person, beside their account %s', async (theirs, name) => {
		const {config, ready, run} = await openProgram();
		await run(['login', theirs], {input: ready.loginToken});
		for (const time of ['first', 'second']) {
			const terminal = startApp(await temporaryFolder(), {columns: 80, rows: 24}, {args: ['--sandbox', '--config-dir', config]});
			await terminal.waitFor(() => pane(terminal, 'right').includes('Documents'));
			terminal.type(keys.F10);
			expect([time, await terminal.exited]).toEqual([time, 0]);
		}

		expect(jsonRows(await run(['accounts', '--json'])).map(({account}) => account)).toEqual([theirs, name]);
		expect((await run(['ls', `${theirs}:`])).status).toBe(0);
	});
});
