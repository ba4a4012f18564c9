import process from 'node:process';
import {statusOf} from '../ending-signals.ts';
import {isAlive} from '../files/leftovers.ts';
import type {App, AppOptions, TerminalHost} from './app.ts';
import {createApp} from './create-app.ts';
import {watchers} from './watchers/watchers.ts';
import {clearOldCopies} from './actions/edit/fetched-copies.ts';
import {applySettings} from './actions/program/settings.ts';
import {press} from './input/press.ts';
import {Root} from './screens/root.tsx';
import {closeWizard} from './actions/accounts/wizard.ts';
import {appLines} from './screen-reader/app-lines.ts';
import {speakApp} from './screen-reader/speak.ts';
import {createSpeaker} from './screen-reader/speaker.ts';
import {copyText} from './terminal/clipboard.ts';
import {mountInk, type MountedInk} from './terminal/ink-terminal.ts';
import {setEscapeTimer} from './terminal/escape-timer.ts';
import {createKeyDecoder} from './terminal/key-decoder.ts';
import {runEditor} from './terminal/run-editor.ts';
import {onSignals} from './terminal/signals.ts';
import {takeTerminal, type TakenTerminal, type TerminalStreams} from './terminal/take-terminal.ts';
import {sizeOf, type WindowSize} from './terminal/window-size.ts';

type RunOptions = Omit<AppOptions, 'size'> & {readonly hasDesktop: boolean; readonly editor: string; readonly hasMouse: boolean; readonly isSpoken: boolean; readonly escapeWait: number; readonly usualSize: WindowSize};

/** Shows the app until the person quits; always restores the terminal. Resolves with the exit status. */
export async function runApp(options: RunOptions, streams: TerminalStreams): Promise<number> {
	const terminal = takeTerminal(streams, options);
	try {
		return await showApp(options, streams, terminal);
	} finally {
		terminal.giveBack();
	}
}

async function showApp(options: RunOptions, {stdin, stdout}: TerminalStreams, terminal: TakenTerminal): Promise<number> {
	const size = () => sizeOf(stdout, options.usualSize);
	const exiting = new AbortController();
	const exit = Promise.withResolvers<number>();
	const {isSpoken} = options;
	const isAscii = options.glyphs === 'ascii';
	const write = (text: string) => !terminal.isTaken() || stdout.write(text); // lent to another program: everything is drawn again afterwards
	const speaker = isSpoken ? createSpeaker({write, isAscii}) : undefined;
	const repaint = () => {
		terminal.setModes();
		ink.repaint();
		speaker?.forget();
		speaker?.say(appLines(app));
	};

	const host = terminalHost({
		options, stdout, terminal, write, repaint, ink: () => ink, exit: exit.resolve, signal: exiting.signal,
	});
	const app = createApp({...options, size: size()}, host);
	const stops = watchers.map(watch => watch(app));
	const ink = mountInk(<Root app={app}/>, {
		...size(),
		isAscii,
		write: text => isSpoken || write(text),
		onDrain(listener) {
			stdout.on('drain', listener);
		},
	});
	ink.exited.catch((error: unknown) => {
		exit.reject(error);
	});
	const resize = () => {
		const {columns, rows} = size();
		ink.resize(columns, rows);
		app.stores.window.resize({columns, rows});
	};

	const decoder = createKeyDecoder({
		escapeWait: options.escapeWait,
		onEvent(event) {
			press(app, event);
		},
		setTimer: setEscapeTimer,
	});
	const hangUp = () => {
		exit.resolve(statusOf('SIGHUP')); // the terminal is gone; the signal went to the leader of the session
	};

	stdin.on('data', decoder.feed).on('end', hangUp).resume(); // the sign-in screen may have paused it
	stdout.on('resize', resize);
	const stopSpeaking = speaker && speakApp(app, speaker);
	const stopListening = onSignals({leave: exit.resolve, fail: exit.reject});
	try {
		startWork(app);
		return await exit.promise;
	} finally {
		exiting.abort();
		stopListening();
		stopSpeaking?.();
		for (const stop of stops) {
			stop();
		}

		stdin.off('data', decoder.feed).off('end', hangUp).pause();
		stdout.off('resize', resize);
		closeWizard(app);
		app.stores.transfers.stop();
		for (const pane of app.panes) {
			pane.stop();
		}

		ink.unmount();
	}
}

type HostParts = {
	readonly options: RunOptions;
	readonly stdout: TerminalStreams['stdout'];
	readonly terminal: TakenTerminal;
	readonly write: (text: string) => unknown;
	readonly repaint: () => void;
	readonly ink: () => MountedInk; // mounted after the app is made
	readonly exit: (status: number) => void;
	readonly signal: AbortSignal; // the app exits: ends the editor
};

/** What the app may do with this terminal. After another program had it, everything is drawn again. */
function terminalHost({options: {editor, hasDesktop}, stdout, terminal, write, repaint, ink, exit, signal}: HostParts): TerminalHost {
	const repaintAfterLoan = () => {
		process.emit('SIGWINCH', 'SIGWINCH'); // the window may have another size by now
		repaint();
	};

	return {
		quit() {
			exit(0);
		},
		suspend() {
			terminal.suspend(() => {
				process.kill(0, 'SIGTSTP'); // the whole job, as the shell would
			});
			repaintAfterLoan();
		},
		redraw: repaint,
		ringBell() {
			stdout.write('\u{7}');
		},
		async editFile(file) {
			try {
				await terminal.lend(async () => runEditor(editor, file, signal));
			} finally {
				repaintAfterLoan();
			}
		},
		copyText: async text => copyText(text, {
			hasDesktop,
			write(sequence) {
				stdout.write(sequence);
			},
		}),
		askTerminal(sequence) {
			write(sequence);
		},
		placePicture: picture => ink().placePicture(picture),
		forwardKeys(bytes) {
			ink().forward(bytes);
		},
	};
}

/** Applies the settings, reads both folders and the account, and starts the engine if there is work. */
function startWork(app: App): void {
	const {service: {refreshAccount, queue, startEngine}, stores: {transfers, messages}, panes, attempt} = app;
	attempt(async () => applySettings(app));
	attempt(async () => clearCopies(app));
	for (const pane of panes) {
		attempt(async () => pane.reload());
	}

	refreshAccount();
	if (queue.hasWork() || queue.hasLeftovers()) {
		startEngine();
	}

	const notice = queue.takeNotice();
	if (notice) {
		messages.report(notice);
	}

	if (transfers.get().isPaused && transfers.get().totals.waiting > 0) {
		messages.say(`${transfers.get().totals.waiting} transfers wait since last time: p goes on.`);
	}
}

/** Removes copies left by earlier runs. Edits that were never queued are kept, and the log says where. */
async function clearCopies({service: {queue, temporary, accounts: {tools: {directories}}}, stores: {messages}}: App): Promise<void> {
	for (const home of [directories.edits, temporary]) {
		const kept = await clearOldCopies(home, {isAlive, needed: queue.neededBelow(home)});
		for (const folder of kept) {
			messages.note(`What was written in an editor and not sent is kept in ${folder}`);
		}
	}
}
