/*
Where the locale is not UTF-8, a byte of another character draws garbage and moves all that follows. So whatever text
comes to such a terminal, ours or a file's name, is written in ASCII: cell for cell, so that widths stay.
*/

const likenesses: Readonly<Record<string, string>> = {
	'…': '~', '“': '"', '”': '"', '’': '\'', '‘': '\'', '–': '-', '—': '-', '·': '.', '→': '>', '×': 'x', ø: 'o', Ø: 'O', ß: 's',
};

/** A grapheme in as many ASCII characters as it takes cells: a letter without its accent, what is alike, else `?`. */
export function asciiOf(grapheme: string, width: number): string {
	if (/^[ -~]$/v.test(grapheme)) {
		return grapheme;
	}

	const letter = grapheme.normalize('NFD').charAt(0);
	const likeness = likenesses[grapheme] ?? (/^[A-Za-z]$/v.test(letter) ? letter : '?');
	return likeness.padEnd(width, '?').slice(0, width);
}
