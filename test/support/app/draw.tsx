import {setImmediate} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import xterm from '@xterm/headless';
import {frameFor} from '../../../source/app/layout/columns.ts';
import {Root} from '../../../source/app/screens/root.tsx';
import {withHeight} from '../../../source/app/stores/pane/cursor.ts';
import {isBusy} from '../../../source/app/stores/queue.ts';
import {mountInk} from '../../../source/app/terminal/ink-terminal.ts';
import {shows} from '../drive.ts';
import type {TestApp} from './test-app.ts';

const quietTurns = 10; // of the event loop

type Drawn = {
	readonly screen: () => Promise<string>;
	/** Waits until it shows something. */
	readonly shows: (words: string | RegExp) => Promise<void>;
	readonly bytes: () => number;
	readonly raw: () => string;
	readonly at: (column: number, row: number) => string;
	readonly resize: (columns: number, rows: number) => void;
	/** For property tests, which draw many apps in one test. Other apps are closed when the test ends. */
	readonly close: () => void;
};

/** Draws an app on a terminal in memory. */
export async function draw(app: TestApp): Promise<Drawn> {
	const {columns, rows} = app.stores.window.get().size;
	const fit = () => {
		for (const pane of app.panes) {
			pane.change(state => withHeight(state, frameFor(app.stores.window.get().size, isBusy(app.stores.transfers.get())).list));
		}
	};

	fit();
	const terminal = new xterm.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 0,
	});
	let raw = '';
	const ink = mountInk(<Root app={app}/>, {
		columns,
		rows,
		isAscii: app.terminal.glyphs.full === '#',
		write(text) {
			raw += text;
			terminal.write(text);
			return true;
		},
		onDrain() {}, // eslint-disable-line @typescript-eslint/no-empty-function -- this terminal is never slow
	});
	onTestFinished(ink.unmount);
	const screen = async () => {
		await drawn(() => raw.length);
		await new Promise<void>(resolve => {
			terminal.write('', resolve);
		});
		return Array.from({length: terminal.rows}, (_, row) => terminal.buffer.active.getLine(row)!.translateToString(false).trimEnd()).join('\n');
	};

	return {
		close: ink.unmount,
		bytes: () => raw.length,
		raw: () => raw,
		at: (column, row) => terminal.buffer.active.getLine(row)!.getCell(column)!.getChars(),
		resize(newColumns, newRows) {
			terminal.resize(newColumns, newRows);
			ink.resize(newColumns, newRows);
			app.stores.window.resize({columns: newColumns, rows: newRows});
			fit();
		},
		screen,
		shows: async words => shows(screen, words),
	};
}

/** What has changed so far is on the terminal: React, which draws between turns of the event loop, has nothing more to write. */
async function drawn(bytes: () => number): Promise<void> {
	let [before, quiet] = [bytes(), 0];
	while (quiet < quietTurns) {
		await setImmediate();
		quiet = bytes() === before ? quiet + 1 : 0;
		before = bytes();
	}
}
