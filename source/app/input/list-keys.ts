import type {App} from '../app.ts';
import type {ListDialog} from '../stores/dialog.ts';
import {searchRows} from '../keymap/search.ts';
import {editField, type Pressed} from './edit-field.ts';

/** Handles a key in a list dialog: moves the cursor, runs or deletes a row, or types. */
export function pressInList(app: App, dialog: ListDialog, {key, text}: Pressed): void {
	const {stores: {window}} = app;
	const {cursor, onText, onDelete, field} = dialog;
	const rows = searchRows(dialog);
	const row = rows[cursor];
	if (key === 'Enter') {
		if (row?.run) {
			window.close();
			dialog.onLeave?.();
			row.run();
		}

		return;
	}

	if (key === 'Delete' && onDelete && row) {
		onDelete(dialog.rows.indexOf(row));
		return;
	}

	if (onText && text !== undefined && text.trim() !== '') {
		onText(text);
		return;
	}

	const moved = field && text !== undefined ? undefined : movesOf(cursor, rows.length)[key];
	if (moved !== undefined) {
		window.replace({...dialog, cursor: Math.max(0, Math.min(rows.length - 1, moved))});
		return;
	}

	if (!(key === '/' && field?.text === '')) { // a habit from other lists; here typing alone searches
		editField(app, dialog, {key, text});
	}
}

function movesOf(cursor: number, count: number): Readonly<Record<string, number>> {
	return {
		Up: cursor - 1, k: cursor - 1, Down: cursor + 1, j: cursor + 1, PageUp: cursor - 10, PageDown: cursor + 10, Home: 0, End: count - 1,
	};
}
