/*
A terminal whose locale is not UTF-8 draws other characters as garbage, which shifts everything after them. So all text
for it, ours and file names, is written in ASCII, cell for cell: widths stay the same.
*/

const likenesses: Readonly<Record<string, string>> = {
	'…': '~', '“': '"', '”': '"', '’': '\'', '‘': '\'', '–': '-', '—': '-', '·': '.', '→': '>', '×': 'x', ø: 'o', Ø: 'O', ß: 's',
};

/** A grapheme as ASCII of the same width: the letter without its accent, a similar character, or `?`. */
export function asciiOf(grapheme: string, width: number): string {
	if (/^[ -~]$/v.test(grapheme)) {
		return grapheme;
	}

	const letter = grapheme.normalize('NFD').charAt(0);
	const likeness = likenesses[grapheme] ?? (/^[A-Za-z]$/v.test(letter) ? letter : '?');
	return likeness.padEnd(width, '?').slice(0, width);
}
