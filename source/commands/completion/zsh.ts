import type {ShellCommand, Option} from '../../cli/command.ts';
import {
	choiceWords,
	completes,
	firstWords,
	namesOf,
	optionsOf,
	secondWords,
	summaryOf,
} from './words.ts';

export function zshScript(commands: readonly ShellCommand[]): string {
	const top = firstWords(commands).map(first => `\t\t'${zshText(first)}:${zshText(summaryOf(commands, first))}'\n`);
	const groupNames = firstWords(commands).filter(first => secondWords(commands, first).length > 0);
	const cases = commands.map(each => `\t'${each.name}')\n\t\t_arguments ${optionsOf(each).flatMap(option => zshOption(option)).join(' ')} ${zshWords(each)}\n\t\t;;\n`);
	const groupCases = groupNames.map(group => `\t'${group}')\n\t\t_values command ${secondWords(commands, group).join(' ')}\n\t\t;;\n`);
	return `#compdef jottafm
# zsh completion for jottafm, made by \`jottafm completion zsh\`
${zshPaths}
_jottafm() {
	local -a commands
	commands=(
${top.join('')}	)
	if (( CURRENT == 2 )); then
		_describe command commands
		_jottafm_paths
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

const zshPaths = `# Files and folders here, and places in the cloud; compadd quotes them for where they are put.
_jottafm_paths() {
	local -a found folders files
	[[ $PREFIX == *:* ]] || _files
	_jottafm_places
	folders=(\${(M)found:#*[/:]})
	files=(\${found:#*[/:]})
	(( $#folders )) && compadd -S '' -- $folders
	(( $#files )) && compadd -- $files
}
_jottafm_accounts() {
	local -a found
	_jottafm_places
	compadd -- \${found%:}
}
_jottafm_places() {
	local mark=\${compstate[quote]}
	found=("\${(0@)$(jottafm completion zsh --places "\${(Q)\${:-$mark$PREFIX$mark}}" 2> /dev/null)}")
}`;

function zshOption(option: Option): readonly string[] {
	const {names, takesValue} = namesOf(option);
	const value = takesValue ? `:value:${option.choices ? `(${option.choices.join(' ')})` : ''}` : '';
	return names.map(name => `'${name}[${zshText(option.about)}]${value}'`);
}

/** Inside single quotes, where brackets and colons have a meaning. */
function zshText(text: string): string {
	return text.replaceAll('\'', '’').replaceAll(/[:\[\]]/gv, String.raw`\$&`);
}

function zshWords(each: ShellCommand): string {
	const choices = choiceWords(each);
	if (choices.length > 0) {
		return `'*:word:(${choices.join(' ')})'`;
	}

	return completes('path', each) ? '\'*:path:_jottafm_paths\'' : (completes('account', each) ? '\'*:account:_jottafm_accounts\'' : '');
}
