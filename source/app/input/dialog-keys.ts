import type {App} from '../app.ts';
import type {
	CommandsDialog,
	Dialog,
	InfoDialog,
	PromptDialog,
	QuestionDialog,
	TransferDialog,
} from '../stores/dialog.ts';
import type {Overwrite} from '../../transfers/item.ts';
import {searchCommands} from '../keymap/search.ts';
import {completePrompt} from './complete-prompt.ts';
import {pressInList} from './list-keys.ts';
import {editField, type Pressed} from './edit-field.ts';

/** In the order of the Tab key. */
const overwriteRules: readonly Overwrite[] = ['ask', 'newer', 'always', 'rename', 'never'];

/** Handles a key in the open dialog, which takes all keys. Esc and Ctrl-C cancel it. */
export function pressInDialog(app: App, dialog: Dialog, pressed: Pressed): void {
	if (pressed.key === 'Esc' || pressed.key === 'Ctrl-C') {
		cancel(app, dialog);
		return;
	}

	switch (dialog.kind) {
		case 'prompt': {
			pressInPrompt(app, dialog, pressed);
			break;
		}

		case 'question': {
			pressInQuestion(app, dialog, pressed);
			break;
		}

		case 'transfer': {
			pressInTransfer(app, dialog, pressed);
			break;
		}

		case 'commands': {
			pressInCommands(app, dialog, pressed);
			break;
		}

		case 'list': {
			pressInList(app, dialog, pressed);
			break;
		}

		case 'info': {
			pressInInfo(app, dialog, pressed);
			break;
		}

		default: {
			throw new TypeError(`unknown dialog ${String(dialog satisfies never)}`);
		}
	}
}

function cancel({stores: {window}}: App, dialog: Dialog): void {
	window.close();
	if (dialog.kind === 'prompt' || dialog.kind === 'question') {
		dialog.onCancel?.();
	} else if (dialog.kind === 'list') {
		dialog.onLeave?.();
	}
}

function pressInInfo({stores: {window}}: App, {actions = [], onKey}: InfoDialog, pressed: Pressed): void {
	const action = actions.find(({key}) => key === pressed.key);
	if (onKey) {
		onKey(pressed.key);
	} else if (action !== undefined || ['Enter', 'q', 'i', 'Space'].includes(pressed.key)) {
		window.close();
		action?.run();
	}
}

function pressInPrompt(app: App, dialog: PromptDialog, {key, text}: Pressed): void {
	const {stores: {window}} = app;
	if (key === 'Enter') {
		window.close();
		dialog.onSubmit(dialog.field.text);
		return;
	}

	if (key === 'Tab') {
		completePrompt(app, dialog);
		return;
	}

	editField(app, dialog, {key, text});
}

function pressInQuestion({stores: {window}}: App, dialog: QuestionDialog, {key}: Pressed): void {
	const {choices, cursor, toggle} = dialog;
	const last = choices.length - 1;
	const moves: Readonly<Record<string, number>> = {
		Up: Math.max(0, cursor - 1), Down: Math.min(last, cursor + 1), Tab: cursor === last ? 0 : cursor + 1, 'Shift-Tab': cursor === 0 ? last : cursor - 1,
	};
	const moved = moves[key];
	if (moved !== undefined) {
		window.replace({...dialog, cursor: moved});
		return;
	}

	if (toggle?.key === key) {
		window.replace({...dialog, toggle: {...toggle, isOn: !toggle.isOn}});
		return;
	}

	const choice = key === 'Enter' ? choices[cursor] : choices.find(each => each.key === key);
	if (!choice) {
		return;
	}

	window.close();
	choice.run?.(toggle?.isOn === true);
}

function pressInTransfer(app: App, dialog: TransferDialog, {key, text}: Pressed): void {
	const {stores: {window}} = app;
	if (key === 'Enter') {
		window.close();
		dialog.onSubmit(dialog.field.text, dialog.overwrite);
		return;
	}

	if (key === 'Tab' || key === 'Shift-Tab') {
		const at = overwriteRules.indexOf(dialog.overwrite) + (key === 'Tab' ? 1 : overwriteRules.length - 1);
		window.replace({...dialog, overwrite: overwriteRules[at % overwriteRules.length]!});
		return;
	}

	editField(app, dialog, {key, text});
}

function pressInCommands(app: App, dialog: CommandsDialog, {key, text}: Pressed): void {
	const {stores: {window}} = app;
	const found = searchCommands(app.terminal.keymap.commands, window.get().screen, dialog.field.text);
	const last = Math.max(0, found.length - 1);
	const moves: Readonly<Record<string, number>> = {
		Up: dialog.cursor - 1, Down: dialog.cursor + 1, PageUp: dialog.cursor - 10, PageDown: dialog.cursor + 10,
	};
	const moved = moves[key];
	if (moved !== undefined) {
		window.replace({...dialog, cursor: Math.max(0, Math.min(last, moved))});
		return;
	}

	if (key === 'Enter') {
		window.close();
		const command = found[dialog.cursor];
		if (command && command.where !== 'anywhere') {
			window.show(command.where);
		}

		command?.run(app);
		return;
	}

	editField(app, dialog, {key, text});
}
