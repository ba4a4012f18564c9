import {cutEnd, padEnd} from '../text/cut-text.ts';
import {textWidth} from '../text/text-width.ts';

/**
Keys with what they do, two blanks between them, on at most so many rows, each as wide as the window. Where not all fit,
those before the last give way: the way back is always said, and `?` has the others.
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

/** A window that is low has rows for what is in it, not for help. */
export function hintRows({rows}: {readonly rows: number}): number {
	return rows < 14 ? 1 : 2;
}
