/*
A name is data. Whatever a terminal could act on, or a reader could not see, is made visible here:
C0, DEL and C1 controls, bidi controls, zero-width and other format characters, line separators, lone surrogates.
*/

// Cc: controls. Cf: format, bidi and zero width. Zl, Zp: line separators. Cs: lone surrogates. Co and the rest are left alone.
// U+200D joins emoji into one grapheme and stays where it stands between two of them.
const unsafe = /[\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{E0100}-\u{E01EF}]/v;
const unsafeAll = new RegExp(unsafe.source, 'gv');
const emojiJoiner = /(?<=\p{Extended_Pictographic}\u{FE0F}?|\p{Emoji_Modifier})\u{200D}(?=\p{Extended_Pictographic})/gv;
const placeholder = '\u{E000}';

/** Whether a terminal acts on nothing in it, and a reader sees all of it. */
export function isPlainText(text: string): boolean {
	return !unsafe.test(text);
}

/** Outside text made safe for a terminal; each hidden character becomes one or more visible ones. Idempotent. */
export function cleanText(text: string): string {
	if (!unsafe.test(text)) {
		return text;
	}

	const guarded = text.replaceAll(placeholder, '�').replaceAll(emojiJoiner, placeholder);
	return guarded.replaceAll(unsafeAll, character => visible(character.codePointAt(0)!)).replaceAll(placeholder, '\u{200D}');
}

/** JSON of a value, the same for every reader: what a terminal could act on stands in it as an escape. */
export function cleanJson(value: unknown): string {
	return JSON.stringify(value).replaceAll(unsafeAll, characters => Array.from({length: characters.length}, (_, index) => String.raw`\u${characters[index]!.codePointAt(0)!.toString(16).padStart(4, '0')}`).join(''));
}

function visible(code: number): string {
	if (code < 0x20) {
		return String.fromCodePoint(0x24_00 + code); // ␀ to ␟
	}

	if (code === 0x7F) {
		return '␡';
	}

	if (code >= 0xDC_80 && code <= 0xDC_FF) {
		return String.raw`\x${(code - 0xDC_00).toString(16)}`; // a byte that is not UTF-8
	}

	return `<${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
