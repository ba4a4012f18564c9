import type {WindowSize} from '../terminal/window-size.ts';
import type {Dialog} from './dialog.ts';
import type {Messages} from './messages.ts';
import {createStore, type Store} from './store.ts';

export type Side = 0 | 1;

export const screens = ['browser', 'queue', 'places', 'trash', 'versions', 'links', 'latest', 'viewer'] as const;
export type Screen = (typeof screens)[number];

/** What stands in the window, and takes the keys. */
export type WindowState = {
	readonly size: WindowSize;
	readonly screen: Screen;
	readonly active: Side; // the pane with the cursor
	readonly dialog?: Dialog | undefined;
	readonly prefix: string; // keys of a command that has begun: `g`
	readonly lastClick?: Click | undefined; // a second one opens
};

type Click = {readonly side: Side; readonly index: number; readonly at: number};

export type Window = Store<WindowState> & {
	readonly resize: (size: WindowSize) => void;
	readonly show: (screen: Screen) => void;
	readonly activate: (side: Side) => void;
	/** Puts a dialog in front; the message gives way to it. */
	readonly open: (dialog: Dialog) => void;
	/** The same dialog, changed: its cursor, its text, what has been found for it. */
	readonly replace: (dialog: Dialog) => void;
	readonly close: () => void;
	/** A command has begun with this key; nothing: it has ended. */
	readonly begin: (prefix: string) => void;
	readonly click: (side: Side, click: Click | undefined) => void;
};

export function createWindow(size: WindowSize, {clear}: Pick<Messages, 'clear'>): Window {
	const store = createStore<WindowState>({
		size, active: 0, screen: 'browser', prefix: '',
	});
	const change = (part: Partial<WindowState>) => {
		store.set({...store.get(), ...part});
	};

	return {
		...store,
		resize(newSize) {
			change({size: newSize});
		},
		show(screen) {
			change({screen});
		},
		activate(active) {
			change({active});
		},
		open(dialog) {
			clear();
			change({dialog});
		},
		replace(dialog) {
			change({dialog});
		},
		close() {
			change({dialog: undefined});
		},
		begin(prefix) {
			change({prefix});
		},
		click(active, lastClick) {
			change({active, lastClick});
		},
	};
}
