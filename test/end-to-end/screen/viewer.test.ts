import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {keys, messageLine, startApp} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

it('the viewer finds a text far down in a file, and says where there is none', async () => {
	const home = await temporaryFolder();
	const folder = path.join(home, 'here');
	await mkdir(folder);
	await writeFile(path.join(folder, 'large.log'), `${'a line of the log\n'.repeat(300_000)}the Nåla is here\n${'and on\n'.repeat(200_000)}`);
	const terminal = startApp(home, {columns: 80, rows: 24}, {args: ['--sandbox', folder, 'jotta:']});
	await terminal.waitFor('large.log');
	terminal.type(keys.Down);
	terminal.type(keys.F3);
	await terminal.waitFor('a line of the log');

	terminal.type(`/nåla${keys.Enter}`);
	await terminal.waitFor('the Nåla is here');
	terminal.type('n');
	await terminal.waitFor(() => messageLine(terminal).includes('“nåla” is not found below.'));

	expect(terminal.screen()[1]).toContain('the Nåla is here');
});
