import stringWidth from 'string-width';

const plainText = /^[\u{20}-\u{7E}]*$/v;
const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Cells that a text takes. Names are cleaned before they are measured. */
export function textWidth(text: string): number {
	return plainText.test(text) ? text.length : stringWidth(text);
}

/** A text as graphemes with their widths: what is never cut apart. */
export function * graphemesOf(text: string): Generator<{readonly grapheme: string; readonly width: number}> {
	if (plainText.test(text)) {
		for (const grapheme of text) {
			yield {grapheme, width: 1};
		}

		return;
	}

	for (const {segment} of graphemes.segment(text)) {
		yield {grapheme: segment, width: stringWidth(segment)};
	}
}
