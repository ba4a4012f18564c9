import {Buffer} from 'node:buffer';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import type {Client} from '../../../source/jotta/client.ts';
import type {RunningSandbox} from '../../../source/sandbox/server.ts';
import {openQueue, type Queue} from '../../../source/transfers/queue.ts';
import {signInTo, startTestSandbox, systemClock} from '../sandbox.ts';
import type {SlowLine} from '../slow-line.ts';
import {temporaryFolder} from '../temp-files.ts';
import {until} from '../drive.ts';
import {standardNames} from '../names.ts';
import {startApp, type AppSize} from './app.ts';
import type {Terminal} from './terminal.ts';

/** The built program on a sandbox of this process; tests see its screen and its effects. */
export type Scene = {
	readonly terminal: Terminal;
	readonly home: string;
	readonly sandbox: RunningSandbox;
	readonly client: Client;
	readonly queue: Queue; // the same as the program's
	readonly text: () => string;
	readonly left: () => string;
	readonly right: () => string;
	/** The row under the cursor: its text, its row on the screen, and its first column. */
	readonly cursor: () => string;
	readonly cursorRow: () => number;
	readonly cursorColumn: () => number;
	/** What was copied through the terminal. */
	readonly copied: () => readonly string[];
	/** How many requests there were for paths like this. */
	readonly asked: (paths: RegExp) => number;
	readonly type: (keys: string) => void;
	/** Waits for the screen, the disk or the sandbox. If it never happens, the failure shows the screen. */
	readonly until: (isSo: () => boolean) => Promise<void>;
};

export type Stage = Pick<Scene, 'home' | 'sandbox' | 'client' | 'queue'> & {readonly config: string; readonly args: readonly string[]};

/** A sandbox, an account that is signed in to it, and a home folder, without the program. */
export async function setStage(settings: object = {}): Promise<Stage> {
	const sandbox = await startTestSandbox();
	const {tools, client} = await signInTo(sandbox);
	const {configDir, settings: file} = tools.directories;
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, JSON.stringify({escape_wait: 20, ...settings}));
	const queue = openQueue({directories: tools.directories, clock: systemClock});
	onTestFinished(() => {
		queue.close();
	});
	return {
		home: await temporaryFolder(), sandbox, client, queue, config: configDir!, args: ['--config-dir', configDir!, '--server', sandbox.url],
	};
}

type SceneOptions = {
	readonly size?: AppSize;
	readonly line?: SlowLine | undefined;
	readonly editor?: string; // a command, as in EDITOR
};

/** Starts the program; `places` are shown in the panes. */
export function openScene({args, ...stage}: Stage, places: readonly string[], {size = {columns: 160, rows: 38}, line, editor = 'true'}: SceneOptions = {}): Scene {
	return sceneOf(stage, startApp(stage.home, size, {args: [...args, ...places], env: {EDITOR: editor, VISUAL: '', SHELL: '/bin/sh'}, line}));
}

export function sceneOf(stage: Omit<Stage, 'args' | 'config'>, terminal: Terminal): Scene {
	const pane = (side: 0 | 1) => terminal.screen().map(row => row.split(/[│┬┴]/v)[side] ?? '').join('\n');
	const cursor = () => terminal.inverse().find(({text}) => text.length >= 10); // a field's is one cell
	return {
		home: stage.home,
		sandbox: stage.sandbox,
		client: stage.client,
		queue: stage.queue,
		terminal,
		text: terminal.text,
		left: () => pane(0),
		right: () => pane(1),
		cursor: () => cursor()?.text ?? '',
		cursorRow: () => cursor()?.row ?? -1,
		cursorColumn: () => cursor()?.column ?? -1,
		copied: () => [...terminal.raw().matchAll(/\]52;c;(?<text>[\w+\/=]*)/gv)].map(({groups}) => Buffer.from(groups!.text!, 'base64').toString()),
		asked: paths => stage.sandbox.log.filter(({path: asked}) => paths.test(decodeURIComponent(asked))).length,
		type: terminal.type,
		async until(isSo) {
			await until(isSo).catch((error: unknown) => {
				throw new Error(`It never came to that. The screen shows:\n${terminal.text()}`, {cause: error});
			});
		},
	};
}

/** What is in a folder of the sandbox but not in the trash, by decoded names. */
export function liveNames({sandbox: {state: {tree}}}: Pick<Scene, 'sandbox'>, folder: readonly string[]): readonly string[] {
	return [...tree.children(tree.find(folder)!.id)].filter(({deleted}) => deleted === undefined).map(({name}) => standardNames.decode(name));
}
