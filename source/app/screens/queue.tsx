import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {padEnd} from '../text/cut-text.ts';
import {hintRows, keyRows} from '../layout/key-hints.ts';
import {
	failureText,
	headOfTabs,
	summaryText,
	totalText,
	transferText,
	twoSided,
} from '../layout/queue-text.ts';
import type {WindowState} from '../stores/window.ts';
import {tabRows} from '../stores/queue-view.ts';
import {useStore} from '../stores/store.ts';

const keys = 'Enter details/decide  p pause  Space pause one  r retry  R retry all  x cancel  X cancel all  L limit  K/J reorder  d remove  C clear  f when done  Esc back';

/** All transfers in tabs by their state (ux.md 5). */
export function QueueScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const snapshot = useStore(app.stores.transfers);
	const {terminal: {glyphs, styles}, service: {clock, watch}} = app;
	const view = useStore(app.stores.queueView);
	const {size: {columns, rows}} = window;
	const found = tabRows(snapshot, view.tab, watch);
	const foot = keyRows(keys, columns, hintRows(window.size));
	const height = Math.max(1, rows - 7 - foot.length);
	const cursor = Math.min(view.cursor, Math.max(0, found.count - 1));
	const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), found.count - height));
	const shown = found.from(top, height);
	const rule = glyphs.rule.repeat(columns);
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(twoSided(headOfTabs(snapshot, view.tab, columns), columns < 80 ? '' : 'Tab switch ', columns))}/>
			<Line text={totalText(snapshot, columns, glyphs)}/>
			<Line text={rule}/>
			{Array.from({length: height}, (_, index) => {
				const row = shown[index];
				const text = row ? transferText(row, columns, glyphs, clock.now()) : padEnd(index === 0 ? ` ${emptyWords[view.tab]}` : '', columns);
				return <Line key={index} text={row && row.id === view.item?.id ? styles.cursor(text) : text}/>;
			})}
			<Line text={rule}/>
			<Line text={failureText(snapshot, shown[cursor - top], columns, app.terminal) ?? summaryText(snapshot, columns, app.terminal, {hasSpeed: false})}/>
			{foot.map(text => <Line key={text} text={text}/>)}
		</Box>
	);
}

const emptyWords = {
	active: 'nothing is under way', queued: 'nothing is queued', waiting: 'nothing waits for you', failed: 'nothing has failed', done: 'nothing is done yet',
} as const;
