import path from 'node:path';
import {onTestFinished} from 'vitest';
import {profileOfTest} from '../profile.ts';
import {openTerminal, type Terminal, type TerminalOptions} from './terminal.ts';

/** What a terminal sends for keys. */
export const keys = {
	F1: '\u{1B}OP', F2: '\u{1B}OQ', F3: '\u{1B}OR', F4: '\u{1B}OS', F5: '\u{1B}[15~', F6: '\u{1B}[17~', F7: '\u{1B}[18~', F8: '\u{1B}[19~', F9: '\u{1B}[20~', F10: '\u{1B}[21~',
	Up: '\u{1B}[A', Down: '\u{1B}[B', Right: '\u{1B}[C', Left: '\u{1B}[D', Home: '\u{1B}[H', End: '\u{1B}[F', PageUp: '\u{1B}[5~', PageDown: '\u{1B}[6~',
	Enter: '\r', Tab: '\t', Esc: '\u{1B}', Backspace: '\u{7F}',
} as const;

export type AppSize = {readonly columns: number; readonly rows: number};

/** The built program on its own sandbox, in a folder that is its home. */
export function startApp(home: string, {columns, rows}: AppSize, {args = ['--sandbox'], env = {}, line, dist = 'dist'}: Partial<Pick<TerminalOptions, 'args' | 'env' | 'line'>> & {readonly dist?: string} = {}): Terminal {
	const terminal = openTerminal({
		args: [path.resolve(dist, 'cli.js'), ...args], columns, rows, cwd: home, env: {HOME: home, JOTTAFM_PROFILE: profileOfTest(), ...env}, line,
	});
	onTestFinished(async () => {
		terminal.kill('SIGHUP');
		await terminal.exited;
	});
	return terminal;
}

/** One pane, as text. */
export function pane(terminal: Terminal, side: 'left' | 'right'): string {
	return terminal.screen().map(row => row.split('│')[side === 'left' ? 0 : 1] ?? '').join('\n');
}

/** The last message, above the key bar; a long one takes more than one row. */
export function messageLine(terminal: Terminal): string {
	return terminal.screen().slice(-5, -1).map(row => row.trim()).join(' ');
}

/** The whole address of the sign-in page: the target of the link on the screen. */
export function shownAddress(terminal: Terminal): string {
	return terminal.raw().split('\u{1B}]8;;').map(part => part.split('\u{7}', 1)[0]!).findLast(target => target.includes('/auth?'))!;
}

/** Filters for a name, moves to the row that is left, and clears the filter again. */
export async function moveCursorTo(terminal: Terminal, name: string): Promise<void> {
	terminal.type('/');
	await terminal.waitFor('Show only');
	terminal.type(`${name}${keys.Enter}`);
	await terminal.waitFor(`filter “${name}”`);
	terminal.type(keys.Down);
	terminal.type(keys.Esc);
	await terminal.waitFor(text => !text.includes(`filter “${name}”`));
}
