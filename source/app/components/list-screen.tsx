import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import type {App} from '../app.ts';
import {stalledText} from '../layout/bars.ts';
import {cutEnd, padEnd, wrapText} from '../text/cut-text.ts';
import {hintRows, keyRows} from '../layout/key-hints.ts';
import {twoSided} from '../layout/queue-text.ts';
import type {ListState} from '../stores/list.ts';
import {useStore} from '../stores/store.ts';
import {problemWith, type OwnKeys} from '../keymap/advice-text.ts';
import type {WindowSize} from '../terminal/window-size.ts';
import {Line} from './line.tsx';

type ListProperties<Row> = {
	readonly app: App;
	readonly size: WindowSize;
	readonly list: ListState<Row>;
	readonly title: string;
	readonly head: string;
	readonly rowText: (row: Row) => string;
	readonly keys: string;
	readonly whenEmpty: string;
};

/** A list that fills the screen: title, column heads, rows, key hints. */
export function ListScreen<Row>({app, size, list, title, head, rowText, keys, whenEmpty}: ListProperties<Row>): ReactNode {
	const {terminal: {styles, glyphs}} = app;
	const {stalledSeconds} = useStore(app.stores.signedIn);
	const {columns, rows: windowRows} = size;
	const {rows, cursor, marks, isLoading} = list;
	const foot = keyRows(keys, columns, hintRows(size));
	const waiting = stalledText(stalledSeconds, glyphs) ?? (isLoading ? 'reading…' : '');
	const fill = (text: string) => padEnd(cutEnd(text, columns), columns);
	const notice = noticeOf(list, {whenEmpty, columns, keys: app.terminal.keymap});
	const height = Math.max(1, windowRows - 4 - foot.length);
	const below = Math.min(notice.length, height - 1); // the notice is visible below any number of rows
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), rows.length + below - height));
	const shown = rows.slice(top, top + height - below);
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(twoSided(` ${title}`, waiting === '' ? '' : ` ${waiting} `, columns))}/>
			<Line text={fill(head)}/>
			{Array.from({length: height}, (_, index) => {
				const row = shown[index];
				if (row === undefined) {
					return <Line key={index} text={fill(notice[index - shown.length] ?? '')}/>;
				}

				const isMarked = marks.has(row);
				const text = isMarked ? glyphs.mark + rowText(row).slice(1) : rowText(row);
				return <Line key={index} text={top + index === cursor ? styles.cursor(text) : (isMarked ? styles.marked(text) : text)}/>;
			})}
			{foot.map(text => <Line key={text} text={text}/>)}
		</Box>
	);
}

/** Why the list is empty or incomplete. */
function noticeOf({rows, isLoading, problem}: ListState<unknown>, {whenEmpty, columns, keys}: {readonly whenEmpty: string; readonly columns: number; readonly keys: OwnKeys}): readonly string[] {
	if (problem) {
		return wrapText(cleanText(problemWith('Ctrl-R reads again.', problem, keys)), Math.max(1, columns - 2)).map(line => ` ${line}`);
	}

	return rows.length > 0 ? [] : [` ${isLoading ? 'reading…' : whenEmpty}`];
}
