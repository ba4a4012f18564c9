import {useLayoutEffect} from 'react';
import type {App} from '../app.ts';
import {messageRows} from '../layout/message-text.ts';
import {placeOfPicture} from '../layout/picture-place.ts';
import type {SessionState} from '../stores/session.ts';
import {shownPicture} from '../stores/shown-picture.ts';
import {useStore} from '../stores/store.ts';
import {lookOf} from '../stores/viewer.ts';

/** Keeps the viewer's picture over its rows, for as long as nothing is to be seen in front of it. */
export function usePlacedPicture(app: App, session: SessionState): void {
	const state = useStore(app.viewer);
	const {protocol, cell} = useStore(app.pictures);
	const isCovered = session.dialog !== undefined || session.prefix !== '' || messageRows(app, session).length > 2;
	const place = isCovered ? undefined : placeOfPicture(session.size);
	const shown = lookOf(state) === 'picture' && place ? shownPicture(state, protocol) : undefined;
	const bytes = shown?.bytes;
	const {width = 0, height = 0} = shown?.pixels ?? {};
	useLayoutEffect(() => shown && place && app.placePicture({...shown, ...place, cell}), [app.placePicture, bytes, width, height, place?.columns, place?.rows, cell]); // the values: both are built each time
}
