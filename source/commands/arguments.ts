import {
	Argument,
	Command,
	CommanderError,
	InvalidArgumentError,
	Option,
} from 'commander';
import {about} from './about.ts';
import {accounts, logout} from './accounts.ts';
import {cat} from './cat.ts';
import type {Context, Status} from './context.ts';
import {copy, type CopyOptions} from './cp.ts';
import {login, type LoginOptions} from './login.ts';
import {ls, type LsOptions} from './ls.ts';
import {mkdir} from './mkdir.ts';
import {places} from './places.ts';
import {queue, type QueueAction} from './queue.ts';
import {rm} from './rm.ts';
import type {SandboxCommand} from './sandbox.ts';

/** What the command line says, before anything is opened. */
export type GlobalOptions = {
	readonly json?: boolean;
	readonly quiet?: boolean;
	readonly verbose?: boolean;
	readonly configDir?: string;
	readonly server?: string;
	readonly sandbox?: boolean | string;
};

/** Who carries a command out; cli.tsx builds what it needs only then. */
export type Runner = {
	readonly run: (options: GlobalOptions, work: (context: Context) => Promise<Status>) => Promise<void>;
	readonly openApp: (options: GlobalOptions, panes: readonly string[]) => Promise<void>;
	readonly serveSandbox: (options: SandboxCommand) => Promise<void>;
};

/** The command line of design.md 1.2: usage, help with examples, and suggestions for typing errors come from here. */
export function buildProgram(runner: Runner, version: string): Command {
	const program = new Command('jottafm')
		.description('A two-pane terminal file manager for Jottacloud.')
		.version(version, '--version')
		.argument('[left]', 'what the left pane shows: a folder, or NAME:PATH in the cloud')
		.argument('[right]', 'what the right pane shows')
		.option('--json', 'results as JSON, one object a line')
		.option('-q, --quiet', 'no remarks')
		.option('-v, --verbose', 'a log of all requests on standard error, secrets blanked')
		.option('--config-dir <dir>', 'keep settings, accounts and the queue in this folder')
		.option('--server <url>', 'where all the service’s hosts are, for the sandbox')
		.option('--sandbox [dir]', 'open a sandbox account on this machine; kept in DIR, else thrown away')
		.addHelpText('after', '\nNAME:PATH is a place in the cloud: NAME the account (the first is called jotta), PATH relative to its home place,\nor /Device/Mountpoint/PATH. Anything else is local.\n')
		.showSuggestionAfterError()
		.exitOverride()
		.action(async (left: string | undefined, right: string | undefined, _options: object, command: Command) => {
			await runner.openApp(command.optsWithGlobals(), [left, right].filter(pane => pane !== undefined));
		});

	const add = (name: string, description: string, example: string) => program.command(name).description(description)
		.option('--json', 'results as JSON, one object a line')
		.option('-q, --quiet', 'no remarks')
		.option('-v, --verbose', 'a log of all requests on standard error, secrets blanked')
		.option('--config-dir <dir>', 'keep settings, accounts and the queue in this folder')
		.option('--server <url>', 'where all the service’s hosts are, for the sandbox')
		.exitOverride()
		.addHelpText('after', `\nExample:\n  ${example}\n`);
	const withContext = async (command: Command, work: (context: Context) => Promise<Status>) => runner.run(command.optsWithGlobals(), work);

	add('login [name]', 'sign in: a wizard on a terminal, else a login token from standard input', 'jottafm login < token.txt')
		.addOption(new Option('--with <way>', 'how').choices(['token', 'browser', 'password', 'client']))
		.option('--service <key>', 'Jottacloud or one of its brands: jottacloud, telia_se, …')
		.option('--client-id <id>', 'a client of your own (or JOTTAFM_CLIENT_ID)')
		.option('--client-secret-file <file>', 'the file with its secret (or JOTTAFM_CLIENT_SECRET)')
		.option('--auth-url <url>', 'another authorization address (or JOTTAFM_AUTH_URL)')
		.option('--token-url <url>', 'another token address (or JOTTAFM_TOKEN_URL)')
		.action(async (name: string | undefined, options: LoginOptions, command: Command) => withContext(command, async context => login(name, options, context)));
	add('logout <name>', 'sign out and forget an account', 'jottafm logout jotta')
		.action(async (name: string, _: object, command: Command) => withContext(command, async context => logout(name, context)));
	add('accounts', 'list accounts', 'jottafm accounts --json')
		.action(async (_: object, command: Command) => withContext(command, accounts));
	add('places [name]', 'devices and mountpoints of an account', 'jottafm places jotta:')
		.action(async (name: string | undefined, _: object, command: Command) => withContext(command, async context => places(accountName(name), context)));
	add('about [name]', 'who, plan and quota', 'jottafm about jotta:')
		.action(async (name: string | undefined, _: object, command: Command) => withContext(command, async context => about(accountName(name), context)));
	add('ls <path...>', 'list folders and files', 'jottafm ls -l jotta:Pictures')
		.option('-l, --long', 'with size, time and MD5')
		.option('-R, --recursive', 'everything below, in one request')
		.action(async (paths: string[], options: LsOptions, command: Command) => withContext(command, async context => ls(paths, options, context)));
	add('cat <path>', 'write a file to standard output', 'jottafm cat jotta:notes.txt')
		.action(async (path: string, _: object, command: Command) => withContext(command, async context => cat(path, context)));
	add('mkdir <path...>', 'make folders, with their parents', 'jottafm mkdir jotta:new/folder')
		.action(async (paths: string[], _: object, command: Command) => withContext(command, async context => mkdir(paths, context)));
	add('rm <path...>', 'move to the trash', 'jottafm rm jotta:old.txt')
		.option('--permanent', 'delete for good; the only way for local files')
		.action(async (paths: string[], options: {permanent?: boolean}, command: Command) => withContext(command, async context => rm(paths, options, context)));
	for (const [name, kind, description] of [['cp', 'copy', 'copy files and folders, either direction, or inside the cloud'], ['mv', 'move', 'move or rename; inside the cloud on the server']] as const) {
		add(`${name} <paths...>`, description, `jottafm ${name} ~/Pictures jotta:backup`)
			.usage('[options] SRC... DST')
			.addOption(new Option('--overwrite <rule>', 'what to do when a name is taken').choices(['ask', 'newer', 'always', 'never', 'rename']).default('ask'))
			.option('--checksum', 'compare content, not time')
			.option('--dry-run', 'only show what would be done')
			.option('--detach', 'leave it to the engine and return at once')
			.action(async (paths: string[], options: CopyOptions, command: Command) => {
				if (paths.length < 2) {
					command.error('error: a source and a destination are needed', {exitCode: 2});
				}

				await withContext(command, async context => copy(kind, paths, options, context));
			});
	}

	add('queue', 'show or steer the transfer queue', 'jottafm queue retry')
		.addArgument(new Argument('[action]', 'what to do').choices(['list', 'pause', 'resume', 'cancel', 'retry', 'clear']).default('list'))
		.action(async (action: QueueAction, _: object, command: Command) => withContext(command, async context => queue(action, context)));
	add('sandbox', 'serve the sandbox by itself', 'jottafm sandbox --port 0 --dir /tmp/sandbox')
		.option('--port <n>', 'port on 127.0.0.1; 0 picks one', readNumber, 0)
		.option('--dir <dir>', 'where its state is kept; else it is thrown away')
		.option('--latency <ms>', 'delay of each answer', readNumber, 0)
		.option('--faults <spec>', 'what goes wrong on purpose: METHOD PATTERN effects…; see source/sandbox/faults.ts', '')
		.option('--token-ttl <s>', 'life of access tokens', readNumber, 3600)
		.option('--capacity <bytes>', 'size of the account; -1 is unlimited', readNumber)
		.option('--demo', 'fill it with a believable account')
		.addOption(new Option('--until-stdin-ends').hideHelp())
		.action(async (options: SandboxCommand) => runner.serveSandbox(options));
	return program;
}

/** The account of `jotta:` or `jotta`. */
function accountName(text = 'jotta'): string {
	return text.replace(/:.*$/sv, '');
}

function readNumber(text: string): number {
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) {
		throw new InvalidArgumentError('That is not a number.');
	}

	return value;
}

/** The exit status for what commander has thrown: 0 for help and version, else 2. */
export function usageStatus(error: unknown): 0 | 2 | undefined {
	return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : undefined;
}
