import type {App} from '../app.ts';
import type {Dialog} from '../stores/dialog.ts';
import {edited, type Field} from '../stores/field.ts';

type DialogWithField = Extract<Dialog, {readonly field?: Field}>;
/** A key, with the text that it types. */
export type Pressed = {readonly key: string; readonly text?: string | undefined};

/** What a key makes of the text of a dialog, if that has one. */
export function editField(app: App, dialog: DialogWithField, {key, text}: Pressed): void {
	const field = dialog.field && edited(dialog.field, key, text);
	if (field) {
		writeField(app, dialog, field);
	}
}

/** What has been typed or pasted: what was offered or chosen for the text before is over. */
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
