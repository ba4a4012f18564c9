import {useLayoutEffect} from 'react';
import type {App} from '../app.ts';
import {messageRows} from '../layout/message-text.ts';
import type {SessionState} from '../stores/session.ts';
import {shownPicture} from '../stores/shown-picture.ts';
import {useStore} from '../stores/store.ts';
import {lookOf} from '../stores/viewer.ts';

const firstRow = 3; // below the title and what is said of it

/** Keeps the viewer's picture over its rows, for as long as nothing is to be seen in front of it. */
export function usePlacedPicture(app: App, session: SessionState): void {
	const state = useStore(app.viewer);
	const {columns, rows} = session.size;
	const isCovered = session.dialog !== undefined || session.prefix !== '' || messageRows(app, session).length > 2;
	const shown = lookOf(state) === 'picture' && !isCovered && rows > 8 ? shownPicture(state, app.pictures) : undefined;
	const bytes = shown?.bytes;
	const {width = 0, height = 0} = shown?.pixels ?? {};
	useLayoutEffect(() => bytes && app.placePicture({
		bytes, pixels: {width, height}, row: firstRow, column: 1, columns: columns - 2, rows: rows - firstRow - 3,
	}), [app.placePicture, bytes, width, height, columns, rows]);
}
