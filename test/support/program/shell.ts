import {execFileSync} from 'node:child_process';
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {onTestFinished} from 'vitest';
import {shells, type Shell} from '../../../source/commands/completion.ts';
import {temporaryFolder} from '../temp-files.ts';
import {openTerminal, type Terminal} from './terminal.ts';

function isInstalled(shell: Shell): boolean {
	try {
		execFileSync(shell, ['-c', 'true'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

export const installedShells: readonly Shell[] = shells.filter(shell => isInstalled(shell));

const starts: Readonly<Record<Shell, {readonly args: readonly string[]; readonly load: (script: string) => string}>> = {
	bash: {args: ['--norc', '--noprofile'], load: script => `. ${script}`},
	zsh: {args: ['-f'], load: script => `autoload -U compinit; compinit -u -D; . ${script}`},
	fish: {args: ['--no-config'], load: script => `source ${script}`},
};

/** A shell at its prompt, in its folder, with the completions loaded, and a script as its `jottafm`. */
export async function openShell(shell: Shell, {completions, jottafm, folder}: {readonly completions: string; readonly jottafm: string; readonly folder?: string}): Promise<Terminal & {readonly folder: string}> {
	const home = folder ?? await temporaryFolder();
	await mkdir(path.join(home, 'bin'));
	await writeFile(path.join(home, 'bin', 'jottafm'), `#!/bin/sh\n${jottafm}\n`);
	await chmod(path.join(home, 'bin', 'jottafm'), 0o755);
	await writeFile(path.join(home, 'script'), completions);
	const {args, load} = starts[shell];
	const terminal = openTerminal({
		file: shell, args, cwd: home, env: {PATH: `${path.join(home, 'bin')}:${process.env.PATH}`, HOME: home}, columns: 100,
	});
	onTestFinished(async () => {
		terminal.kill();
		await terminal.exited;
	});
	await terminal.waitFor(text => text.trim() !== '');
	terminal.type(`${load(path.join(home, 'script'))}; echo lo''aded\r`);
	await terminal.waitFor(text => text.includes('loaded') && text.split('loaded').at(-1)?.trim() !== ''); // the prompt: typed before it, a line is echoed by the system and stays
	return {...terminal, folder: home};
}
