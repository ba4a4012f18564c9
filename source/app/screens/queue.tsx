import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {padEnd, cutEnd} from '../layout/cut-text.ts';
import {
	rowsOfTab,
	summaryText,
	tabsText,
	transferText,
} from '../layout/queue-text.ts';
import {longSize} from '../../format.ts';
import {bar} from '../layout/glyphs.ts';
import type {SessionState} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';

const words = ' Enter decide  Tab switch  r R retry  x X cancel  C clear  p pause  Esc back';

/** All transfers, by what they are waiting for (ux.md 5). */
export function QueueScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const snapshot = useStore(app.transfers);
	const {glyphs, styles, clock} = app;
	const {size: {columns, rows}, queueTab, queueCursor} = session;
	const found = rowsOfTab(snapshot, queueTab);
	const height = Math.max(1, rows - 7);
	const cursor = Math.min(queueCursor, Math.max(0, found.length - 1));
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), found.length - height));
	const {bytes, bytesDone} = snapshot.totals;
	const share = bytes > 0 ? bytesDone / bytes : 0;
	const rule = glyphs.rule.repeat(columns);
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(padEnd(cutEnd(` TRANSFERS  ${tabsText(snapshot, queueTab)}`, columns), columns))}/>
			<Line text={padEnd(cutEnd(bytes > 0 ? ` total ${longSize(bytesDone)} of ${longSize(bytes)}   ${bar(share, 20, glyphs)}  ${Math.floor(share * 100)}%` : ' nothing to count yet', columns), columns)}/>
			<Line text={rule}/>
			{Array.from({length: height}, (_, index) => {
				const row = found[top + index];
				const text = row ? transferText(row, columns, glyphs, clock.now()) : padEnd(index === 0 ? ' nothing here' : '', columns);
				return <Line key={index} text={row && top + index === cursor ? styles.cursor(text) : text}/>;
			})}
			<Line text={summaryText(snapshot, columns, glyphs)}/>
			<Line text={padEnd(cutEnd(words, columns), columns)}/>
		</Box>
	);
}
