import {Failure} from '../failure.ts';
import {firstAccount} from '../settings/accounts-at-server.ts';
import type {Context} from './context.ts';
import type {ExitStatus} from './exit-status.ts';

/** A word that a command takes. */
export type Argument = {
	readonly name: string;
	readonly about: string;
	readonly isOptional?: boolean;
	readonly isMany?: boolean;
	readonly choices?: readonly string[];
	readonly is?: 'path' | 'account'; // what a shell completes
};

export type Option = {
	readonly flags: string; // as commander reads them: `-l, --long`, `--port <n>`
	readonly about: string;
	readonly choices?: readonly string[];
	readonly conflicts?: readonly string[]; // what it cannot go together with: `dryRun` of `--dry-run`
	readonly default?: string | number;
	readonly variable?: string; // of the environment, that says it where the command line does not
	readonly isNumber?: boolean;
	readonly isRepeatable?: boolean; // the command gets a list
	readonly isAddress?: boolean; // secrets are sent there
	readonly isHidden?: boolean;
};

/**
All about one command: usage, help, completions, the manual page and the README's table are made from it.
`words` are all arguments in order.
*/
export type ShellCommand = {
	readonly name: string; // `trash restore` is the command restore of the group trash
	readonly summary: string;
	readonly usage?: string; // where the arguments alone would mislead
	readonly arguments?: readonly Argument[];
	readonly options?: readonly Option[];
	readonly fewestWords?: {readonly count: number; readonly message: string};
	readonly onlyReads?: boolean; // nothing is left half done when it ends because nobody reads on
	/** Command line and what it does. */
	readonly examples: Readonly<Record<string, string>>;
	/** The fields of a line with --json. They stay. */
	readonly json: Readonly<Record<string, string>>;
	readonly run: (words: readonly string[], options: object, context: Context) => Promise<ExitStatus>;
};

/** All commands, and what is said about them together. */
export type CommandTable = {
	readonly summary: string; // of the program
	readonly pathNote: string; // how places are written
	readonly commands: readonly ShellCommand[]; // in the order in which help lists them
	readonly groups: Readonly<Record<string, string>>; // what a group is about: `trash` of `trash ls` and its like
	readonly rcloneNames: Readonly<Record<string, string>>; // what people who come from rclone type, and mean
};

type Typed<Options> = Omit<ShellCommand, 'run'> & {
	readonly run: (words: readonly string[], options: Options, context: Context) => Promise<ExitStatus>;
};

/** Ties the options of a command, as commander has read them, to the type that its `run` takes. */
export function defineCommand<Options extends object>({run, ...description}: Typed<Options>): ShellCommand {
	return {...description, run: async (words, options, context) => run(words, options as Options, context)};
}

/** The account of `work:` or `work`; the first where none is named. @throws Failure `usage` for a place in it, which would be ignored; `not-signed-in` */
export async function chosenAccount(text: string | undefined, {tools: {accounts}, server}: Pick<Context, 'tools' | 'server'>): Promise<string> {
	return text === undefined ? await firstAccount(accounts, server) ?? 'jotta' : accountName(text);
}

/** The account of `work:` or `work`. @throws Failure `usage` for a place in it */
export function accountName(text: string): string {
	const name = text.replace(/:\/?$/v, '');
	if (!/^[\w\-]+$/v.test(name)) {
		throw new Failure('usage', `${text} is not the name of an account.`, {nextStep: 'Write it like jotta: or jotta; jottafm accounts lists them.'});
	}

	return name;
}

/** What every command takes. */
export const commonOptions: readonly Option[] = [
	{flags: '--json', about: 'results as JSON, one object a line'},
	{flags: '-q, --quiet', about: 'no remarks'},
	{flags: '-v, --verbose', about: 'a log of all requests on standard error, secrets blanked'},
	{flags: '--config-dir <dir>', about: 'keep settings, accounts and the queue in this folder'},
	{flags: '--server <url>', about: 'where all the service’s hosts are, for the sandbox', isAddress: true},
];

export const accountArgument: Argument = {
	name: 'name', about: 'the account; else the first', isOptional: true, is: 'account',
};

export const pathsArgument: Argument = {
	name: 'path', about: 'NAME:PATH in the cloud, or a local path', isMany: true, is: 'path',
};

export const cloudPathsArgument: Argument = {
	name: 'path', about: 'NAME:PATH in the cloud', isMany: true, is: 'path',
};

/** The fields of an entry that a command lists. */
export const entryFields = {
	name: 'the name; with -R the path below the listed folder',
	kind: 'file, folder or other',
	size: 'bytes; of files',
	modified: 'ms since 1970',
	created: 'ms since 1970',
	md5: '32 hex digits; of files in the cloud',
	mime: 'media type; of files in the cloud',
	revision: 'number of the current version',
	link: 'identifier of the public link; of a symbolic link where it points',
	deletedAt: 'ms since 1970; of what is in the trash',
} as const;
