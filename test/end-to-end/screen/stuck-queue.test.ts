import {
	mkdir,
	readFile,
	readdir,
	rm,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {keys, moveCursorTo} from '../../support/program/app.ts';
import {openProgramOn} from '../../support/program/program-on-sandbox.ts';
import {startTestSandbox} from '../../support/sandbox.ts';
import {makeTree} from '../../support/trees.ts';

async function open() {
	const program = await openProgramOn(await startTestSandbox());
	await makeTree(program.folder, {'a.txt': 'a'});
	return {
		...program,
		async openCopying() {
			const terminal = program.openScreen([program.folder, 'jotta:']);
			await terminal.waitFor('a.txt');
			await moveCursorTo(terminal, 'a.txt');
			terminal.type(keys.F5);
			await terminal.waitFor('Copy a.txt');
			terminal.type(keys.Enter);
			return terminal;
		},
	};
}

describe('a screen whose transfers cannot go on', () => {
	it('says why no engine starts, and starts no more of them', async () => {
		const {config, openCopying} = await open();
		await mkdir(path.join(config, 'locks', 'engine.lock'), {recursive: true});

		const terminal = await openCopying();
		await terminal.waitFor('This file is no lock of jottafm');
		const starts = async () => (await readFile(path.join(config, 'engine.log'), 'utf8')).split('\n').filter(line => line.startsWith('engine:')).length;
		const before = await starts();
		terminal.type('t');
		await terminal.waitFor('[Active');

		expect([before, await starts()]).toEqual([3, 3]);
	});

	it('says that its queue was removed', async () => {
		const {config, folder, openScreen} = await open();
		const terminal = openScreen([folder, 'jotta:']);
		await terminal.waitFor('a.txt');

		await Promise.all((await readdir(config)).filter(name => name.startsWith('queue')).map(async name => rm(path.join(config, name))));

		await terminal.waitFor('The transfer queue was removed');
	});

	it('says at its start that the last queue was damaged', async () => {
		const {config, folder, openScreen} = await open();
		await writeFile(path.join(config, 'queue.sqlite'), 'this is no database');

		await openScreen([folder, 'jotta:']).waitFor('The transfer queue was damaged');
	});
});
