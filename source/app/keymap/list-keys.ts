import type {App} from '../app.ts';
import type {ListDialog} from '../stores/dialog.ts';
import type {Pressed} from './dialog-keys.ts';

/** A list of rows in a box: move, choose, or type what its owner takes. */
export function pressInList({session}: App, dialog: ListDialog, {key, text}: Pressed): void {
	const {rows, cursor, onText, onDelete} = dialog;
	if (key === 'Enter') {
		const row = rows[cursor];
		if (row?.run) {
			session.close();
			dialog.onLeave?.();
			row.run();
		}

		return;
	}

	if (key === 'Delete' && onDelete && cursor < rows.length) {
		onDelete(cursor);
		return;
	}

	if (onText && text !== undefined && text.trim() !== '') {
		onText(text);
		return;
	}

	const moved = movesOf(cursor, rows.length)[key];
	if (moved !== undefined) {
		session.change({dialog: {...dialog, cursor: Math.max(0, Math.min(rows.length - 1, moved))}});
	}
}

function movesOf(cursor: number, count: number): Readonly<Record<string, number>> {
	return {
		Up: cursor - 1, k: cursor - 1, Down: cursor + 1, j: cursor + 1, PageUp: cursor - 10, PageDown: cursor + 10, Home: 0, End: count - 1,
	};
}
