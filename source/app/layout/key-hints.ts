import {cutEnd, padEnd} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';

/**
Key hints, separated by two spaces, on at most `most` rows as wide as the window. When not all fit, hints before the last
are dropped: the last one says how to leave, and `?` shows the others.
*/
export function keyRows(hints: string, cells: number, most = 1): readonly string[] {
	let shown = hints.split('  ');
	let rows = rowsOf(shown, cells);
	while (rows.length > most && shown.length > 1) {
		shown = shown.toSpliced(-2, 1);
		rows = rowsOf(shown, cells);
	}

	return rows.map(row => padEnd(cutEnd(row, cells), cells));
}

function rowsOf(hints: readonly string[], cells: number): readonly string[] {
	const rows: string[] = [];
	let row = '';
	for (const hint of hints) {
		if (row !== '' && textWidth(row) + 2 + textWidth(hint) > cells) {
			rows.push(row);
			row = '';
		}

		row += row === '' ? ` ${hint}` : `  ${hint}`;
	}

	return [...rows, row];
}

/** Rows for key hints: a low window needs its rows for the content. */
export function hintRows({rows}: {readonly rows: number}): number {
	return rows < 14 ? 1 : 2;
}
