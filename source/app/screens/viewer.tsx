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
import {problemRows, shownRows} from '../layout/view-text.ts';
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
	const {lines, end} = useLines(state, {cells: columns, height}, app);
	usePlacedPicture(app, window);
	return (
		<Box flexDirection='column'>
			<Line text={app.terminal.styles.title(twoSided(` ${cleanText(state.name)}  ${stateText(state, signedIn, app.terminal.glyphs)}`, placeText(state, end), columns))}/>
			{Array.from({length: height}, (_, index) => <Line key={index} text={padEnd(cutEnd(lines[index] ?? '', columns), columns)}/>)}
			{problem.slice(0, Math.max(0, rows - 5)).map((row, index) => <Line key={index} text={padEnd(row, columns)}/>)}
			<Line text={keyRows(viewKind(state) === 'picture' ? pictureKeys : textKeys, columns)[0]!}/>
		</Box>
	);
}

const textKeys = 'Space page  / search  n next  x bytes or text  g g start  G end  Esc back';
const pictureKeys = 'v show a large one  x bytes  Esc back';

type Lines = {readonly lines: readonly string[]; readonly end: number}; // end: position in the file

function useLines(state: ViewerState, {cells, height}: {readonly cells: number; readonly height: number}, {stores: {pictures}, terminal: {keymap}}: App): Lines {
	const ability = useStore(pictures);
	const look = viewKind(state);
	const note = look === 'picture' ? pictureNote(state, ability, failure => problemText(failure, keymap)) : '';
	const {from, bytes, top, isAtEnd, picture, encoding} = state;
	return useMemo(() => {
		if (look === 'picture') {
			return {lines: [pictureText(picture!), note].map(row => ` ${row}`), end: 0};
		}

		const rows = shownRows(state, {cells, height});
		return {lines: rows.map(({text}) => text), end: rows.at(-1)?.end ?? 0};
	}, [look, from, bytes, top, isAtEnd, picture, note, cells, height, encoding]);
}

function stateText({problem, isLoading, read, size, decoding, bytes, searching}: ViewerState, {stalledSeconds}: SignedInState, glyphs: Glyphs): string {
	if (problem) {
		return `${glyphs.problem} broken off`;
	}

	const stalled = stalledText(stalledSeconds, glyphs);
	if ((isLoading || searching) && stalled !== undefined) {
		return stalled;
	}

	if (searching) {
		return `searching… ${Math.floor(searching.share * 100)}% (Esc ends it)`;
	}

	if (isLoading) {
		return read > 0 ? `reading… ${Math.min(100, Math.floor((read / size) * 100))}%` : 'reading…';
	}

	return decoding?.state === 'under way' ? 'decoding…' : (bytes.length === 0 ? 'empty' : '');
}

/** How far the view is in the file; for a picture only its size. */
function placeText(state: ViewerState, end: number): string {
	const {size} = state;
	return size === 0 || viewKind(state) === 'picture' ? `${longSize(size)} ` : `${Math.min(100, Math.floor((end / size) * 100))}% of ${longSize(size)} `;
}
