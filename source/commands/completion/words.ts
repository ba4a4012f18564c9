import {
	commonOptions,
	type Argument,
	type ShellCommand,
	type Option,
} from '../../cli/command.ts';

/*
What the scripts of all shells are made of.
*/

/** `-l`, `--long` of `-l, --long`; whether a value follows. */
export function namesOf({flags}: Option): {readonly names: readonly string[]; readonly takesValue: boolean} {
	return {names: flags.split(/[\s,]+/v).filter(word => word.startsWith('-')), takesValue: flags.includes('<')};
}

export function optionsOf({options = []}: ShellCommand): readonly Option[] {
	return [...options.filter(option => option.isHidden !== true), ...commonOptions];
}

/** First words: commands, and groups once. */
export function firstWords(commands: readonly ShellCommand[]): readonly string[] {
	return [...new Set(commands.map(({name}) => name.split(' ', 1)[0]!))];
}

export function secondWords(commands: readonly ShellCommand[], first: string): readonly string[] {
	return commands.filter(({name}) => name.startsWith(`${first} `)).map(({name}) => name.split(' ', 2)[1]!);
}

export function completes(what: 'path' | 'account', {arguments: words = []}: ShellCommand): boolean {
	return words.some(({is}) => is === what);
}

export function choiceWords({arguments: words = []}: ShellCommand): readonly string[] {
	return words.flatMap(({choices = []}: Argument) => choices);
}

export function summaryOf(commands: readonly ShellCommand[], first: string): string {
	return commands.find(({name}) => name === first)?.summary ?? secondWords(commands, first).join(', ');
}
