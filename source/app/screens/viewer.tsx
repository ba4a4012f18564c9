import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {usePlacedPicture} from '../components/use-placed-picture.ts';
import {Line} from '../components/line.tsx';
import {stalledText} from '../layout/bars.ts';
import {cutEnd, padEnd} from '../text/cut-text.ts';
import type {Glyphs} from '../layout/glyphs.ts';
import {keyRows} from '../layout/key-hints.ts';
import {pictureText} from '../layout/picture-text.ts';
import {twoSided} from '../layout/queue-text.ts';
import {
	hexRow,
	hexRowCount,
	problemRows,
	textRows,
} from '../layout/view-text.ts';
import type {SignedInState} from '../stores/signed-in.ts';
import type {WindowState} from '../stores/window.ts';
import {useStore} from '../stores/store.ts';
import {pictureNote} from '../stores/shown-picture.ts';
import {viewKind, type ViewerState} from '../stores/viewer.ts';
import {problemText} from '../keymap/advice-text.ts';

/** The content of a file as text or bytes, or a picture. */
export function ViewerScreen({app, window}: {readonly app: App; readonly window: WindowState}): ReactNode {
	const state = useStore(app.stores.viewer);
	const signedIn = useStore(app.stores.signedIn);
	const {columns, rows} = window.size;
	const problem = problemRows(state, columns, app.terminal.keymap);
	const height = Math.max(1, rows - 4 - problem.length);
	const lines = useLines(state, columns, app);
	usePlacedPicture(app, window);
	const first = Math.min(state.top, Math.max(0, lines.count - height));
	return (
		<Box flexDirection='column'>
			<Line text={app.terminal.styles.title(twoSided(` ${cleanText(state.name)}  ${stateText(state, signedIn, app.terminal.glyphs)}`, placeText(state, {count: lines.count, last: first + height}), columns))}/>
			{Array.from({length: height}, (_, index) => {
				const row = first + index;
				const line = row >= lines.count ? '' : lines.row(row);
				return <Line key={index} text={padEnd(cutEnd(line, columns), columns)}/>;
			})}
			{problem.slice(0, Math.max(0, rows - 5)).map((row, index) => <Line key={index} text={padEnd(row, columns)}/>)}
			<Line text={keyRows(viewKind(state) === 'picture' ? pictureKeys : textKeys, columns)[0]!}/>
		</Box>
	);
}

const textKeys = 'Space page  / search  n next  x bytes or text  g g start  G end  Esc back';
const pictureKeys = 'v show a large one  x bytes  Esc back';

type Lines = {readonly count: number; readonly row: (index: number) => string};

function useLines(state: ViewerState, columns: number, {stores: {pictures}, terminal: {keymap}}: App): Lines {
	const ability = useStore(pictures);
	const {from, bytes, isAtEnd, picture, encoding} = state;
	const look = viewKind(state);
	const note = look === 'picture' ? pictureNote(state, ability, failure => problemText(failure, keymap)) : '';
	return useMemo(() => {
		if (look === 'bytes') {
			return {count: hexRowCount(bytes), row: row => hexRow(bytes, {row, from})};
		}

		const rows = look === 'picture' ? [pictureText(picture!), note].map(row => ` ${row}`) : textRows(bytes, {cells: columns, isAtEnd, encoding});
		return {count: rows.length, row: row => rows[row]!};
	}, [look, from, bytes, isAtEnd, picture, note, columns, encoding]);
}

function stateText({problem, isLoading, read, size, decoding, bytes}: ViewerState, {stalledSeconds}: SignedInState, glyphs: Glyphs): string {
	if (problem) {
		return `${glyphs.problem} broken off`;
	}

	const stalled = stalledText(stalledSeconds, glyphs);
	if (isLoading && stalled !== undefined) {
		return stalled;
	}

	if (isLoading) {
		return read > 0 ? `reading… ${Math.min(100, Math.floor((read / size) * 100))}%` : 'reading…';
	}

	return decoding?.state === 'under way' ? 'decoding…' : (bytes.length === 0 ? 'empty' : '');
}

/** How far the view is in the file; for a picture only its size. */
function placeText(state: ViewerState, {count, last}: {readonly count: number; readonly last: number}): string {
	const {size, from, bytes} = state;
	if (size === 0 || viewKind(state) === 'picture') {
		return `${longSize(size)} `;
	}

	const passed = from + (bytes.length * Math.min(1, last / Math.max(1, count)));
	return `${Math.min(100, Math.floor((passed / size) * 100))}% of ${longSize(size)} `;
}
