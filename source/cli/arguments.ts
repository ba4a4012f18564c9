import {existsSync} from 'node:fs';
import {
	Argument,
	Command as Parser,
	CommanderError,
	InvalidArgumentError,
	Option,
} from 'commander';
import {cleanText} from '../clean-text.ts';
import {isPrivateLine} from '../jotta/hosts.ts';
import {
	commonOptions,
	type Argument as ArgumentText,
	type CommandTable,
	type ShellCommand,
	type Option as OptionText,
} from './command.ts';
import type {Context} from './context.ts';
import type {ExitStatus} from './exit-status.ts';
import {usageLine} from './usage-errors.ts';

/** What the command line says, before anything is opened. */
export type GlobalOptions = {
	readonly json?: boolean;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
	readonly configDir?: string;
	readonly server?: string;
	readonly sandbox?: boolean | string;
};

/** Runs a command, or the app; cli.tsx builds what they need only then. */
export type Runner = {
	readonly run: (options: GlobalOptions, work: (context: Context) => Promise<ExitStatus>, command: Pick<ShellCommand, 'onlyReads'>) => Promise<void>;
	readonly openApp: (options: GlobalOptions, panes: readonly string[]) => Promise<void>;
};

/** The command line of design.md 1.2: usage, help with examples, and suggestions for typing errors come from the table of commands. */
export function buildProgram(table: CommandTable, runner: Runner, version: string): Parser {
	const {summary, pathNote, commands} = table;
	const program = new Parser('jottafm')
		.description(summary)
		.version(version, '--version')
		.argument('[left]', 'what the left pane shows: a folder, or NAME:PATH in the cloud')
		.argument('[right]', 'what the right pane shows')
		.addHelpText('after', `\n${pathNote}\n`)
		.enablePositionalOptions() // what comes after a command belongs to it
		.allowExcessArguments() // the error about them is ours: a word that is no command
		.action(async (_left: string | undefined, _right: string | undefined, _options: object, parser: Parser) => {
			checkPanes(parser);
			await runner.openApp(parser.optsWithGlobals(), parser.args);
		});
	failInOurWords(program, table);
	addHelpCommand(program, table);
	addOptions(program, [...commonOptions, {flags: '--sandbox [dir]', about: 'open a sandbox account on this machine; kept in DIR, else thrown away', conflicts: ['server']}]);
	for (const command of commands) {
		addCommand(parentOf(command, program, table), command, {table, runner});
	}

	return program;
}

/** Makes a parser throw instead of ending the process, and word its errors like all other failures. */
function failInOurWords(parser: Parser, {rcloneNames}: CommandTable, command?: ShellCommand): Parser {
	const names: string[] = [];
	for (let each: Parser | null = parser; each; each = each.parent) {
		names.unshift(each.name());
	}

	return parser.exitOverride().configureOutput({
		outputError(text, write) {
			const flags = parser.options.flatMap(({long, hidden}) => long === undefined || hidden ? [] : [long]);
			write(`${cleanText(usageLine(text, {
				command: names.join(' '), flags, commands: parser.commands.map(each => each.name()), otherNames: rcloneNames,
				needs: command?.fewestWords?.message, example: Object.keys(command?.examples ?? {})[0],
			}))}\n`);
		},
	});
}

/** Two panes at most; a word that is neither a folder here nor a place in the cloud was meant as a command. */
function checkPanes(parser: Parser): void {
	const [left, ...others] = parser.args;
	if (left !== undefined && /^[\w\-]+$/v.test(left) && !existsSync(left)) {
		refuseCommand(left, parser);
	}

	if (others.length > 1) {
		parser.error('error: there are two panes only', {exitCode: 2});
	}
}

function refuseCommand(word: string, parser: Parser): never {
	parser.error(`error: unknown command '${word}'`, {exitCode: 2});
}

function addHelpCommand(program: Parser, table: CommandTable): void {
	const help = failInOurWords(program.command('help [command...]').description('all about a command'), table);
	addOptions(help, commonOptions); // without effect here, but not wrong
	help.action((words: readonly string[]) => {
		let found = program;
		for (const word of words) {
			const inner = found.commands.find(each => each.name() === word);
			if (!inner) {
				return refuseCommand(word, found);
			}

			found = inner;
		}

		found.outputHelp();
	});
}

/** The program, or the group that the command is in. */
function parentOf({name}: ShellCommand, program: Parser, table: CommandTable): Parser {
	const [group, inner] = name.split(' ', 2);
	if (inner === undefined) {
		return program;
	}

	return program.commands.find(each => each.name() === group) ?? addGroup(group!, program, table);
}

function addGroup(name: string, program: Parser, table: CommandTable): Parser {
	const group = program.command(name).description(table.groups[name] ?? '').enablePositionalOptions().helpCommand(false);
	failInOurWords(group, table);
	addOptions(group, commonOptions);
	return group;
}

function addCommand(parent: Parser, command: ShellCommand, {table, runner}: {readonly table: CommandTable; readonly runner: Runner}): void {
	const parser = parent.command(command.name.split(' ').at(-1)!)
		.description(command.summary)
		.allowExcessArguments(false)
		.addHelpText('after', helpAfter(command));
	failInOurWords(parser, table, command);
	for (const argument of command.arguments ?? []) {
		parser.addArgument(readArgument(argument));
	}

	addOptions(parser, [...command.options ?? [], ...commonOptions]);
	if (command.usage !== undefined) {
		parser.usage(command.usage);
	}

	parser.action(async () => {
		if (parser.optsWithGlobals<GlobalOptions>().sandbox !== undefined) {
			parser.error('error: --sandbox opens the file manager; for commands serve one with jottafm sandbox', {exitCode: 2});
		}

		if (parser.args.length < (command.fewestWords?.count ?? 0)) {
			parser.error(`error: ${command.fewestWords!.message}`, {exitCode: 2});
		}

		await runner.run(parser.optsWithGlobals(), async context => command.run(parser.args, parser.opts(), context), command);
	});
}

/** Examples, and the fields of a line with --json. */
function helpAfter({examples, json}: ShellCommand): string {
	const lines = Object.entries(examples).map(([line, what]) => `  ${line}\n      ${what}`);
	const fields = Object.keys(json);
	return `\nExamples:\n${lines.join('\n')}\n${fields.length === 0 ? '' : `\nFields with --json: ${fields.join(', ')}\n`}`;
}

function readArgument({name, about, choices, isMany = false, isOptional = false}: ArgumentText): Argument {
	const inner = `${name}${isMany ? '...' : ''}`;
	const argument = new Argument(isOptional ? `[${inner}]` : `<${inner}>`, about);
	return choices ? argument.choices([...choices]) : argument;
}

function addOptions(parser: Parser, options: readonly OptionText[]): void {
	for (const {flags, about, choices, conflicts = [], default: standard, isNumber = false, isAddress = false, isRepeatable = false, isHidden = false, variable} of options) {
		const option = new Option(flags, about).conflicts([...conflicts]).hideHelp(isHidden);
		if (choices) {
			option.choices([...choices]);
		}

		if (variable !== undefined) {
			option.env(variable);
		}

		if (isNumber) {
			option.argParser(readNumber);
		}

		if (isAddress) {
			option.argParser(readAddress);
		}

		if (isRepeatable) {
			option.argParser((text, before: readonly string[] | undefined) => [...before ?? [], text]);
		}

		parser.addOption(standard === undefined ? option : option.default(standard));
	}
}

function readNumber(text: string): number {
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) {
		throw new InvalidArgumentError('That is not a number.');
	}

	return value;
}

function readAddress(text: string): string {
	if (!URL.canParse(text) || !isPrivateLine(new URL(text))) {
		throw new InvalidArgumentError('It begins with https://, because secrets are sent there; http:// is for this machine alone.');
	}

	return text;
}

/** The exit status for what commander has thrown: 0 for help and version, else 2. */
export function usageStatus(error: unknown): 0 | 2 | undefined {
	return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : undefined;
}
