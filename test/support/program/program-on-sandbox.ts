import path from 'node:path';
import process from 'node:process';
import {onTestFinished} from 'vitest';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {signInTo} from '../sandbox.ts';
import {temporaryFolder} from '../temp-files.ts';
import {engineEnded, enginesOf} from './engines.ts';
import {
	programFile,
	runProgram,
	type ProgramOptions,
	type Result,
} from './program.ts';
import {openTerminal, type Terminal} from './terminal.ts';

export type ProgramOnSandbox = {
	readonly folder: string; // for files
	readonly run: (args: readonly string[], options?: ProgramOptions) => Promise<Result>;
	readonly config: string; // its configuration directory
	/** The file manager, 80x24, with these folders in its panes. */
	readonly openScreen: (panes: readonly [string, string]) => Terminal;
	/** Process ids of its engines, which are no children of the program. */
	readonly engines: () => Promise<readonly number[]>;
	readonly signalEngine: (signal: NodeJS.Signals) => Promise<void>;
	readonly killEngine: () => Promise<void>;
};

/** The built program, signed in to a sandbox of this process, which a test can inspect and control. */
export async function openProgramOn(sandbox: RunningSandbox, {configIn}: {readonly configIn?: string} = {}): Promise<ProgramOnSandbox> {
	const folder = await temporaryFolder();
	const config = path.join(configIn ?? await temporaryFolder(), 'config');
	const engines = async () => enginesOf(config);
	const signalEngine = async (signal: NodeJS.Signals) => {
		for (const id of await engines()) {
			process.kill(id, signal);
		}
	};

	onTestFinished(async () => engineEnded(config));
	const run: ProgramOnSandbox['run'] = async ([command = '', ...rest], options) => runProgram([command, '--config-dir', config, '--server', sandbox.url, ...rest], options);
	const openScreen: ProgramOnSandbox['openScreen'] = panes => {
		const terminal = openTerminal({args: [programFile, '--config-dir', config, '--server', sandbox.url, ...panes]});
		onTestFinished(async () => {
			terminal.kill();
			await terminal.exited;
		});
		return terminal;
	};

	await signInTo(sandbox, {config, loginToken: sandbox.state.identity.createLoginToken(sandbox.url)});
	return {
		folder, config, run, openScreen, engines, signalEngine, killEngine: async () => signalEngine('SIGKILL'),
	};
}
