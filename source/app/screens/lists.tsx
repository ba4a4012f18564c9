import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {counted} from '../../format.ts';
import type {App} from '../app.ts';
import {ListScreen} from '../components/list-screen.tsx';
import {
	countSoFar,
	latestHead,
	latestRow,
	linkHead,
	linkRow,
	versionHead,
	versionRow,
} from '../layout/list-text.ts';
import type {WindowState} from '../stores/window.ts';
import {useStore} from '../stores/store.ts';

/** The versions of one file. */
export function VersionsScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const list = useStore(app.stores.versions);
	const {subject} = useStore(app.stores.browsing);
	const {columns} = window.size;
	return (
		<ListScreen
			app={app} size={window.size} list={list} head={versionHead(columns)} whenEmpty='There are no versions.'
			title={`VERSIONS of ${cleanText(subject?.name ?? '')}`}
			keys='r make current  F5 fetch to the disk in the other pane  x failed upload  Esc back'
			rowText={row => versionRow(row, columns)}
		/>
	);
}

/** Files and folders that are shared by a link. */
export function LinksScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const list = useStore(app.stores.links);
	const {columns} = window.size;
	const folders = list.rows.filter(({entry}) => entry.kind === 'folder').length;
	return (
		<ListScreen
			app={app} size={window.size} list={list} head={linkHead(columns)} whenEmpty='Nothing is shared by a link.'
			title={`SHARED BY A LINK  ${countSoFar(`${counted(list.rows.length - folders, 'file')} ${app.terminal.glyphs.dot} ${folders > 0 ? counted(folders, 'folder') : 'folders: the service tells of none'}`, list)}`}
			keys='Enter copy the address  x turn off  l show it in the pane  Esc back'
			rowText={row => linkRow(row, columns, {glyphs: app.terminal.glyphs, names: app.service.names})}
		/>
	);
}

/** The files that were changed last. */
export function LatestScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const list = useStore(app.stores.latest);
	const {columns} = window.size;
	return (
		<ListScreen
			app={app} size={window.size} list={list} head={latestHead(columns)} whenEmpty='Nothing was changed lately.'
			title={`LATEST  ${countSoFar(`${counted(list.rows.length, 'file')}, the newest first ${app.terminal.glyphs.dot} a view: read-only`, list)}`}
			keys='Enter show it in the pane  F5 copy  Esc back'
			rowText={row => latestRow(row, columns, {glyphs: app.terminal.glyphs, names: app.service.names})}
		/>
	);
}
