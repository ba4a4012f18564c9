import type {WindowSize} from '../terminal/window-size.ts';
import type {Dialog} from './dialog.ts';
import type {Messages} from './messages.ts';
import {createStore, type Store} from './store.ts';

export type Side = 0 | 1;

export const screens = ['browser', 'queue', 'places', 'trash', 'versions', 'links', 'latest', 'viewer'] as const;
export type Screen = (typeof screens)[number];

/** What the window shows, and so what gets the keys. */
export type WindowState = {
	readonly size: WindowSize;
	readonly screen: Screen;
	readonly active: Side; // the pane with the cursor
	readonly dialog?: Dialog | undefined;
	readonly prefix: string; // first key of a command of two keys, such as `g`
	readonly lastClick?: Click | undefined; // to recognise a double click
};

type Click = {readonly side: Side; readonly index: number; readonly at: number};

export type Window = Store<WindowState> & {
	readonly resize: (size: WindowSize) => void;
	readonly show: (screen: Screen) => void;
	readonly activate: (side: Side) => void;
	/** Opens a dialog and clears the message. */
	readonly open: (dialog: Dialog) => void;
	/** The same dialog with another cursor, text or rows; the message stays. */
	readonly replace: (dialog: Dialog) => void;
	readonly close: () => void;
	/** Waits for the second key of a command; an empty prefix ends that. */
	readonly begin: (prefix: string) => void;
	readonly click: (side: Side, click: Click | undefined) => void;
};

/** Starts with the left pane; `clear` removes the message. */
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
