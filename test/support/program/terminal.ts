import {Buffer} from 'node:buffer';
import process from 'node:process';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {openLine, type SlowLine} from '../slow-line.ts';

const patience = 60_000; // ms: a busy machine is late, not wrong
const frameEnd = '\u{1B}[?2026l'; // of a synchronised update

export type TerminalOptions = {
	readonly file?: string;
	readonly args: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly line?: SlowLine | undefined; // between the program and the terminal; none: both are on one machine
};

export type Terminal = {
	readonly pid: number;
	/** The screen as a person sees it, one string a row, trailing blanks kept. */
	readonly screen: () => readonly string[];
	readonly text: () => string;
	/** Inverse text, row by row, with its first column: this is the cursor. */
	readonly inverse: () => ReadonlyArray<{readonly row: number; readonly column: number; readonly text: string}>;
	/** The content of one cell. */
	readonly cell: (column: number, row: number) => string;
	readonly isAlternate: () => boolean;
	/** Everything the program has written so far, in bytes. */
	readonly bytesWritten: () => number;
	readonly raw: () => string;
	readonly type: (keys: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	/** Resolves when the screen shows the text, or matches. Otherwise rejects with the screen. */
	readonly waitFor: (what: string | RegExp | ((text: string) => boolean), milliseconds?: number) => Promise<void>;
	/** Resolves when the frame that is under way is complete: all its bytes are written, and shown. */
	readonly wholeFrame: () => Promise<void>;
	readonly exited: Promise<number>;
	readonly kill: (signal?: string) => void;
};

/** Runs a program in a pseudo-terminal and reads its screen. */
export function openTerminal({file = process.execPath, args, columns = 80, rows = 24, cwd = process.cwd(), env = {}, line}: TerminalOptions): Terminal {
	const screen = new xterm.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 0, logLevel: 'off', // fish shows a DEL as it is
	});
	const child = pty.spawn(file, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd,
		env: {
			PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env,
		},
	});

	let raw = '';
	const changed = new Set<() => void>();
	const characters = new TextDecoder(); // xterm’s own decoder loses a character that is cut behind a byte 80
	const show = (piece: Uint8Array) => {
		screen.write(characters.decode(piece, {stream: true}), () => {
			for (const check of changed) {
				check();
			}
		});
	};

	const hear = (piece: Uint8Array) => {
		child.write(Buffer.from(piece) as unknown as string); // it accepts bytes, too; only so can half a character be sent
	};

	const [toScreen, toProgram] = line ? [openLine(line, show), openLine({...line, seed: line.seed + 1}, hear)] : [show, hear];
	child.onData(data => {
		raw += data;
		toScreen(Buffer.from(data));
	});
	screen.onData(answer => {
		toProgram(Buffer.from(answer));
	});
	const exited = new Promise<number>(resolve => {
		child.onExit(({exitCode, signal}) => {
			resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal);
		});
	});

	const lines = () => Array.from({length: screen.rows}, (_, row) =>
		screen.buffer.active.getLine(screen.buffer.active.baseY + row)?.translateToString(false) ?? '');
	const text = () => lines().join('\n');
	const inverse = () => Array.from({length: screen.rows}, (_, row) => {
		const shown = screen.buffer.active.getLine(screen.buffer.active.baseY + row);
		const set = Array.from({length: screen.cols}, (_unused, column) => column).filter(column => (shown?.getCell(column)?.isInverse() ?? 0) !== 0);
		return {row, column: set[0] ?? 0, text: set.map(column => shown?.getCell(column)?.getChars() ?? '').join('')};
	}).filter(({text: shown}) => shown !== '');

	return {
		pid: child.pid,
		screen: lines,
		text,
		inverse,
		cell: (column, row) => screen.buffer.active.getLine(screen.buffer.active.baseY + row)?.getCell(column)?.getChars() ?? '',
		isAlternate: () => screen.buffer.active.type === 'alternate',
		bytesWritten: () => Buffer.byteLength(raw),
		raw: () => raw,
		type(keys) {
			toProgram(Buffer.from(keys));
		},
		resize(newColumns, newRows) {
			screen.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		waitFor: async (what, milliseconds = patience) => waitForScreen({
			text, changed, matches: matcher(what), what, milliseconds,
		}),
		wholeFrame: async () => waitForScreen({
			text, changed, matches: () => raw.endsWith(frameEnd), what: 'a whole frame', milliseconds: patience,
		}),
		exited,
		kill(signal = 'SIGKILL') {
			child.kill(signal);
		},
	};
}

type Matcher = (text: string) => boolean;

function matcher(what: string | RegExp | Matcher): Matcher {
	if (typeof what === 'function') {
		return what;
	}

	return typeof what === 'string' ? text => text.includes(what) : text => what.test(text);
}

type Waiting = {
	readonly text: () => string;
	readonly changed: Set<() => void>;
	readonly matches: Matcher;
	readonly what: string | RegExp | Matcher;
	readonly milliseconds: number;
};

async function waitForScreen({text, changed, matches, what, milliseconds}: Waiting): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => {
			changed.delete(check);
			reject(new Error(`The screen never showed ${String(what)}. It shows:\n${text()}`));
		}, milliseconds);
		const check = () => {
			if (!matches(text())) {
				return;
			}

			clearTimeout(timer);
			changed.delete(check);
			resolve();
		};

		changed.add(check);
		check();
	});
}
