import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import type {App} from '../app.ts';
import {ListScreen} from '../components/list-screen.tsx';
import {homeOfPlaces} from '../panes.ts';
import {placeHead, placeRow} from '../layout/place-text.ts';
import type {SessionState} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';

/** Devices and their mountpoints. */
export function PlacesScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const list = useStore(app.places);
	const {columns} = session.size;
	const {account, home} = homeOfPlaces(app);
	const look = {now: app.clock.now(), glyphs: app.glyphs, home};
	return (
		<ListScreen
			app={app} session={session} list={list} head={placeHead(columns)} whenEmpty='There are no devices.'
			title={`PLACES of ${cleanText(account)}`}
			keys='Enter open  = make it home  n new  x to the trash  Esc back'
			rowText={row => placeRow(row, columns, look)}
		/>
	);
}
