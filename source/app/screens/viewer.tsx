import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {cutEnd, padEnd} from '../layout/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import {keyRows} from '../layout/key-hints.ts';
import {pictureText} from '../layout/picture-text.ts';
import {twoSided} from '../layout/queue-text.ts';
import {hexRow, hexRowCount, textRows} from '../layout/view-text.ts';
import type {SessionState} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';
import {lookOf, type ViewerState} from '../stores/viewer.ts';

/** What is in a file: as text, as bytes, or what is known of a picture. */
export function ViewerScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const state = useStore(app.viewer);
	const {styles, glyphs} = app;
	const {columns, rows} = session.size;
	const height = Math.max(1, rows - 4);
	const lines = useLines(state, columns);
	const first = Math.min(state.top, Math.max(0, lines.count - height));
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(twoSided(` ${cleanText(state.name)}  ${stateText(state, glyphs)}`, placeText(state, {count: lines.count, last: first + height}), columns))}/>
			{Array.from({length: height}, (_, index) => {
				const row = first + index;
				const line = row >= lines.count ? '' : lines.row(row);
				return <Line key={index} text={padEnd(cutEnd(line, columns), columns)}/>;
			})}
			<Line text={keyRows('Space page  / search  n next  x bytes or text  g g start  G end  Esc back', columns)[0]!}/>
		</Box>
	);
}

type Lines = {readonly count: number; readonly row: (index: number) => string};

function useLines(state: ViewerState, columns: number): Lines {
	const {from, bytes, isAtEnd, picture} = state;
	const look = lookOf(state);
	return useMemo(() => {
		if (look === 'bytes') {
			return {count: hexRowCount(bytes), row: row => hexRow(bytes, {row, from})};
		}

		const rows = look === 'picture' ? [` ${pictureText(picture!)}`] : textRows(bytes, {cells: columns, isAtEnd});
		return {count: rows.length, row: row => rows[row]!};
	}, [look, from, bytes, isAtEnd, picture, columns]);
}

function stateText({problem, isLoading, bytes}: ViewerState, glyphs: Glyphs): string {
	return problem ? `${glyphs.problem} ${cleanText(problem.sentence)}` : (isLoading ? 'reading…' : (bytes.length === 0 ? 'empty' : ''));
}

/** How far down one is; a picture is seen at once. */
function placeText(state: ViewerState, {count, last}: {readonly count: number; readonly last: number}): string {
	const {size, from, bytes} = state;
	if (size === 0 || lookOf(state) === 'picture') {
		return `${longSize(size)} `;
	}

	const passed = from + (bytes.length * Math.min(1, last / Math.max(1, count)));
	return `${Math.min(100, Math.floor((passed / size) * 100))}% of ${longSize(size)} `;
}
