import {Failure} from '../failure.ts';
import {defineCommand, type ShellCommand} from '../cli/command.ts';
import {completePath} from '../cli/complete-path.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {bashScript} from './completion/bash.ts';
import {fishScript} from './completion/fish.ts';
import {zshScript} from './completion/zsh.ts';

/*
What bash, zsh and fish know of the commands: words, options and their values, from the table.
*/

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

type CompletionOptions = {readonly paths?: string};

export function completionCommand(commands: () => readonly ShellCommand[]): ShellCommand {
	return defineCommand({
		name: 'completion',
		summary: 'what a shell needs to complete the commands, and places in the cloud',
		usage: '[options] <shell>',
		arguments: [{
			name: 'shell', about: 'the shell', choices: shells, isOptional: true,
		}],
		options: [{flags: '--paths <beginning>', about: 'the places that begin like this, for the scripts', isHidden: true}],
		examples: {
			'jottafm completion bash > ~/.local/share/bash-completion/completions/jottafm': 'bash',
			'jottafm completion zsh > ~/.zfunc/_jottafm': 'zsh; with fpath+=~/.zfunc before compinit in ~/.zshrc',
			'jottafm completion fish > ~/.config/fish/completions/jottafm.fish': 'fish',
		},
		json: {},
		async run([shell], {paths}: CompletionOptions, context): Promise<ExitStatus> {
			if (paths !== undefined) {
				await completePath(paths, context);
			} else if (shell === undefined) {
				throw new Failure('usage', 'The name of a shell is needed.', {nextStep: `There are ${shells.join(', ')}.`});
			} else {
				await context.output.raw(new TextEncoder().encode(completionScript(shell as Shell, commands())));
			}

			return 0;
		},
	});
}

export function completionScript(shell: Shell, commands: readonly ShellCommand[]): string {
	switch (shell) {
		case 'bash': {
			return bashScript(commands);
		}

		case 'zsh': {
			return zshScript(commands);
		}

		case 'fish': {
			return fishScript(commands);
		}

		default: {
			throw new TypeError(`unknown shell ${String(shell satisfies never)}`);
		}
	}
}
