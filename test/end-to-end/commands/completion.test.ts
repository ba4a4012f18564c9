import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {Shell} from '../../../source/commands/completion.ts';
import {openProgram, programFile} from '../../support/program/program.ts';
import {installedShells, openShell} from '../../support/program/shell.ts';

/** A shell with jottafm on its path, signed in, and the completions loaded. */
async function openSignedIn(shell: Shell) {
	const {run, folder, config, ready} = await openProgram({isSignedIn: true});
	await run(['mkdir', 'jotta:Pictures/2026', 'jotta:cq']);
	await run(['cp', '-', 'jotta:Pictures/my file.txt'], {input: 'x'});
	await run(['cp', '-', 'jotta:cq/$(touch pwn).txt'], {input: 'it is text'});
	await writeFile(path.join(folder, 'local-file.txt'), '');
	return openShell(shell, {
		folder,
		completions: (await run(['completion', shell])).out,
		jottafm: `word=$1; shift\nexec '${process.execPath}' '${programFile}' "$word" --config-dir '${config}' --server '${ready.url}' "$@"`,
	});
}

const completed: Readonly<Record<string, string>> = {
	'jottafm tra': 'jottafm trash',
	'jottafm trash res': 'jottafm trash restore',
	'jottafm ls --lo': 'jottafm ls --long',
	'jottafm config set hard': 'jottafm config set hard_delete',
	'jottafm ls jo': 'jottafm ls jotta:',
	'jottafm ls jotta:Pictures/2': 'jottafm ls jotta:Pictures/2026/',
	'jottafm cat jotta:Pictures/my': String.raw`jottafm cat jotta:Pictures/my\ file.txt`,
	'jottafm cp loc': 'jottafm cp local-file.txt',
	'jottafm cp \'loc': 'jottafm cp \'local-file.txt\'',
	'jottafm logout jo': 'jottafm logout jotta',
	'jottafm jotta:Pic': 'jottafm jotta:Pictures/',
	'jottafm cp "jotta:Pictures/my fi': 'jottafm cp "jotta:Pictures/my file.txt"',
};

describe('Tab', () => {
	it.each(installedShells)('completes commands, options, settings, accounts, files and places in the cloud in %s', async shell => {
		const terminal = await openSignedIn(shell);

		for (const [typed, expected] of Object.entries(completed)) {
			terminal.type(`${typed}\t`);
			await terminal.waitFor(expected);
			terminal.type('\u{15}'); // the line away
			await terminal.waitFor(text => !text.includes('jottafm '));
		}

		terminal.kill();
		await terminal.exited;
		expect(terminal.raw()).not.toMatch(/syntax error|command not found/iv);
	});

	it.each(installedShells)('and Enter read a file in %s whose name is a command', async shell => {
		const terminal = await openSignedIn(shell);

		for (const beginning of ['', '"', '\'']) {
			terminal.type(`clear; jottafm cat ${beginning}jotta:cq/\t\r`);
			await terminal.waitFor('it is text');
			terminal.type('clear\r');
			await terminal.waitFor(text => !text.includes('it is text'));
		}

		expect(await readdir(terminal.folder)).not.toContain('pwn');
	});
});
