import fc from 'fast-check';
import xterm from '@xterm/headless';
import {describe, expect, it} from 'vitest';
import {createPainter} from '../../../source/app/terminal/painter.ts';

const columns = 24;
const rows = 5;

async function shown(frames: readonly string[]): Promise<readonly string[]> {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	terminal.write('\u{1B}[?7l'); // as in take-terminal.ts
	const painter = createPainter({columns, rows});
	for (const frame of frames) {
		await new Promise<void>(resolve => {
			terminal.write(painter.paint(frame), resolve);
		});
	}

	return Array.from({length: rows}, (_, row) => {
		const line = terminal.buffer.active.getLine(row)!;
		return Array.from({length: columns}, (__, column) => {
			const cell = line.getCell(column)!;
			return `${cell.getChars() === ' ' ? '' : cell.getChars()}${cell.isInverse() === 0 ? '' : '!'}${cell.isBold() === 0 ? '' : '*'}`;
		}).join('|');
	});
}

const piece = fc.oneof(
	fc.string({maxLength: 6, unit: 'grapheme-ascii'}),
	fc.constantFrom('写真', 'é', 'æøå', ' '.repeat(8), ' '.repeat(14), '│', '👍', '👩‍👩‍👧', '🇳🇴', 'e\u{301}', 'क्षि', '☎️', '한', 'שלום', '\u{1B}[7m👍🏽 \u{1B}[27m', '\u{1B}[38;5;200mhue\u{1B}[39m', '\u{1B}]8;;http://x/\u{7}link\u{1B}]8;;\u{7}', '\u{1B}[7m  marked  \u{1B}[27m', '\u{1B}[1mbold\u{1B}[22m', '\u{1B}[7m写\u{1B}[27m'),
);
const line = fc.array(piece, {maxLength: 4}).map(pieces => pieces.join(''));
const frame = fc.array(line, {minLength: 0, maxLength: rows}).map(lines => lines.join('\n'));

describe('the painter', () => {
	it('leaves the terminal as if only the last frame had been painted, whatever came before', async () => {
		await fc.assert(fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
			expect(await shown(frames)).toEqual(await shown(frames.slice(-1)));
		}), {numRuns: 150});
	});

	it('writes nothing when nothing has changed', () => {
		const painter = createPainter({columns, rows});
		painter.paint('one\ntwo');

		expect(painter.paint('one\ntwo')).toBe('');
	});

	it('writes nothing but ASCII where the terminal knows no more, in as many cells', () => {
		fc.assert(fc.property(frame, lines => {
			const [whole, plain] = [createPainter({columns, rows}), createPainter({columns, rows, isAscii: true})];

			expect(plain.paint(lines)).toMatch(/^\p{ASCII}*$/v);
			expect(whole.paint(lines)).not.toBe('');
		}));
		expect(createPainter({columns, rows, isAscii: true}).paint('høst… “é” 写|')).toContain('host~ "e" ??|');
	});

	it('writes a few bytes when one word changes', () => {
		const painter = createPainter({columns, rows});
		painter.paint('one\ntwo three four');

		expect(painter.paint('one\ntwo THREE four').length).toBeLessThan(32);
	});
});
