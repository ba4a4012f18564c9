import type {App} from '../app.ts';
import type {Command} from '../keymap/command.ts';
import {insert} from '../stores/field.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import {pressInDialog} from './dialog-keys.ts';
import {keysOfMouse} from './mouse.ts';
import {writeField} from './edit-field.ts';

/** Handles one event from the terminal. The screen is drawn again whatever it shows. Keys typed ahead wait; otherwise the wizard takes them first, then a dialog, then the commands of the screen. */
export function press(app: App, event: KeyEvent): void {
	const {current} = app.stores.wizards.get();
	if (event.kind === 'answer') {
		app.stores.pictures.hear(event);
		return;
	}

	const redraw = redrawBy(app, event);
	if (redraw) {
		redraw.run(app);
		return;
	}

	if (app.typeAhead.takes(event)) {
		return;
	}

	if (current) {
		current.press(event);
	} else {
		switch (event.kind) {
			case 'paste': {
				paste(app, event.text);

				break;
			}

			case 'mouse': {
				for (const key of keysOfMouse(app, event)) {
					press(app, {kind: 'key', key});
				}

				break;
			}

			case 'key': {
				app.attempt(async () => {
					pressKey(app, event);
				}); // a change that cannot be stored, on a full disk, is reported

				break;
			}
 // No default
		}
	}
}

/** The command that draws again, if the key is for it: a field may take the key, and the key check shows it. */
function redrawBy({stores: {window}, terminal: {keymap: {bindings}}}: App, event: KeyEvent): Command<App> | undefined {
	const {dialog, screen} = window.get();
	if (event.kind !== 'key' || event.text !== undefined || (dialog?.kind === 'info' && dialog.onKey)) {
		return undefined;
	}

	const binding = bindings.find(screen, event.key);
	return binding?.kind === 'command' && binding.command.id === 'redraw' ? binding.command : undefined;
}

function pressKey(app: App, event: Extract<KeyEvent, {kind: 'key'}>): void {
	const {dialog} = app.stores.window.get();
	if (dialog) {
		pressInDialog(app, dialog, event);
	} else {
		pressCommand(app, event.key);
	}
}

function pressCommand(app: App, key: string): void {
	const {stores: {window, messages}, terminal: {keymap: {bindings}}} = app;
	const {prefix, screen} = window.get();
	const binding = bindings.find(screen, prefix === '' ? key : `${prefix} ${key}`);
	messages.clear(); // a message stays until the next key
	if (prefix !== '') {
		window.begin('');
	}

	if (binding?.kind === 'prefix') {
		window.begin(binding.prefix);
	} else if (binding) {
		binding.command.run(app);
	} else if (prefix !== '' && key !== 'Esc') {
		messages.say(`${prefix} ${key} is no command; ? shows all keys.`);
	}
}

/** Puts pasted text into a field; it is never taken for keys. */
function paste(app: App, text: string): void {
	const {dialog} = app.stores.window.get();
	if (dialog && 'field' in dialog) {
		writeField(app, dialog, insert(dialog.field, text));
	}
}
