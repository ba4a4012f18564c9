import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {counted, longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {ListScreen} from '../components/list-screen.tsx';
import {countSoFar, trashHead, trashRow} from '../layout/list-text.ts';
import type {TrashView} from '../stores/trash-trail.ts';
import type {WindowState} from '../stores/window.ts';
import {useStore} from '../stores/store.ts';
import type {NameCodec} from '../../jotta/name-codec.ts';

/** The whole trash, the content of a trashed folder, or what a live folder hides. */
export function TrashScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const list = useStore(app.stores.trash);
	const {columns} = window.size;
	const {terminal: {glyphs}, service: {clock, names}} = app;
	const now = clock.now();
	const view = useStore(app.stores.trashTrail).views.at(-1);
	const {rows, marks} = list;
	const bytes = useMemo(() => rows.reduce((sum, {entry: {size = 0}}) => sum + size, 0), [rows]); // a sum over all rows: not for every key
	const count = `${counted(rows.length, 'item')} ${glyphs.dot} ${longSize(bytes)} in files${marks.size > 0 ? ` ${glyphs.dot} ${marks.size} marked` : ''}`;
	return (
		<ListScreen
			app={app} size={window.size} list={list} head={trashHead(columns)} whenEmpty={view ? 'Nothing of this folder is in the trash.' : 'The trash is empty.'}
			title={`${titleOf(view, names)}  ${countSoFar(count, list)}`}
			keys='Space mark  r restore  F5 copy  x delete for good  E empty  Enter look in  i details  a with folders below  Esc back'
			rowText={row => trashRow(row, columns, {now, glyphs, names})}
		/>
	);
}

function titleOf(view: TrashView | undefined, names: NameCodec): string {
	if (!view) {
		return 'TRASH';
	}

	const name = cleanText(names.toShown(view.path.slice(view.path.lastIndexOf('/') + 1)));
	return view.deletedAt === undefined ? `TRASH of ${name}${view.isRecursive ? ' and all below' : ''}` : `TRASH › ${name}`;
}
