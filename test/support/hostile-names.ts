import fc from 'fast-check';
import {expect} from 'vitest';
import type {Scene} from './program/scene.ts';

/* eslint-disable @stylistic/array-element-newline -- a table by kind: terminal sequences, what cannot be seen, widths, harmless ones */
/** Pieces of names that attack a terminal, or are wider or narrower than they look. */
const hostilePieces = [
	'\u{1B}[2J', '\u{1B}]0;title\u{7}', '\u{1B}]52;c;aGFja2Vk\u{7}', '\u{9D}52;c;aGFja2Vk\u{9C}', '\u{9B}31m', '\u{90}q\u{9C}', '\u{1B}c', '\u{1B}', '\u{8}', '\r', '\n', '\t', '\u{7F}', '\u{E}',
	'\u{202E}fdp.exe', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{2028}', '\u{AD}', '\u{DC80}', '\u{DCFF}', '\u{D800}', '\u{115F}', '\u{3164}',
	'写真', '한글', 'ｆｕｌｌ', 'ﾊﾟ', 'e\u{301}', 'Z\u{335}\u{321}\u{353}', '👍', '👍🏽', '👩‍👩‍👧', '🇳🇴', '☎️', 'क्षि', 'שלום', 'عربى', '\u{1F3FD}', '\u{E000}', '\u{FE0F}', '\u{301}',
	'plain', ' ', '.', '%', 'ø',
] as const;
/* eslint-enable @stylistic/array-element-newline */

/** A hostile name. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
	fc.array(fc.constantFrom(...hostilePieces), {minLength: 1, maxLength: 8}).map(pieces => pieces.join('')),
	fc.string({unit: 'binary', minLength: 1, maxLength: 30}),
	fc.constantFrom('😀'.repeat(255), '\u{1F469}\u{200D}'.repeat(40), '\u{301}'.repeat(60)),
);

/** One of each kind: a description, and the name. */
export const hostileNames: Readonly<Record<string, string>> = {
	'a control character': 'tab\there\u{8}\u{7}.txt',
	'an escape sequence': 'esc\u{1B}[2J\u{1B}]0;owned\u{7}.txt',
	'OSC 52 in its C1 form': 'osc\u{9D}52;c;aGFja2Vk\u{9C}.txt',
	'a bidi override': 'bidi\u{202E}txt.exe',
	'zero width': 'zero\u{200B}\u{2060}width.txt',
	'combining marks': 'combining\u{335}\u{321}\u{353}e\u{301}.txt',
	'wide characters': '写真👩‍👩‍👧🇳🇴.txt',
	'many emoji': `${'😀'.repeat(60)}.txt`,
};

// What the program itself writes: colours, modes, moves, erasing, the usual letters, and OSC 52 for what was copied.
const ours = /\u{1B}\[[>?]?[\d;]*[A-HJKSTXfhlmrtu]|\u{1B}\]52;c;[\w+\/=]*\u{7}|\u{1B}\]8;;[^\u{7}\u{1B}]*(?:\u{7}|\u{1B}\\)|\u{1B}[78=>]|\u{1B}\(B\u{F}|[\n\r]/gv; // eslint-disable-line no-control-regex, regexp/no-control-character -- these are what it is about

/** The first character of what was written to a terminal that the program does not write itself, with what stands around it. */
export function rawIn(written: string): string | undefined {
	return /.{0,20}[\p{Bidi_Control}\p{Control}\p{Surrogate}\u{200B}\u{2028}\u{FEFF}].{0,20}/v.exec(written.replaceAll(ours, ''))?.[0];
}

/** Expects no terminal sequences in the output except those that the program writes itself. */
export function expectNothingRaw({terminal}: Scene): void {
	expect(rawIn(terminal.raw())).toBeUndefined();
	expect(terminal.raw()).not.toContain('aGFja2Vk\u{7}');
}

/** The column of the divider in each row of the list: always the same when all widths are right. */
export function expectStraight({terminal}: Scene): void {
	const columns = terminal.screen().slice(2, 20).map((_, row) => terminal.cell(79, row + 2));
	expect(new Set(columns)).toEqual(new Set(['│']));
}
