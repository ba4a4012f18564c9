import type {PaneState} from './state.ts';

/** Puts the cursor on a row, and scrolls so that it is on the screen. */
export function withCursor(pane: PaneState, row: number): PaneState {
	const cursor = Math.max(0, Math.min(row, pane.rows.length - 1));
	const highest = Math.max(0, pane.rows.length - pane.height);
	const top = Math.max(0, Math.min(cursor, highest, Math.max(pane.top, cursor - pane.height + 1)));
	return cursor === pane.cursor && top === pane.top ? pane : {...pane, cursor, top};
}

/** Another number of rows on the screen; the cursor stays visible. */
export function withHeight(pane: PaneState, height: number): PaneState {
	return pane.height === height ? pane : withCursor({...pane, height}, pane.cursor);
}
