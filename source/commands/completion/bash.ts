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
	local replaced=$2 current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
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
complete -o default -F _jottafm jottafm
`;
}

const bashPaths = `# Adds places in the cloud, quoted by jottafm for where they are put, and files and folders here.
_jottafm_paths() {
	local where= place files
	[[ $replaced == -* ]] && return
	while IFS= read -r place; do
		[[ $where ]] && COMPREPLY+=("$place") || where=$place
	done < <(jottafm completion bash --line "\${COMP_LINE:0:COMP_POINT}" --replaced "$replaced" 2> /dev/null)
	[[ \${COMPREPLY[0]} == *[/:] ]] && compopt -o nospace 2> /dev/null
	if [[ $where == cloud ]]; then
		compopt +o default 2> /dev/null
	elif [[ \${#COMPREPLY[@]} -gt 0 && $replaced =~ ^[[:alnum:]_-]*$ ]]; then
		files=$(compgen -f -- "$replaced") # in a shell of its own: here it would make Readline quote what is no file as well
		[[ $files ]] && compopt -o filenames 2> /dev/null && while IFS= read -r place; do COMPREPLY+=("$place"); done <<< "$files"
	fi
}
_jottafm_accounts() {
	_jottafm_paths
	compopt +o default +o filenames +o nospace 2> /dev/null
	COMPREPLY=("\${COMPREPLY[@]%:}")
}`;
