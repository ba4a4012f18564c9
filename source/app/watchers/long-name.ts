import {cleanText} from '../../clean-text.ts';
import type {App} from '../app.ts';
import {activePane} from '../panes.ts';
import {columnsFor, frameFor} from '../layout/columns.ts';
import {textWidth} from '../text/text-width.ts';
import {currentRow} from '../stores/pane/state.ts';

const delay = 500; // ms that the cursor rests before the name is shown

/** Shows the full name under the cursor where its column cuts it, once the cursor rests. */
export function watchLongNames(app: App): () => void {
	const {stores: {messages, window}, panes} = app;
	let waiting = new AbortController();
	let seen: unknown;
	const look = () => {
		const row = currentRow(activePane(app).get());
		if (row === seen) {
			return;
		}

		seen = row;
		waiting.abort();
		waiting = new AbortController();
		if (messages.get().longName !== undefined) {
			messages.showLongName(undefined);
		}

		const name = row && cutName(app, row.name);
		if (name !== undefined) {
			void sayAfterPause(app, name, waiting.signal);
		}
	};

	const stops = [window, ...panes].map(store => store.subscribe(look));
	return () => {
		waiting.abort();
		for (const stop of stops) {
			stop();
		}
	};
}

async function sayAfterPause({stores: {messages}, service: {clock}}: App, name: string, signal: AbortSignal): Promise<void> {
	try {
		await clock.sleep(delay, signal);
		messages.showLongName(name);
	} catch {
		// The cursor moved on.
	}
}

/** The name, if its column is too narrow for it. */
function cutName(app: App, name: string): string | undefined {
	const {size, active} = app.stores.window.get();
	const {left, right} = frameFor(size, false);
	const columns = columnsFor(active === 0 ? left : right, size.columns, activePane(app).get().location.kind);
	return textWidth(cleanText(name)) > columns.name ? name : undefined;
}
