import type {ShellCommand, Option} from '../../cli/command.ts';
import {
	choiceWords,
	completes,
	firstWords,
	namesOf,
	optionsOf,
	summaryOf,
} from './words.ts';

export function fishScript(commands: readonly ShellCommand[]): string {
	const quoted = (text: string) => `'${text.replaceAll('\'', String.raw`\'`)}'`;
	const top = firstWords(commands).map(first => `complete -c jottafm -n __fish_use_subcommand -a ${first} -d ${quoted(summaryOf(commands, first))}\n`);
	const rest = commands.flatMap(each => {
		const condition = quoted(each.name.split(' ').map(word => `__fish_seen_subcommand_from ${word}`).join('; and '));
		const [group, inner] = each.name.split(' ', 2);
		const words = choiceWords(each).join(' ');
		return [
			...(inner === undefined ? [] : [`complete -c jottafm -n ${quoted(`__fish_seen_subcommand_from ${group}`)} -a ${inner} -d ${quoted(each.summary)}\n`]),
			...(completes('path', each) ? [`complete -c jottafm -n ${condition} -F -a '(__jottafm_paths)'\n`] : []),
			...(completes('account', each) ? [`complete -c jottafm -n ${condition} -a '(__jottafm_paths | string trim -r -c :)'\n`] : []),
			...(words === '' ? [] : [`complete -c jottafm -n ${condition} -a ${quoted(words)}\n`]),
			...optionsOf(each).map(option => fishOption(option, condition, quoted)),
		];
	});
	return `# fish completion for jottafm, made by \`jottafm completion fish\`\n${fishPaths}complete -c jottafm -f\ncomplete -c jottafm -n __fish_use_subcommand -F -a '(__jottafm_paths)'\n${[...top, ...rest].join('')}`;
}

/** A backslash whose character is still to come stands for nothing. Fish quotes what is offered for where it is put. */
const fishPaths = String.raw`function __jottafm_paths
	set -l token (commandline -ct | string collect)
	set -l word (string unescape -- $token | string collect; or string replace -r '\\\\$' '' -- $token | string unescape | string collect)
	jottafm completion fish --places "$word" 2> /dev/null | string split0
end
`;

function fishOption(option: Option, condition: string, quoted: (text: string) => string): string {
	const {names, takesValue} = namesOf(option);
	const flags = names.map(name => name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`).join(' ');
	return `complete -c jottafm -n ${condition} ${flags}${takesValue ? ' -r' : ''}${option.choices ? ` -a ${quoted(option.choices.join(' '))}` : ''} -d ${quoted(option.about)}\n`;
}
