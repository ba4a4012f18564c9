import type {ShellCommand} from '../../cli/command.ts';
import {
	choiceWords,
	completes,
	firstWords,
	namesOf,
	optionsOf,
	secondWords,
} from './words.ts';

export function bashScript(commands: readonly ShellCommand[]): string {
	const groupNames = firstWords(commands).filter(first => secondWords(commands, first).length > 0);
	const cases = commands.map(each => {
		const words = [...optionsOf(each).flatMap(option => namesOf(option).names), ...choiceWords(each)];
		const values = optionsOf(each).filter(option => option.choices !== undefined)
			.map(option => `\t\t\t[ "$previous" = ${namesOf(option).names.at(-1)!} ] && { COMPREPLY=($(compgen -W '${option.choices!.join(' ')}' -- "$current")); return; }\n`);
		const places = completes('path', each) ? '\t\t\t_jottafm_paths\n' : (completes('account', each) ? '\t\t\t_jottafm_accounts\n' : '');
		return `\t\t'${each.name}')\n${values.join('')}\t\t\tCOMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))\n${places}\t\t\t;;\n`;
	});
	const groupCases = groupNames.map(group => `\t\t${group})\n\t\t\tCOMPREPLY=($(compgen -W '${secondWords(commands, group).join(' ')}' -- "$current"))\n\t\t\t;;\n`);
	return `# bash completion for jottafm, made by \`jottafm completion bash\`
${bashPaths}
_jottafm() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
	COMPREPLY=()
	[ "$current" = = ] && current=
	[ "$previous" = = ] && previous=\${COMP_WORDS[COMP_CWORD-2]}
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W '${[...firstWords(commands), 'help', '--sandbox', '--version'].join(' ')}' -- "$current"))
		_jottafm_paths
		return
	fi
	case $command in
		${groupNames.join('|')}) [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}" ;;
	esac
	case $command in
${[...groupCases, ...cases].join('')}		help)
			COMPREPLY=($(compgen -W '${firstWords(commands).join(' ')}' -- "$current"))
			;;
		*)
			_jottafm_paths
			;;
	esac
}
complete -o filenames -F _jottafm jottafm
`;
}

/** Readline takes a colon for the end of a word, so that only what follows it is offered. */
const bashPaths = String.raw`# Adds files and folders here, and places in the cloud.
_jottafm_paths() {
	local line=$'\n'"${'$'}{COMP_LINE:0:COMP_POINT}" raw found file
	[[ $line =~ (([^[:space:]\\]|\\.)*)$ ]] && raw=${'$'}{BASH_REMATCH[1]}
	[[ $raw == -* ]] && return
	local word=${'$'}{raw//\\/}
	word=${'$'}{word#[\'\"]}
	if [[ $word != *:* ]]; then
		while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$word")
	fi
	local IFS=$'\n'
	found=($(jottafm completion --paths "$word" 2> /dev/null))
	[ "${'$'}{#found[@]}" -gt 0 ] || return
	[[ ${'$'}{found[0]} == *[/:] ]] && compopt -o nospace 2> /dev/null
	[[ $word == *:* || ${'$'}{#COMPREPLY[@]} -eq 0 ]] && compopt +o filenames 2> /dev/null
	if [[ $word == *:* ]]; then
		[[ $raw == [\'\"]* ]] || found=($(printf '%q\n' "${'$'}{found[@]}"))
		[[ $COMP_WORDBREAKS == *:* ]] && found=("${'$'}{found[@]#*:}")
	fi
	COMPREPLY+=("${'$'}{found[@]}")
}
_jottafm_accounts() {
	COMPREPLY+=($(jottafm completion --paths "$current" 2> /dev/null | sed -n 's/:$//p'))
}`;
