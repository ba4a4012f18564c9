import type {Buffer} from 'node:buffer';
import {existsSync, readFileSync, readlinkSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Clock} from './source/clock.ts';
import {buildProgram, usageStatus, type GlobalOptions} from './source/cli/arguments.ts';
import type {Context, Output} from './source/cli/context.ts';
import {exactWords} from './source/cli/exact-words.ts';
import {type ExitStatus, exitStatusOf} from './source/cli/exit-status.ts';
import {interruptSignal} from './source/cli/interrupt.ts';
import {createOutput, logOn, warnOn} from './source/cli/output.ts';
import {crashOf} from './source/app/crash.ts';
import {openBrowserOn, openFileOn} from './source/app/sign-in/open-browser.ts';
import {glyphsOf} from './source/app/layout/glyphs.ts';
import {colorsOf} from './source/app/terminal/colors.ts';
import {pictureProtocolOf} from './source/app/terminal/picture-protocol.ts';
import {sizeOfEnvironment} from './source/app/terminal/window-size.ts';
import {commandTable} from './source/commands/table.ts';
import {Failure, toFailure} from './source/failure.ts';
import {diskFailure} from './source/files/disk-failures.ts';
import {localName} from './source/files/local-name.ts';
import {pauseText, type OnPause} from './source/jotta/http/retry.ts';
import {openPool} from './source/jotta/http/pool.ts';
import {createNameCodec} from './source/jotta/name-codec.ts';
import {renewElsewhere} from './source/jotta/sign-in/start-renewal.ts';
import {createLog, logCause, silentLog} from './source/log.ts';
import {accountsAt} from './source/settings/accounts-at-server.ts';
import {openAccounts} from './source/settings/accounts.ts';
import {resolveDirectories} from './source/settings/directories.ts';
import {
	editorOfEnvironment,
	hasDisplay,
	networkOfEnvironment,
	signInOfEnvironment,
} from './source/settings/environment.ts';
import {readKeyPreferences} from './source/settings/key-settings.ts';
import {readSettings} from './source/settings/settings.ts';
import {createEngineStarter} from './source/transfers/start-engine.ts';
import type {Tools} from './source/transfers/open-location.ts';
import {version} from './source/version.ts';

/*
The entry: arguments in, one command or the app out. The only place where things are put together.
*/

const clock: Clock = {
	now: () => Date.now(),
	async sleep(milliseconds, signal) {
		await sleep(milliseconds, undefined, {...(signal && {signal})});
	},
};

const thisFile = fileURLToPath(import.meta.url);
const isBuilt = thisFile.endsWith('.js');
const fileBeside = (built: string, source: string) => fileURLToPath(new URL(isBuilt ? built : source, import.meta.url));
const engineFile = fileBeside('engine.js', 'source/transfers/engine/main.ts');
const renewFile = fileBeside('renew.js', 'source/jotta/sign-in/renewal-process.ts');

const warn = warnOn(process.stderr);
const canDraw = process.env.TERM !== 'dumb';

function openTools({configDir, verbose = false, server}: GlobalOptions, output?: Output): Tools {
	const directories = resolveDirectories(configDir);
	const log = verbose ? createLog(logOn(process.stderr)) : silentLog;
	return {
		directories,
		accounts: accountsAt(server, openAccounts(directories, clock, warn)),
		names: createNameCodec(readSettings(directories).settings.encoding),
		pool: openPool(networkOfEnvironment(warn)),
		clock,
		log,
		...(output && {
			onWaiting(subject: string) {
				log({message: `waiting for an answer: ${subject}`});
				output.progress([`Waiting for Jottacloud to answer: ${subject}`]); // on a terminal only: cron would send it as a mail
			},
		}),
		...(output && {onPause: tellPauses(output)}),
		renewElsewhere: renewElsewhere({configDir: directories.configDir, renewFile, execPath: process.execPath}),
	};
}

/** Each pause once, however many requests meet it. */
function tellPauses(output: Output): OnPause {
	let until = -Infinity;
	return pause => {
		if (!(pause.isWaited && Math.abs(until - clock.now()) > pause.milliseconds)) {
			return;
		}

		until = clock.now() + pause.milliseconds;
		output.note(`${pauseText(pause)} It is tried again then.`);
	};
}

const engineOf = ({directories}: Tools) => createEngineStarter({directories, engineFile, execPath: process.execPath}, clock);

/** Says what has ended the program before it could do anything, or on its screen. */
function sayFailure(failure: Failure): void {
	createOutput({
		stdout: process.stdout, stderr: process.stderr, clock, isJson: false, isQuiet: false,
	}).failure(failure.message, failure.nextStep);
	process.exitCode = exitStatusOf(failure);
}

/** What Linux tells of this process in bytes; nothing elsewhere. */
function readProcess(read: () => Buffer): Buffer | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

/** @throws Failure `not-found` in a folder that was deleted */
function workingFolder(): string {
	try {
		const folder = process.cwd();
		const bytes = folder.includes('\u{FFFD}') ? readProcess(() => readlinkSync('/proc/self/cwd', {encoding: 'buffer'})) : undefined;
		return bytes === undefined ? folder : localName(bytes);
	} catch (error) {
		throw new Failure('not-found', 'The folder that you are in is no longer there.', {nextStep: 'Go to another one, for example with cd, and try again.', cause: error});
	}
}

/** Where local panes begin. Without a home folder that can be used (HOME): at the top. */
function homeFolder(): string {
	const folder = homedir();
	return path.isAbsolute(folder) ? folder : '/';
}

/** `jottafm ls | head -1` ends quietly, and `jottafm help ls | head -1`, too. */
function endWithReader(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') {
		warn(diskFailure(error, 'standard output').message);
	}

	process.exit(error.code === 'EPIPE' ? 0 : 1);
}

/** What changes something goes on without a reader, and keeps its status: half of it would be done, and nobody told of the rest. */
function goOnWithoutReader(): void {
	let isSaid = false;
	process.stdout.off('error', endWithReader);
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE' || isSaid) {
			return;
		}

		isSaid = true;
		warn(diskFailure(error, 'standard output').message);
		process.once('exit', () => {
			process.exitCode = process.exitCode === 0 ? 1 : process.exitCode ?? 1;
		});
	});
}

async function run(options: GlobalOptions, work: (context: Context) => Promise<ExitStatus>, {onlyReads = false}: {readonly onlyReads?: boolean}): Promise<void> {
	if (!onlyReads) {
		goOnWithoutReader();
	}

	process.stderr.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody hears it; the status says it
	const {json = false, quiet = false, server} = options;
	const cwd = workingFolder();
	const output = createOutput({
		stdout: process.stdout, stderr: process.stderr, clock, isJson: json, isQuiet: quiet, canDraw,
	});
	const tools = openTools(options, output);
	const isOnScreen = process.stdin.isTTY && process.stdout.isTTY && canDraw && !json;
	const engine = engineOf(tools);
	const context: Context = {
		tools,
		output,
		stdin: process.stdin,
		cwd,
		homeFolder: homeFolder(),
		server,
		startEngine: engine.start,
		engineProblem: engine.problem,
		signal: interruptSignal(process),
		environment: signInOfEnvironment(tools.directories, warn),
		...(isOnScreen && {
			async signInOnScreen(request) {
				const {runSignIn} = await import('./source/app/run-sign-in.tsx');
				return runSignIn({
					tools, preferences: request, ...lookOf(tools.directories.configDir), ...desktop(),
				}, process);
			},
		}),
	};
	try {
		process.exitCode = await work(context);
	} catch (error) {
		const failure = toFailure(error);
		output.failure(failure.message, failure.nextStep);
		logCause(tools.log, failure);
		process.exitCode = exitStatusOf(failure);
	} finally {
		await output.flush();
		output.clearProgress();
		await tools.pool.destroy();
	}
}

/** How it looks: by the settings, the language of the environment, and what it says about colours and pictures. */
function lookOf(configDir?: string) {
	const {env} = process;
	const {settings} = readSettings(resolveDirectories(configDir));
	const isSpoken = settings.screen_reader || env.INK_SCREEN_READER === 'true';
	return {
		glyphs: glyphsOf(settings.glyphs, env.LC_ALL ?? env.LC_CTYPE ?? env.LANG),
		colors: colorsOf(env),
		pictures: isSpoken ? undefined : pictureProtocolOf(settings.pictures, env),
		theme: settings.theme,
		isSpoken,
		usualSize: sizeOfEnvironment(env),
		canDraw,
	} as const;
}

/** What the person has set about keys and mouse; the defaults where the folder is not known yet. */
function keysOf(configDir?: string) {
	const directories = resolveDirectories(configDir);
	const {settings} = readSettings(directories);
	return {hasMouse: settings.mouse, escapeWait: settings.escape_wait, keyPreferences: readKeyPreferences(directories)} as const;
}

const desktop = () => ({openBrowser: openBrowserOn({platform: process.platform, hasDisplay: hasDisplay()}), hasDesktop: hasDisplay()});

async function openApp({sandbox, configDir, ...options}: GlobalOptions, panes: readonly string[]): Promise<void> {
	const cwd = workingFolder(); // Ink asks for it when it is loaded
	const {log: logFile} = resolveDirectories(configDir);
	const {openFileManager} = await import('./source/app/open-file-manager.ts');
	// A terminal that has gone away is followed by SIGHUP: that is the way out, with all of its clearing up.
	process.stdout.off('error', endWithReader);
	process.stdout.on('error', () => {}); // eslint-disable-line @typescript-eslint/no-empty-function -- nobody is there to be told
	try {
		process.exitCode = await openFileManager({
			panes,
			sandbox,
			configDir,
			openTools: folder => openTools({...options, ...(folder !== undefined && {configDir: folder})}),
			engineOf,
			streams: process,
			cwd,
			homeFolder: homeFolder(),
			temporary: tmpdir(),
			execPath: process.execPath,
			cliFile: thisFile,
			signInPreferences: {...signInOfEnvironment(resolveDirectories(configDir), warn), server: options.server},
			...desktop(),
			...lookOf(configDir),
			...keysOf(configDir),
			openFile: openFileOn({platform: process.platform, hasDisplay: hasDisplay()}),
			editor: editorOfEnvironment(),
		});
	} catch (error) {
		const failure = crashOf(error, {logFile, now: clock.now()});
		sayFailure(failure);
	}
}

const program = buildProgram(commandTable, {
	run,
	openApp,
}, version);

process.stdout.on('error', endWithReader);
try {
	// A folder for the sandbox is written --sandbox=DIR: what follows a bare --sandbox is the left pane.
	const words = exactWords(process.argv.slice(2), {readBytes: () => readProcess(() => readFileSync('/proc/self/cmdline')), isFile: existsSync});
	await program.parseAsync(words.map(word => word === '--sandbox' ? '--sandbox=' : word), {from: 'user'});
} catch (error) {
	const status = usageStatus(error);
	if (status === undefined && !(error instanceof Failure)) {
		throw error;
	}

	process.exitCode = status;
	if (error instanceof Failure) {
		sayFailure(error);
	}
}
