import type {App} from '../app.ts';
import {keyBar} from '../layout/bars.ts';
import {frameFor} from '../layout/columns.ts';
import {withCursor} from '../stores/pane/cursor.ts';
import {isBusy} from '../stores/queue.ts';
import type {Side} from '../stores/session.ts';
import type {KeyEvent} from '../terminal/key-event.ts';

type MouseEvent = Extract<KeyEvent, {kind: 'mouse'}>;

const wheelRows = 3;
const doubleClick = 400; // ms

/**
What the mouse does, where a setting has turned it on: a click moves the cursor there, the wheel scrolls, a double
click opens, the key bar's keys can be clicked. Gives back the keys that it stands for.
*/
export function point(app: App, {button, column, row, isDown}: MouseEvent): readonly string[] {
	const {screen, dialog, size, lastClick} = app.session.get();
	if (!isDown || button > 65) {
		return [];
	}

	if (button >= 64) {
		return Array.from({length: wheelRows}, () => button === 64 ? 'Up' : 'Down');
	}

	if (button !== 0 || dialog) {
		return [];
	}

	if (row === size.rows) {
		const key = keyBar(app.keymap.commands, screen, size.columns).find(({start, text}) => column > start && column <= start + text.length);
		return key ? [key.key] : [];
	}

	const place = screen === 'browser' ? placeAt(app, column, row) : undefined;
	if (!place) {
		return [];
	}

	const {side, index} = place;
	const at = app.clock.now();
	const isSecond = lastClick?.side === side && lastClick.index === index && at - lastClick.at < doubleClick;
	app.session.change({active: side, lastClick: isSecond ? undefined : {side, index, at}});
	app.panes[side].change(pane => withCursor(pane, index));
	return isSecond ? ['Enter'] : [];
}

/** The row of a pane that is shown at a cell of the window. */
function placeAt({panes, session, transfers}: App, column: number, row: number): {readonly side: Side; readonly index: number} | undefined {
	const {size, active} = session.get();
	const {isSingle, left, identity, heads, list} = frameFor(size, isBusy(transfers.get()));
	const side = isSingle ? active : (column <= left ? 0 : 1);
	const {top, rows} = panes[side].get();
	const line = row - identity - heads - 2; // below the place and the heads
	return line >= 0 && line < list && top + line < rows.length ? {side, index: top + line} : undefined;
}
