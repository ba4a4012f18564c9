import {cellsOf, type Cell} from './cells.ts';
import {paintRow} from './paint-row.ts';
import {createPen} from './pen.ts';

/*
Between Ink and the terminal: each frame is compared with the last one, cell by cell, and only the differences are
written, in one write and one synchronised update (design.md 4a). Over SSH this makes the program feel fast.
*/

export type Painter = {
	/** The bytes that make the terminal show the frame; empty when nothing has changed. */
	readonly paint: (frame: string) => string;
	/** Forgets what the terminal shows: the next frame is painted completely. */
	readonly forget: () => void;
	readonly resize: (columns: number, rows: number) => void;
};

type Row = {readonly line: string; readonly cells: readonly Cell[]};

const begin = '\u{1B}[?2026h';
const end = '\u{1B}[?2026l';

type PainterOptions = {
	readonly columns: number;
	readonly rows: number;
	readonly isAscii?: boolean; // writes only ASCII
};

/** The first frame is painted completely. */
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
