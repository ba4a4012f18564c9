/** The word that was probably meant, if one is near enough. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
	const [best] = words.map(word => ({word, steps: stepsBetween(typed, word)})).toSorted((one, other) => one.steps - other.steps);
	return best !== undefined && best.steps <= Math.max(1, Math.floor(typed.length / 3)) ? best.word : undefined;
}

/** How many letters are wrong, missing, too many, or swapped with the next one. */
function stepsBetween(one: string, other: string): number {
	const table = Array.from({length: one.length + 1}, (_, row) => Array.from({length: other.length + 1}, (__, column) => row === 0 ? column : (column === 0 ? row : 0)));
	const at = (row: number, column: number) => table[row]?.[column] ?? Infinity;
	for (let row = 1; row <= one.length; row += 1) {
		for (let column = 1; column <= other.length; column += 1) {
			const isSame = one[row - 1] === other[column - 1];
			const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			table[row]![column] = Math.min(
				at(row - 1, column) + 1,
				at(row, column - 1) + 1,
				at(row - 1, column - 1) + (isSame ? 0 : 1),
				isSwapped ? at(row - 2, column - 2) + 1 : Infinity,
			);
		}
	}

	return at(one.length, other.length);
}
