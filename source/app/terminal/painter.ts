import {cellsOf, type Cell} from './cells.ts';
import {paintRow} from './paint-row.ts';
import {createPen} from './pen.ts';

/*
Between Ink and the terminal: the new frame is compared with the last one cell by cell, and only what differs
is written, in one write, inside a synchronised update (design.md 4a). This is what SSH users feel.
*/

export type Painter = {
	/** What to write so that the terminal shows the frame; empty when nothing differs. */
	readonly paint: (frame: string) => string;
	/** Forgets what the terminal shows: the next frame is painted whole. */
	readonly forget: () => void;
	readonly resize: (columns: number, rows: number) => void;
};

type Row = {readonly line: string; readonly cells: readonly Cell[]};

const begin = '\u{1B}[?2026h';
const end = '\u{1B}[?2026l';

type PainterOptions = {
	readonly columns: number;
	readonly rows: number;
	readonly isAscii?: boolean; // nothing else is ever written
};

export function createPainter({isAscii = false, ...size}: PainterOptions): Painter {
	let {columns, rows} = size;
	let shown: readonly Row[] | undefined;

	const rowOf = (line: string, old: Row | undefined): Row => old?.line === line ? old : {line, cells: cellsOf(line, columns, isAscii)};

	return {
		paint(frame) {
			const lines = frame.split('\n').slice(0, rows);
			const next = Array.from({length: rows}, (_, index) => rowOf(lines[index] ?? '', shown?.[index]));
			const pen = createPen();
			if (!shown) {
				pen.clear();
			}

			const empty = shown ? undefined : cellsOf('', columns);
			for (const [index, row] of next.entries()) {
				const old = shown?.[index];
				if (old !== row) {
					paintRow(pen, index, row.cells, old?.cells ?? empty!);
				}
			}

			shown = next;
			const text = pen.finish();
			return text === '' ? '' : begin + text + end;
		},
		forget() {
			shown = undefined;
		},
		resize(newColumns, newRows) {
			columns = newColumns;
			rows = newRows;
			shown = undefined;
		},
	};
}
