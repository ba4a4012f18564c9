import xterm from '@xterm/headless';
import {expect, it} from 'vitest';
import {createPainter} from '../../../source/app/terminal/painter.ts';
import {takeTerminal, type TerminalStreams} from '../../../source/app/terminal/take-terminal.ts';

const rows = ['one line', 'another', '', 'the last'];

it.each([
	['letters that are lines', '\u{1B}(0'],
	['letters that are lines, shifted', '\u{1B})0\u{E}'],
	['a part of the screen that scrolls', '\u{1B}[2;3r'],
	['a corner that counts from there', '\u{1B}[2;3r\u{1B}[?6h'],
	['characters that push others on', '\u{1B}[4h'],
	['a new line at the end of each row', '\u{1B}[?7h'],
])('what is drawn again is right after another program has set %s', async (_, noise) => {
	const terminal = new xterm.Terminal({cols: 8, rows: 4, allowProposedApi: true});
	const streams = {
		stdin: {}, stdout: {
			write(text: string) {
				terminal.write(text);
				return true;
			},
		},
	} as unknown as TerminalStreams;
	const taken = takeTerminal(streams);
	const painter = createPainter({columns: 8, rows: 4});
	const frame = rows.join('\n');
	terminal.write(painter.paint(frame) + noise);

	taken.setModes();
	painter.forget();
	await new Promise<void>(resolve => {
		terminal.write(painter.paint(frame), resolve);
	});

	expect(Array.from({length: 4}, (_row, row) => terminal.buffer.active.getLine(row)!.translateToString(true))).toEqual(rows);
});
