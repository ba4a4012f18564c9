import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {counted, longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {cutEnd, padEnd} from '../layout/cut-text.ts';
import {
	linkHead,
	linkRow,
	trashHead,
	trashRow,
	versionHead,
	versionRow,
} from '../layout/list-text.ts';
import type {ListState} from '../stores/list.ts';
import type {SessionState} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';

type ListProperties<Row> = {
	readonly app: App;
	readonly session: SessionState;
	readonly list: ListState<Row>;
	readonly title: string;
	readonly head: string;
	readonly rowText: (row: Row) => string;
	readonly keys: string;
	readonly whenEmpty: string;
};

/** A title, the heads of its columns, the rows that fit, and which keys do what. */
function ListScreen<Row>({app, session, list, title, head, rowText, keys, whenEmpty}: ListProperties<Row>): ReactNode {
	const {styles} = app;
	const {size: {columns, rows: windowRows}} = session;
	const {rows, cursor, isLoading, problem} = list;
	const height = Math.max(1, windowRows - 5);
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), rows.length - height));
	const fill = (text: string) => padEnd(cutEnd(text, columns), columns);
	const empty = problem ? ` ${cleanText(problem.sentence)} ${cleanText(problem.nextStep)} Ctrl-R reads again.` : ` ${isLoading ? 'reading…' : whenEmpty}`;
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(fill(` ${title}${isLoading ? ', reading…' : ''}`))}/>
			<Line text={fill(head)}/>
			{Array.from({length: height}, (_, index) => {
				const row = rows[top + index];
				if (row === undefined) {
					return <Line key={index} text={fill(index === 0 || (problem !== undefined && index === rows.length - top) ? empty : '')}/>;
				}

				const text = rowText(row);
				return <Line key={index} text={top + index === cursor ? styles.cursor(text) : text}/>;
			})}
			<Line text={fill(` ${keys}`)}/>
		</Box>
	);
}

export function TrashScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const list = useStore(app.trash);
	const {columns} = session.size;
	const {glyphs, clock} = app;
	const now = clock.now();
	const bytes = list.rows.reduce((sum, {entry: {size = 0}}) => sum + size, 0);
	return (
		<ListScreen
			app={app} session={session} list={list} head={trashHead(columns)} whenEmpty='The trash is empty.'
			title={`TRASH  ${counted(list.rows.length, 'item')} ${glyphs.dot} ${longSize(bytes)} in files`}
			keys='r restore  x delete for good  E empty  Enter details  Esc back'
			rowText={row => trashRow(row, columns, {now, glyphs})}
		/>
	);
}

export function VersionsScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const list = useStore(app.versions);
	const {columns} = session.size;
	return (
		<ListScreen
			app={app} session={session} list={list} head={versionHead(columns)} whenEmpty='There are no versions.'
			title={`VERSIONS of ${cleanText(session.subject?.name ?? '')}`}
			keys='r make current  F5 fetch to the disk in the other pane  Esc back'
			rowText={row => versionRow(row, columns)}
		/>
	);
}

export function LinksScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const list = useStore(app.links);
	const {columns} = session.size;
	return (
		<ListScreen
			app={app} session={session} list={list} head={linkHead(columns)} whenEmpty='Nothing is shared by a link.'
			title={`SHARED BY A LINK  ${counted(list.rows.length, 'file')} ${app.glyphs.dot} shared folders are not told by the service`}
			keys='Enter copy the address  x turn off  Esc back'
			rowText={row => linkRow(row, columns, app.glyphs)}
		/>
	);
}
