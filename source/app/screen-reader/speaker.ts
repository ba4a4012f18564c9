import {stripVTControlCharacters} from 'node:util';
import {cleanText} from '../../clean-text.ts';
import {graphemesOf} from '../text/text-width.ts';
import {asciiOf} from '../terminal/ascii.ts';

/** A line for a screen reader. It is said when its `about` (by default its text) was not among the lines before. */
export type SpokenLine = {readonly text: string; readonly about?: unknown};

export type Speaker = {
	/** Takes all lines of the current state, and writes the new ones. */
	readonly say: (lines: readonly SpokenLine[]) => void;
	/** Makes the next `say` write all lines: after a redraw, or when another program had the terminal. */
	readonly forget: () => void;
};

type SpeakerOptions = {
	readonly write: (text: string) => unknown;
	readonly isAscii: boolean; // the terminal shows only ASCII
};

/** Writes the lines of a state, each only once until it changes. */
export function createSpeaker({write, isAscii}: SpeakerOptions): Speaker {
	let known: ReadonlySet<unknown> = new Set();
	return {
		say(lines) {
			const newLines = lines.filter(({text, about = text}) => !known.has(about));
			known = new Set(lines.map(({text, about = text}) => about));
			if (newLines.length > 0) {
				write(newLines.map(({text}) => `${writable(text, isAscii)}\r\n`).join(''));
			}
		},
		forget() {
			known = new Set();
		},
	};
}

/** Turns a row of columns into text with commas. */
export function withoutColumns(text: string): string {
	return text.trim().replaceAll(/\s{2,}/gv, ', ');
}

function writable(text: string, isAscii: boolean): string {
	const safe = cleanText(stripVTControlCharacters(text)).trim();
	return isAscii ? Array.from(graphemesOf(safe), ({grapheme, width}) => asciiOf(grapheme, width)).join('') : safe;
}
