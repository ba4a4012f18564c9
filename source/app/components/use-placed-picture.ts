import {useLayoutEffect} from 'react';
import type {App} from '../app.ts';
import {messageRows} from '../layout/message-text.ts';
import {placeOfPicture} from '../layout/picture-place.ts';
import type {WindowState} from '../stores/window.ts';
import {shownPicture} from '../stores/shown-picture.ts';
import {useStore} from '../stores/store.ts';
import {viewKind} from '../stores/viewer.ts';

/** Places the viewer's picture over its rows, unless something else covers them. */
export function usePlacedPicture(app: App, window: WindowState): void {
	const state = useStore(app.stores.viewer);
	const {protocol, cell} = useStore(app.stores.pictures);
	const messages = useStore(app.stores.messages);
	const isCovered = window.dialog !== undefined || window.prefix !== '' || messageRows(app.terminal, window, messages).length > 2;
	const place = isCovered ? undefined : placeOfPicture(window.size);
	const shown = viewKind(state) === 'picture' && place ? shownPicture(state, protocol) : undefined;
	const bytes = shown?.bytes;
	const {width = 0, height = 0} = shown?.pixels ?? {};
	useLayoutEffect(() => shown && place && app.terminal.placePicture({...shown, ...place, cell}), [app.terminal.placePicture, bytes, width, height, place?.columns, place?.rows, cell]); // their values: both objects are new each time
}
