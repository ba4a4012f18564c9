import {execFileSync} from 'node:child_process';
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {shells, type Shell} from '../../../source/commands/completion.ts';
import {openProgram, programFile} from '../../support/program/program.ts';
import {openTerminal} from '../../support/program/terminal.ts';

function isInstalled(shell: Shell): boolean {
	try {
		execFileSync(shell, ['-c', 'true'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

const starts: Readonly<Record<Shell, {readonly args: readonly string[]; readonly load: (script: string) => string}>> = {
	bash: {args: ['--norc', '--noprofile'], load: script => `. ${script}`},
	zsh: {args: ['-f'], load: script => `autoload -U compinit; compinit -u -D; . ${script}`},
	fish: {args: ['--no-config'], load: script => `source ${script}`},
};

/** A shell with jottafm on its path, signed in, and the completions loaded. */
async function openShell(shell: Shell) {
	const {run, folder, config, ready} = await openProgram({isSignedIn: true});
	await run(['mkdir', 'jotta:Pictures/2026']);
	await run(['cp', '-', 'jotta:Pictures/my file.txt'], {input: 'x'});
	await mkdir(path.join(folder, 'bin'));
	await writeFile(path.join(folder, 'bin', 'jottafm'), `#!/bin/sh\nword=$1; shift\nexec '${process.execPath}' '${programFile}' "$word" --config-dir '${config}' --server '${ready.url}' "$@"\n`);
	await chmod(path.join(folder, 'bin', 'jottafm'), 0o755);
	await writeFile(path.join(folder, 'script'), (await run(['completion', shell])).out);
	await writeFile(path.join(folder, 'local-file.txt'), '');
	const {args, load} = starts[shell];
	const terminal = openTerminal({
		file: shell, args, cwd: folder, env: {PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`, HOME: folder}, columns: 100,
	});
	await terminal.waitFor(text => text.trim() !== '');
	terminal.type(`${load(path.join(folder, 'script'))}; echo lo''aded\r`);
	await terminal.waitFor(text => text.includes('loaded') && text.split('loaded').at(-1)?.trim() !== ''); // the prompt: typed before it, a line is echoed by the system and stays
	return terminal;
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
	'jottafm logout jo': 'jottafm logout jotta',
	'jottafm jotta:Pic': 'jottafm jotta:Pictures/',
};

describe('Tab', () => {
	it.each(shells.filter(shell => isInstalled(shell)))('completes commands, options, settings, accounts, files and places in the cloud in %s', async shell => {
		const terminal = await openShell(shell);

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
});
