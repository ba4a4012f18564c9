import type {Writable} from 'node:stream';
import stringWidth from 'string-width';
import {cleanText} from '../clean-text.ts';
import {withoutStepsBack, type Clock} from '../clock.ts';

const pause = 100; // ms between two drawings, for slow lines

/** Lines at the end of the terminal that are drawn over in place. */
export type ProgressLines = {
	readonly draw: (lines: readonly string[]) => void;
	readonly clear: () => void;
};

export function createProgressLines(stderr: Writable & {readonly columns?: number; readonly rows?: number}, clock: Clock): ProgressLines {
	const steadyNow = withoutStepsBack(clock);
	let drawn = 0;
	let lastTime = -Infinity;
	let lastText = '';
	const upAndClear = () => `\r${drawn > 1 ? `\u{1B}[${drawn - 1}A` : ''}\u{1B}[J`;
	return {
		draw(lines) {
			const now = steadyNow();
			const {columns = 0, rows = 0} = stderr; // 0 where the terminal does not know
			const height = Math.max(1, (rows > 0 ? rows : 24) - 1); // what has scrolled away cannot be drawn over
			// Three cells stay free: a terminal echoes ^C behind the last line.
			const shown = lines.slice(0, height).map(line => cut(cleanText(line), (columns > 0 ? columns : 80) - 3));
			const text = shown.join('\n');
			if (now - lastTime < pause || text === lastText) {
				return;
			}

			stderr.write(`${upAndClear()}${text}`);
			drawn = shown.length;
			lastTime = now;
			lastText = text;
		},
		clear() {
			if (drawn === 0) {
				return;
			}

			stderr.write(upAndClear());
			drawn = 0;
			lastText = '';
		},
	};
}

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Cuts to so many cells: a line that wraps could not be drawn over. */
function cut(text: string, width: number): string {
	if (stringWidth(text) <= width) {
		return text;
	}

	let [kept, cells] = ['', 1];
	for (const {segment} of graphemes.segment(text)) {
		cells += stringWidth(segment);
		if (cells > width) {
			break;
		}

		kept += segment;
	}

	return `${kept}…`;
}
