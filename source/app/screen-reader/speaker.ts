import {stripVTControlCharacters} from 'node:util';
import {cleanText} from '../../clean-text.ts';
import {graphemesOf} from '../text/text-width.ts';
import {asciiOf} from '../terminal/ascii.ts';

/** A line for a screen reader. It is said when what it is about (else its text) was not there before. */
export type SpokenLine = {readonly text: string; readonly about?: unknown};

export type Speaker = {
	/** All that can be said of how it is now; what is new in it is written, a line each. */
	readonly say: (lines: readonly SpokenLine[]) => void;
	/** The next time everything is said: somebody asks for it, or another program had the terminal. */
	readonly forget: () => void;
};

type SpeakerOptions = {
	readonly write: (text: string) => unknown;
	readonly isAscii: boolean; // the terminal knows no other characters
};

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

/** A row of columns, with commas between them. */
export function withoutColumns(text: string): string {
	return text.trim().replaceAll(/\s{2,}/gv, ', ');
}

function writable(text: string, isAscii: boolean): string {
	const safe = cleanText(stripVTControlCharacters(text)).trim();
	return isAscii ? Array.from(graphemesOf(safe), ({grapheme, width}) => asciiOf(grapheme, width)).join('') : safe;
}
