import stringWidth from 'string-width';

/*
Printable ASCII, Latin, Cyrillic, dashes and quotes, arrows, boxes and blocks: each takes one cell, and none of them
combines with its neighbour. Soft hyphens, combining marks, and characters that some terminals draw wide are left out.
*/
const narrow = /^[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{2FF}\u{400}-\u{482}\u{48A}-\u{52F}\u{2010}-\u{2027}\u{2030}-\u{205E}\u{2190}-\u{2193}\u{21C5}\u{2260}\u{2500}-\u{259F}\u{25B8}\u{25CB}\u{25CF}\u{2713}\u{2717}]*$/v;
// All terminals draw these two cells wide: kana, Han, Hangul, full-width forms.
const sure = /^[[\u{3001}-\u{3029}][\u{3041}-\u{3096}][\u{30A1}-\u{30FA}][\u{3400}-\u{4DBF}][\u{4E00}-\u{9FFF}][\u{AC00}-\u{D7A3}][\u{FF01}-\u{FF5E}]]?$/v;
const colors = /\u{1B}\[[\d;]*m/gv; // eslint-disable-line no-control-regex, regexp/no-control-character -- they take no cells
let segmenter: Intl.Segmenter | undefined; // created when first needed: that takes milliseconds

/** Whether each character takes one cell in every terminal. */
function isNarrow(text: string): boolean {
	return narrow.test(text);
}

/** Whether terminals disagree about the width of a character. */
export function isUnsure(value: string): boolean {
	return !isNarrow(value) && !sure.test(value);
}

/** The number of cells that a text takes; colours take none. File names must be cleaned first. */
export function textWidth(text: string): number {
	if (narrow.test(text)) {
		return text.length;
	}

	const plain = text.replaceAll(colors, '');
	return narrow.test(plain) ? plain.length : stringWidth(plain);
}

/** The graphemes of a text, with their widths: units that are never split. */
export function * graphemesOf(text: string): Generator<{readonly grapheme: string; readonly width: number}> {
	if (narrow.test(text)) {
		for (const grapheme of text) {
			yield {grapheme, width: 1};
		}

		return;
	}

	segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	for (const {segment} of segmenter.segment(text)) {
		yield {grapheme: segment, width: stringWidth(segment)};
	}
}
