import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {pane, startApp} from '../../support/program/app.ts';
import {temporaryFolder} from '../../support/temp-files.ts';

it('shows what other programs do in a folder of this disk', async () => {
	const home = await temporaryFolder();
	const row = (name: string) => pane(terminal, 'left').split('\n').find(line => line.includes(name)) ?? '';
	await writeFile(join(home, 'grows.txt'), 'a');
	await writeFile(join(home, 'goes.txt'), 'a');
	const terminal = startApp(home, {columns: 80, rows: 24});
	await terminal.waitFor('online');
	await terminal.waitFor(() => row('goes.txt') !== '');

	await writeFile(join(home, 'grows.txt'), 'a'.repeat(777));
	await writeFile(join(home, 'new.txt'), 'a'.repeat(555));
	await rm(join(home, 'goes.txt'));

	await terminal.waitFor(() => row('grows.txt').includes('777') && row('new.txt').includes('555') && row('goes.txt') === '');
	terminal.type('q');
	expect(await terminal.exited).toBe(0);
});
