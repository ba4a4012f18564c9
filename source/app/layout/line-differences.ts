import {counted} from '../../format.ts';

export type Difference = {readonly sign: ' ' | '-' | '+'; readonly line: string};

const largestTable = 4_000_000; // cells: for larger texts, everything old is removed and everything new added

/** The lines to remove (-), keep and add (+) to turn one text into the other, by their longest common subsequence. */
export function lineDifferences(old: readonly string[], next: readonly string[]): readonly Difference[] {
	let start = 0;
	while (start < old.length && start < next.length && old[start] === next[start]) {
		start += 1;
	}

	let end = 0;
	while (end < Math.min(old.length, next.length) - start && old.at(-1 - end) === next.at(-1 - end)) {
		end += 1;
	}

	const same = (lines: readonly string[]) => lines.map((line): Difference => ({sign: ' ', line}));
	return [
		...same(old.slice(0, start)),
		...middleDifferences(old.slice(start, old.length - end), next.slice(start, next.length - end)),
		...same(old.slice(old.length - end)),
	];
}

function middleDifferences(old: readonly string[], next: readonly string[]): readonly Difference[] {
	if (old.length * next.length > largestTable) {
		return [...old.map((line): Difference => ({sign: '-', line})), ...next.map((line): Difference => ({sign: '+', line}))];
	}

	const width = next.length + 1;
	const longest = new Uint32Array((old.length + 1) * width); // common lines from here to the end
	for (let row = old.length - 1; row >= 0; row -= 1) {
		for (let column = next.length - 1; column >= 0; column -= 1) {
			const [below, beside, diagonal] = [(row + 1) * width + column, row * width + column + 1, (row + 1) * width + column + 1];
			longest[row * width + column] = old[row] === next[column] ? longest[diagonal]! + 1 : Math.max(longest[below]!, longest[beside]!);
		}
	}

	const found: Difference[] = [];
	let [row, column] = [0, 0];
	while (row < old.length || column < next.length) {
		if (row < old.length && column < next.length && old[row] === next[column]) {
			found.push({sign: ' ', line: old[row]!});
			row += 1;
			column += 1;
		} else if (column === next.length || (row < old.length && longest[(row + 1) * width + column]! >= longest[row * width + column + 1]!)) {
			found.push({sign: '-', line: old[row]!});
			row += 1;
		} else {
			found.push({sign: '+', line: next[column]!});
			column += 1;
		}
	}

	return found;
}

/** The differences with a few lines of context; the lines in between are replaced by their count. */
export function withContext(differences: readonly Difference[], around = 3): readonly string[] {
	const lines: string[] = [];
	let unchanged = 0;
	const countUnchanged = () => {
		lines.push(...(unchanged > 0 ? [`  … ${counted(unchanged, 'line')} alike`] : []));
		unchanged = 0;
	};

	for (const [at, {sign, line}] of differences.entries()) {
		const isNear = differences.slice(Math.max(0, at - around), at + around + 1).some(each => each.sign !== ' ');
		if (isNear) {
			countUnchanged();
			lines.push(`${sign} ${line}`);
		} else {
			unchanged += 1;
		}
	}

	countUnchanged();
	return lines;
}
