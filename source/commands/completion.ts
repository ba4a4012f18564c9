import {
	command,
	commonOptions,
	type Argument,
	type Command,
	type Option,
} from './command.ts';
import type {Status} from './context.ts';

/*
What bash, zsh and fish know of the commands: words, options and their values, from the table.
*/

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function completionCommand(commands: () => readonly Command[]): Command {
	return command({
		name: 'completion',
		summary: 'what a shell needs to complete the commands',
		arguments: [{name: 'shell', about: 'the shell', choices: shells}],
		examples: {
			'jottafm completion bash > ~/.local/share/bash-completion/completions/jottafm': 'bash',
			'jottafm completion zsh > ~/.zfunc/_jottafm': 'zsh',
			'jottafm completion fish > ~/.config/fish/completions/jottafm.fish': 'fish',
		},
		json: {},
		async run([shell], _options: object, {output}): Promise<Status> {
			await output.raw(new TextEncoder().encode(completionScript(shell as Shell, commands())));
			return 0;
		},
	});
}

export function completionScript(shell: Shell, commands: readonly Command[]): string {
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

/** `-l`, `--long` of `-l, --long`; whether a value follows. */
function namesOf({flags}: Option): {readonly names: readonly string[]; readonly takesValue: boolean} {
	return {names: flags.split(/[\s,]+/v).filter(word => word.startsWith('-')), takesValue: flags.includes('<')};
}

function optionsOf({options = []}: Command): readonly Option[] {
	return [...options.filter(option => option.isHidden !== true), ...commonOptions];
}

/** First words: commands, and groups once. */
function firstWords(commands: readonly Command[]): readonly string[] {
	return [...new Set(commands.map(({name}) => name.split(' ', 1)[0]!))];
}

function secondWords(commands: readonly Command[], first: string): readonly string[] {
	return commands.filter(({name}) => name.startsWith(`${first} `)).map(({name}) => name.split(' ', 2)[1]!);
}

function completesPaths({arguments: words = []}: Command): boolean {
	return words.some(({is}) => is === 'path');
}

function choicesOf({arguments: words = []}: Command): readonly string[] {
	return words.flatMap(({choices = []}: Argument) => choices);
}

function bashScript(commands: readonly Command[]): string {
	const groupNames = firstWords(commands).filter(first => secondWords(commands, first).length > 0);
	const cases = commands.map(each => {
		const words = [...optionsOf(each).flatMap(option => namesOf(option).names), ...choicesOf(each)];
		const values = optionsOf(each).filter(option => option.choices !== undefined)
			.map(option => `\t\t\t[ "$previous" = ${namesOf(option).names.at(-1)!} ] && { COMPREPLY=($(compgen -W '${option.choices!.join(' ')}' -- "$current")); return; }\n`);
		return `\t\t'${each.name}')\n${values.join('')}\t\t\tCOMPREPLY=($(compgen ${completesPaths(each) ? '-f ' : ''}-W '${words.join(' ')}' -- "$current"))\n\t\t\t;;\n`;
	});
	const groupCases = groupNames.map(group => `\t\t${group})\n\t\t\tCOMPREPLY=($(compgen -W '${secondWords(commands, group).join(' ')}' -- "$current"))\n\t\t\t;;\n`);
	return `# bash completion for jottafm, made by \`jottafm completion bash\`
_jottafm() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -f -W '${[...firstWords(commands), 'help', '--sandbox', '--version'].join(' ')}' -- "$current"))
		return
	fi
	case $command in
		${groupNames.join('|')}) [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}" ;;
	esac
	case $command in
${[...groupCases, ...cases].join('')}		help)
			COMPREPLY=($(compgen -W '${firstWords(commands).join(' ')}' -- "$current"))
			;;
	esac
}
complete -o filenames -F _jottafm jottafm
`;
}

function zshScript(commands: readonly Command[]): string {
	const top = firstWords(commands).map(first => `\t\t'${zshText(first)}:${zshText(summaryOf(commands, first))}'\n`);
	const groupNames = firstWords(commands).filter(first => secondWords(commands, first).length > 0);
	const cases = commands.map(each => `\t'${each.name}')\n\t\t_arguments ${optionsOf(each).flatMap(option => zshOption(option)).join(' ')} ${zshWords(each)}\n\t\t;;\n`);
	const groupCases = groupNames.map(group => `\t'${group}')\n\t\t_values command ${secondWords(commands, group).join(' ')}\n\t\t;;\n`);
	return `#compdef jottafm
# zsh completion for jottafm, made by \`jottafm completion zsh\`
_jottafm() {
	local -a commands
	commands=(
${top.join('')}	)
	if (( CURRENT == 2 )); then
		_describe command commands
		_files
		return
	fi
	local command=$words[2]
	case $command in
	${groupNames.join('|')}) (( CURRENT > 3 )) && { command="$command $words[3]"; shift words; (( CURRENT -= 1 )) } ;;
	esac
	shift words
	(( CURRENT -= 1 ))
	case $command in
${[...groupCases, ...cases].join('')}	esac
}
if [ "$funcstack[1]" = _jottafm ]; then
	_jottafm "$@"
else
	compdef _jottafm jottafm
fi
`;
}

function summaryOf(commands: readonly Command[], first: string): string {
	return commands.find(({name}) => name === first)?.summary ?? secondWords(commands, first).join(', ');
}

function zshOption(option: Option): readonly string[] {
	const {names, takesValue} = namesOf(option);
	const value = takesValue ? `:value:${option.choices ? `(${option.choices.join(' ')})` : ''}` : '';
	return names.map(name => `'${name}[${zshText(option.about)}]${value}'`);
}

/** Inside single quotes, where brackets and colons have a meaning. */
function zshText(text: string): string {
	return text.replaceAll('\'', '’').replaceAll(/[:\[\]]/gv, String.raw`\$&`);
}

function zshWords(each: Command): string {
	const choices = choicesOf(each);
	if (choices.length > 0) {
		return `'*:word:(${choices.join(' ')})'`;
	}

	return completesPaths(each) ? '\'*:path:_files\'' : '';
}

function fishScript(commands: readonly Command[]): string {
	const quoted = (text: string) => `'${text.replaceAll('\'', String.raw`\'`)}'`;
	const top = firstWords(commands).map(first => `complete -c jottafm -n __fish_use_subcommand -a ${first} -d ${quoted(summaryOf(commands, first))}\n`);
	const rest = commands.flatMap(each => {
		const condition = quoted(each.name.split(' ').map(word => `__fish_seen_subcommand_from ${word}`).join('; and '));
		const [group, inner] = each.name.split(' ', 2);
		const words = choicesOf(each).join(' ');
		return [
			...(inner === undefined ? [] : [`complete -c jottafm -n ${quoted(`__fish_seen_subcommand_from ${group}`)} -a ${inner} -d ${quoted(each.summary)}\n`]),
			...(completesPaths(each) ? [`complete -c jottafm -n ${condition} -F\n`] : []),
			...(words === '' ? [] : [`complete -c jottafm -n ${condition} -a ${quoted(words)}\n`]),
			...optionsOf(each).map(option => fishOption(option, condition, quoted)),
		];
	});
	return `# fish completion for jottafm, made by \`jottafm completion fish\`\ncomplete -c jottafm -f\ncomplete -c jottafm -n __fish_use_subcommand -F\n${[...top, ...rest].join('')}`;
}

function fishOption(option: Option, condition: string, quoted: (text: string) => string): string {
	const {names, takesValue} = namesOf(option);
	const flags = names.map(name => name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`).join(' ');
	return `complete -c jottafm -n ${condition} ${flags}${takesValue ? ' -r' : ''}${option.choices ? ` -a ${quoted(option.choices.join(' '))}` : ''} -d ${quoted(option.about)}\n`;
}
