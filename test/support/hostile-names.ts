import fc from 'fast-check';

/* eslint-disable @stylistic/array-element-newline -- a table by kind: terminal sequences, what cannot be seen, widths, harmless ones */
/** Pieces of names that try to do something to a terminal, or to be wider or narrower than they look. */
export const hostilePieces = [
	'\u{1B}[2J', '\u{1B}]0;title\u{7}', '\u{1B}]52;c;aGFja2Vk\u{7}', '\u{9D}52;c;aGFja2Vk\u{9C}', '\u{9B}31m', '\u{90}q\u{9C}', '\u{1B}c', '\u{1B}', '\u{8}', '\r', '\n', '\t', '\u{7F}', '\u{E}',
	'\u{202E}fdp.exe', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{2028}', '\u{AD}', '\u{DC80}', '\u{DCFF}', '\u{D800}', '\u{115F}', '\u{3164}',
	'写真', '한글', 'ｆｕｌｌ', 'ﾊﾟ', 'e\u{301}', 'Z\u{335}\u{321}\u{353}', '👍', '👍🏽', '👩‍👩‍👧', '🇳🇴', '☎️', 'क्षि', 'שלום', 'عربى', '\u{1F3FD}', '\u{E000}', '\u{FE0F}', '\u{301}',
	'plain', ' ', '.', '%', 'ø',
] as const;
/* eslint-enable @stylistic/array-element-newline */

/** A name that has never seen a careful program. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
	fc.array(fc.constantFrom(...hostilePieces), {minLength: 1, maxLength: 8}).map(pieces => pieces.join('')),
	fc.string({unit: 'binary', minLength: 1, maxLength: 30}),
	fc.constantFrom('😀'.repeat(255), '\u{1F469}\u{200D}'.repeat(40), '\u{301}'.repeat(60)),
);
