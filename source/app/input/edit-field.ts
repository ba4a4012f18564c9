import type {App} from '../app.ts';
import type {Dialog} from '../stores/dialog.ts';
import {edited, type Field} from '../stores/field.ts';

type DialogWithField = Extract<Dialog, {readonly field?: Field}>;

/** A key, and the text that it types, if any. */
export type Pressed = {readonly key: string; readonly text?: string | undefined};

/** Handles a key in the text field of a dialog, if it has one. */
export function editField(app: App, dialog: DialogWithField, {key, text}: Pressed): void {
	const field = dialog.field && edited(dialog.field, key, text);
	if (field) {
		writeField(app, dialog, field);
	}
}

/** Puts a new text into a dialog's field, and drops the offers or the cursor that belonged to the old text. */
export function writeField({stores: {window}}: App, dialog: DialogWithField, field: Field): void {
	switch (dialog.kind) {
		case 'prompt': {
			window.replace({...dialog, field, offers: undefined});
			dialog.onChange?.(field.text);
			break;
		}

		case 'commands':
		case 'list': {
			window.replace({...dialog, field, cursor: 0});
			break;
		}

		case 'transfer': {
			window.replace({...dialog, field});
			dialog.onChange(field.text);
			break;
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}
