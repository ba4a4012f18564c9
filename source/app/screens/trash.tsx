import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {counted, longSize} from '../../format.ts';
import {decodeName} from '../../jotta/names.ts';
import type {App} from '../app.ts';
import {ListScreen} from '../components/list-screen.tsx';
import {trashHead, trashRow} from '../layout/list-text.ts';
import type {SessionState, TrashView} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';

/** The whole trash, what went with one folder, or what a live folder hides. */
export function TrashScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const list = useStore(app.trash);
	const {columns} = session.size;
	const {glyphs, clock} = app;
	const now = clock.now();
	const view = session.trashViews.at(-1);
	const {rows, marks} = list;
	const bytes = useMemo(() => rows.reduce((sum, {entry: {size = 0}}) => sum + size, 0), [rows]); // over all rows: not for every key
	const count = `${counted(rows.length, 'item')} ${glyphs.dot} ${longSize(bytes)} in files${marks.size > 0 ? ` ${glyphs.dot} ${marks.size} marked` : ''}`;
	return (
		<ListScreen
			app={app} session={session} list={list} head={trashHead(columns)} whenEmpty={view ? 'Nothing of this folder is in the trash.' : 'The trash is empty.'}
			title={`${titleOf(view)}  ${count}`}
			keys='Space mark  r restore  F5 copy  x delete for good  E empty  Enter look in  i details  a with folders below  Esc back'
			rowText={row => trashRow(row, columns, {now, glyphs})}
		/>
	);
}

function titleOf(view: TrashView | undefined): string {
	if (!view) {
		return 'TRASH';
	}

	const name = cleanText(decodeName(view.path.slice(view.path.lastIndexOf('/') + 1)));
	return view.deletedAt === undefined ? `TRASH of ${name}${view.isRecursive ? ' and all below' : ''}` : `TRASH › ${name}`;
}
