/*
The errors of the command line's parser in the words of all other failures: what is wrong, and what to do next.
*/
import {nearest} from './suggestion.ts';

/** A command, and what it knows. */
export type Known = {
	readonly command: string;
	readonly flags: readonly string[];
	readonly commands: readonly string[];
	readonly otherNames: Readonly<Record<string, string>>; // of commands, in other programs
	readonly needs?: string | undefined; // the message for too few words
	readonly example?: string | undefined; // a whole command line
};

const missingWord = /^missing required argument '(?<name>[^']+)'/v;
const badValue = /^option '(?<flags>[^']+)' argument '(?<value>.*)' is invalid\. (?:Allowed choices are (?<choices>.*)\.|(?<why>.*))$/v;
const badWord = /^command-argument value '(?<value>.*)' is invalid for argument '(?<name>[^']+)'\. Allowed choices are (?<choices>.*)\.$/v;

type Rule = readonly [error: RegExp, say: (found: Readonly<Record<string, string>>) => string];

const rules: readonly Rule[] = [
	[/^unknown option '(?<flag>[^'=]+)(?:=.*)?'/v, ({flag}) => `There is no option ${flag}.`],
	[/^unknown command '(?<word>[^']*)'/v, ({word}) => `There is no command ${word}.`],
	[/^too many arguments.*got \d+: (?<words>.*)\.$/v, ({words}) => `Those are more words than it takes: ${words}.`],
	[missingWord, ({name}) => `Something is missing: ${name}.`],
	[/^option '(?<flags>[^']+)' argument missing/v, ({flags}) => `A value is missing: ${longFlag(flags)}.`],
	[badValue, ({flags, value, choices, why = ''}) => `${longFlag(flags)} cannot be ${quoted(value)}${choices === undefined ? `. ${why}` : `; it is one of ${choices}.`}`],
	[badWord, ({value, name, choices}) => `There is no ${name} ${quoted(value)}; it is one of ${choices}.`],
	[/^option '(?<one>[^']+)' cannot be used with option '(?<other>[^']+)'/v, ({one, other}) => `${longFlag(one)} and ${longFlag(other)} cannot go together.`],
];

/** One line about an error of the parser, which begins with `error: `: with the word that was probably meant, and where help is. */
export function usageLine(error: string, {command, flags, commands, otherNames, needs, example}: Known): string {
	const text = error.trim().replace(/^error: /v, '');
	const hasTooFewWords = text === needs || missingWord.test(text);
	const {sentence, flag, word} = understood(hasTooFewWords ? needs ?? text : text);
	const meant = flag === undefined ? nearestCommand(word, {commands, otherNames}) : nearest(flag, flags);
	return [
		`jottafm: ${sentence}`,
		...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
		`See ${helpFor(command)}.`,
		...(hasTooFewWords && example !== undefined ? [`Example: ${example}`] : []), // last and without a dot: it is copied
	].join(' ');
}

function nearestCommand(word: string | undefined, {commands, otherNames}: Pick<Known, 'commands' | 'otherNames'>): string | undefined {
	return word === undefined ? undefined : (otherNames[word] ?? nearest(word, commands));
}

type Understood = {readonly sentence: string; readonly flag?: string | undefined; readonly word?: string | undefined};

/** `jottafm help trash restore` for `jottafm trash restore` */
function helpFor(command: string): string {
	return command.replace(/^jottafm\b/v, 'jottafm help');
}

function understood(text: string): Understood {
	for (const [error, say] of rules) {
		const found = error.exec(text)?.groups;
		if (found) {
			const {flag, word} = found;
			return {sentence: say(found), flag, word};
		}
	}

	return {sentence: `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/v, '')}.`};
}

/** `--port` of `-p, --port <n>` */
function longFlag(flags = ''): string {
	return /--[\w\-]+/v.exec(flags)?.[0] ?? flags;
}

function quoted(value = ''): string {
	return value === '' ? 'empty' : `“${value}”`;
}
