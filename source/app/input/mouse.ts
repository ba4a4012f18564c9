import type {App} from '../app.ts';
import {keyBar} from '../layout/bars.ts';
import {frameFor} from '../layout/columns.ts';
import {
	choiceAt,
	dialogBox,
	hasPrefixBox,
	prefixBox,
} from '../layout/placed-box.ts';
import type {Dialog} from '../stores/dialog.ts';
import {withCursor} from '../stores/pane/cursor.ts';
import {isBusy} from '../stores/queue.ts';
import type {Side, Window} from '../stores/window.ts';
import type {KeyEvent} from '../terminal/key-event.ts';
import {keyAfter} from '../keymap/key-text.ts';

type MouseEvent = Extract<KeyEvent, {kind: 'mouse'}>;

const wheelRows = 3;
const doubleClick = 400; // ms

/**
Handles the mouse, where the setting has turned it on: a click moves the cursor, a double click opens, the wheel scrolls;
choices in a box and keys in the key bar can be clicked.
@returns the keys that the click or the wheel stands for
*/
export function keysOfMouse(app: App, {button, column, row, isDown}: MouseEvent): readonly string[] {
	const {screen, dialog, prefix, size, lastClick} = app.stores.window.get();
	if (!isDown || button > 65) {
		return [];
	}

	if (button >= 64) {
		return scroll(app, button === 64 ? 'Up' : 'Down', column);
	}

	if (button !== 0) {
		return [];
	}

	if (dialog) {
		return pointInDialog(app, dialog, column, row);
	}

	if (prefix !== '' && hasPrefixBox(size)) {
		return [followingAt(app, column, row) ?? 'Esc'];
	}

	if (row === size.rows) {
		const key = keyBar(app.terminal.keymap.commands, screen, size.columns).find(({start, text}) => column > start && column <= start + text.length);
		return key ? [key.key] : [];
	}

	const place = screen === 'browser' ? rowAt(app, column, row) : undefined;
	if (!place) {
		return [];
	}

	const {side, index} = place;
	const at = app.service.clock.now();
	const isSecond = lastClick?.side === side && lastClick.index === index && at - lastClick.at < doubleClick;
	app.stores.window.click(side, isSecond ? undefined : {side, index, at});
	app.panes[side].change(pane => withCursor(pane, index));
	return isSecond ? ['Enter'] : [];
}

/** Scrolls what is in front; of the panes the one under the pointer. */
function scroll({stores: {window}}: App, key: 'Up' | 'Down', column: number): readonly string[] {
	const {screen, dialog, prefix} = window.get();
	if (prefix !== '') {
		return [];
	}

	if (!dialog && screen === 'browser') {
		window.activate(sideAt(window, column));
	}

	return Array.from({length: wheelRows}, () => key);
}

/** The row of a pane at a cell of the window. */
function rowAt(app: App, column: number, row: number): {readonly side: Side; readonly index: number} | undefined {
	const {stores: {window, transfers}, panes} = app;
	const {identity, heads, list} = frameFor(window.get().size, isBusy(transfers.get()));
	const side = sideAt(window, column);
	const {top, rows} = panes[side].get();
	const line = row - identity - heads - 2; // below the title and the column heads
	return line >= 0 && line < list && top + line < rows.length ? {side, index: top + line} : undefined;
}

function sideAt(window: Window, column: number): Side {
	const {size, active} = window.get();
	const {isSingle, left} = frameFor(size, false);
	return isSingle ? active : (column <= left ? 0 : 1);
}

/** A click on a choice gives that answer. A click on a row moves the cursor there; a second one chooses it. */
function pointInDialog(app: App, dialog: Dialog, column: number, row: number): readonly string[] {
	const {stores: {window}} = app;
	const index = dialog.kind === 'prompt' ? undefined : choiceAt(dialogBox(dialog, window.get(), {...app.terminal, ...window.get().size}), column, row);
	if (index === undefined || (dialog.kind !== 'question' && dialog.kind !== 'list' && dialog.kind !== 'commands')) {
		return [];
	}

	if (dialog.kind !== 'question' && dialog.cursor !== index) {
		window.replace({...dialog, cursor: index});
		return [];
	}

	return [dialog.kind === 'question' ? dialog.choices[index]!.key : 'Enter'];
}

/** The key in a row of the prefix box: the rest of a command that has begun. */
function followingAt(app: App, column: number, row: number): string | undefined {
	const {screen, prefix, size} = app.stores.window.get();
	const following = app.terminal.keymap.bindings.following(screen, prefix);
	const index = choiceAt(prefixBox(following, prefix, {...app.terminal, ...size}), column, row);
	return index === undefined ? undefined : keyAfter(following[index]!, prefix);
}
