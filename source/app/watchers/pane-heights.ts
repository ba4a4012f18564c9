import type {App} from '../app.ts';
import {frameFor} from '../layout/columns.ts';
import {withHeight} from '../stores/pane/cursor.ts';
import {isBusy} from '../stores/queue.ts';

/** Fits the height of the panes to the window and the transfer strip. */
export function watchPaneHeights({stores: {window, transfers}, panes}: App): () => void {
	const fit = () => {
		const {list} = frameFor(window.get().size, isBusy(transfers.get()));
		for (const pane of panes) {
			pane.change(state => withHeight(state, list));
		}
	};

	fit();
	const stops = [window.subscribe(fit), transfers.subscribe(fit)];
	return () => {
		for (const stop of stops) {
			stop();
		}
	};
}
