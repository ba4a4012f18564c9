import type {Readable} from 'node:stream';
import type {Account} from '../settings/accounts.ts';
import {Failure} from '../failure.ts';
import type {Location} from '../files/location.ts';
import {createPictureDecoder} from '../files/pictures/picture-decoder.ts';
import type {OnPause} from '../jotta/http/retry.ts';
import {readAccount} from '../jotta/account.ts';
import {createOpener, type Tools} from '../transfers/open-location.ts';
import {openQueue} from '../transfers/queue.ts';
import {firstAccount} from '../settings/accounts-at-server.ts';
import type {KeyPreferences} from '../settings/key-settings.ts';
import {parseLocation, printLocation} from '../transfers/location-text.ts';
import {watchQueue} from '../transfers/watch.ts';
import {isEngineAlive, type EngineStarter} from '../transfers/start-engine.ts';
import {runApp} from './run.tsx';
import {openSandboxAccount, type SandboxAccount} from './sandbox-account.ts';
import {runSignIn} from './run-sign-in.tsx';
import type {SignInPreferences} from './stores/wizard/wizard.ts';
import type {Theme} from './layout/styles.ts';
import type {Colors} from './terminal/colors.ts';
import type {PicturePreference} from './terminal/picture-protocol.ts';
import type {TerminalStreams} from './terminal/take-terminal.ts';
import type {WindowSize} from './terminal/window-size.ts';

/** What cli.tsx knows about the machine and the command line. */
export type FileManagerOptions = {
	readonly panes: readonly string[]; // places as typed; missing ones get a default
	readonly sandbox?: boolean | string | undefined; // a string: the folder that keeps it
	readonly configDir?: string | undefined;
	readonly openTools: (configDir?: string) => Tools;
	readonly engineOf: (tools: Tools) => EngineStarter;
	readonly streams: TerminalStreams & {readonly stdin: Readable};
	readonly cwd: string;
	readonly homeFolder: string;
	readonly temporary: string;
	readonly execPath: string;
	readonly cliFile: string;
	readonly glyphs: 'unicode' | 'ascii';
	readonly colors: Colors;
	readonly pictures: PicturePreference; // how the terminal displays them
	readonly theme: Theme;
	readonly isSpoken: boolean; // lines for a screen reader instead of a screen
	readonly usualSize: WindowSize; // where the terminal does not know its own
	readonly canDraw: boolean; // the terminal understands more than lines
	readonly hasMouse: boolean;
	readonly escapeWait: number; // ms
	readonly keyPreferences: KeyPreferences;
	readonly hasDesktop: boolean; // and so a clipboard
	readonly editor: string; // the command in EDITOR
	readonly signInPreferences: SignInPreferences; // from the environment
	readonly openBrowser: (address: string) => boolean;
	readonly openFile: (path: string) => boolean;
};

/** Opens the two panes on the person's accounts or on a sandbox. Resolves with the exit status. @throws Failure `usage` without a terminal, `not-signed-in` */
export async function openFileManager(options: FileManagerOptions): Promise<number> {
	const {sandbox, configDir, openTools, streams} = options;
	if (!streams.stdin.isTTY || !streams.stdout.isTTY) {
		throw new Failure('usage', 'The file manager needs a terminal.', {nextStep: 'In scripts use the commands: jottafm --help'});
	}

	if (!options.canDraw) {
		throw new Failure('usage', 'This terminal says that nothing can be drawn on it (TERM=dumb).', {nextStep: 'Set TERM to what it is, or use the commands: jottafm --help'});
	}

	if (sandbox === undefined || sandbox === false) {
		return withTools(openTools(configDir), async tools => showPanes(tools, {...options, endsWithApp: false}));
	}

	const account = await openSandboxAccount({...options, directory: sandbox === true || sandbox === '' ? undefined : sandbox});
	return withTools(openTools(account.configDir), async tools => showSandbox(tools, account, options));
}

async function withTools(tools: Tools, work: (tools: Tools) => Promise<number>): Promise<number> {
	try {
		return await work(tools);
	} finally {
		await tools.pool.destroy();
	}
}

async function showSandbox(tools: Tools, account: SandboxAccount, options: FileManagerOptions): Promise<number> {
	try {
		const name = await account.signIn(tools);
		return await showPanes(tools, {...options, account: name, endsWithApp: true});
	} finally {
		await account.close(tools);
	}
}

type ShowOptions = FileManagerOptions & {readonly account?: string; readonly endsWithApp: boolean};

/** Whether there is an account; if not, the wizard offers to sign in. */
async function hasAccount(tools: Tools, options: FileManagerOptions): Promise<boolean> {
	return await firstAccount(tools.accounts, options.signInPreferences.server) !== undefined || await runSignIn({tools, ...options, preferences: options.signInPreferences}, options.streams) !== undefined;
}

async function showPanes(tools: Tools, options: ShowOptions): Promise<number> {
	const {panes, engineOf, streams, cwd, homeFolder, glyphs, colors, pictures, hasMouse, isSpoken, usualSize, escapeWait, keyPreferences, hasDesktop, account, endsWithApp, editor, temporary} = options;
	const {accounts, clock, directories} = tools;
	if (!await hasAccount(tools, options)) {
		throw new Failure('not-signed-in', 'Nobody is signed in yet.', {nextStep: 'Run: jottafm login. Or look around without an account: jottafm --sandbox'});
	}

	let signedIn = await accounts.list();
	const chosen = account ?? await firstAccount(accounts, options.signInPreferences.server);
	const named = (name?: string) => signedIn.find(each => each.name === name);
	const first = named(chosen)!;

	const homeOf = (location: Location): Location => {
		const {name, home} = location.kind === 'cloud' ? named(location.account) ?? first : first;
		return location.kind === 'local' ? {kind: 'local', path: homeFolder} : {kind: 'cloud', account: name, path: `/${home.device}/${home.mountpoint}`};
	};

	const read = async (text: string) => parseLocation(text.replace(/^~(?=\/|$)/v, homeFolder), {tools, cwd});
	const [left, right] = [panes[0] ?? '.', panes[1] ?? `${first.name}:`];
	const queue = openQueue(tools);
	const engine = engineOf(tools);
	let onPause: OnPause = () => {}; // eslint-disable-line @typescript-eslint/no-empty-function -- until the app hears it
	const opener = createOpener({
		...tools, onPause(pause) {
			onPause(pause);
		},
	});
	if (endsWithApp) {
		queue.resume(); // it was stopped when the last sandbox ended
	}

	try {
		return await runApp({
			left: await read(left),
			right: await read(right),
			openFileSystem: opener.fileSystem,
			queue,
			watch: watchQueue(queue, () => isEngineAlive(directories), engine.problem),
			startEngine: engine.start,
			hearPauses(listener) {
				onPause = listener;
			},
			openClient: opener.client,
			readAccount: async name => readAccount({client: await opener.client(name)}),
			parseLocation: read,
			printLocation: location => printLocation(location, tools), // the whole path: it stands next to a title that shows the same
			homeOf,
			firstAccount: () => (named(chosen) ?? signedIn[0] ?? first).name,
			homeFolder,
			accounts: {
				async list() {
					const before = whoIsIn(signedIn);
					signedIn = await accounts.list();
					if (whoIsIn(signedIn) !== before) {
						opener.forget(); // a client keeps its token: it would go on for somebody who has left
					}

					return signedIn;
				},
				tools,
				preferences: options.signInPreferences,
				openBrowser: options.openBrowser,
			},
			endsWithApp,
			clock,
			glyphs,
			colors,
			pictures,
			pictureDecoder: createPictureDecoder(),
			hasMouse,
			isSpoken,
			usualSize,
			escapeWait,
			keyPreferences,
			hasDesktop,
			editor,
			temporary,
			openFile: options.openFile,
		}, streams);
	} finally {
		if (endsWithApp) {
			queue.stopNow();
		}

		queue.close();
	}
}

/** Another text when somebody has signed in or out. */
function whoIsIn(accounts: readonly Account[]): string {
	return JSON.stringify(accounts.map(({name, username, server, tokens}) => [name, username, server, tokens !== undefined]));
}
