import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import type {App} from '../app.ts';
import {ListScreen} from '../components/list-screen.tsx';
import {placeHead, placeRow} from '../layout/place-text.ts';
import type {WindowState} from '../stores/window.ts';
import {useStore} from '../stores/store.ts';

/** Devices and their mountpoints. */
export function PlacesScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const list = useStore(app.stores.places);
	const {placesSubject: {account, home}} = useStore(app.stores.browsing);
	const {columns} = window.size;
	const look = {
		now: app.service.clock.now(), glyphs: app.terminal.glyphs, names: app.service.names, home,
	};
	return (
		<ListScreen
			app={app} size={window.size} list={list} head={placeHead(columns)} whenEmpty='There are no devices.'
			title={`PLACES of ${cleanText(account)}`}
			keys='Enter open  = make it home  n new  x to the trash  Esc back'
			rowText={row => placeRow(row, columns, look)}
		/>
	);
}
