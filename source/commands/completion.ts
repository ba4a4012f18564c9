import {Failure} from '../failure.ts';
import {defineCommand, type ShellCommand} from '../cli/command.ts';
import {placesBeginning} from '../cli/complete-path.ts';
import type {Context} from '../cli/context.ts';
import type {ExitStatus} from '../cli/exit-status.ts';
import {bashScript} from './completion/bash.ts';
import {bashWord} from './completion/bash-quoting.ts';
import {fishScript} from './completion/fish.ts';
import {zshScript} from './completion/zsh.ts';

/*
What bash, zsh and fish know of the commands: words, options and their values, from the table.
*/

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

type CompletionOptions = {readonly places?: string; readonly line?: string; readonly replaced?: string};

export function completionCommand(commands: () => readonly ShellCommand[]): ShellCommand {
	return defineCommand({
		name: 'completion',
		summary: 'what a shell needs to complete the commands, and places in the cloud',
		onlyReads: true,
		usage: '[options] <shell>',
		arguments: [{
			name: 'shell', about: 'the shell', choices: shells, isOptional: true,
		}],
		options: [
			{flags: '--places <beginning>', about: 'the places that begin like this, for the scripts', isHidden: true},
			{flags: '--line <line>', about: 'the same for the last word of a line of bash, quoted', isHidden: true},
			{flags: '--replaced <end>', about: 'the end of the line that bash replaces', isHidden: true},
		],
		examples: {
			'jottafm completion bash > ~/.local/share/bash-completion/completions/jottafm': 'bash',
			'jottafm completion zsh > ~/.zfunc/_jottafm': 'zsh; with fpath+=~/.zfunc before compinit in ~/.zshrc',
			'jottafm completion fish > ~/.config/fish/completions/jottafm.fish': 'fish',
		},
		json: {},
		async run([shell], {places, line, replaced = ''}: CompletionOptions, context): Promise<ExitStatus> {
			if (line !== undefined) {
				await offerForBash(line, replaced, context);
			} else if (places !== undefined) {
				await offer(offered(shell, await placesBeginning(places, context)), '\0', context);
			} else if (shell === undefined) {
				throw new Failure('usage', 'The name of a shell is needed.', {nextStep: `There are ${shells.join(', ')}.`});
			} else {
				await context.output.raw(new TextEncoder().encode(completionScript(shell as Shell, commands())));
			}

			return 0;
		},
	});
}

/** A line that says whether a place in the cloud is meant, then the words. */
async function offerForBash(line: string, replaced: string, context: Context): Promise<void> {
	const word = bashWord(line, replaced);
	const found = word ? await placesBeginning(word.value, context) : [];
	await offer([word?.value.includes(':') === false ? 'anywhere' : 'cloud', ...found.map(place => word!.quoted(place))], '\n', context);
}

/** Zsh and fish quote for themselves. Fish takes what follows a tab for a remark, and a line break for the end of a name. */
function offered(shell: string | undefined, places: readonly string[]): readonly string[] {
	return shell === 'fish' ? places.filter(place => !/[\t\n]/v.test(place)) : places;
}

async function offer(words: readonly string[], end: string, {output}: Context): Promise<void> {
	await output.raw(new TextEncoder().encode(words.map(word => `${word}${end}`).join('')));
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
