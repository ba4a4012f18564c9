import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import type {ComparisonVerdict} from '../../files/compare.ts';
import type {App} from '../app.ts';
import type {Columns} from '../layout/columns.ts';
import {padEnd, wrapText} from '../text/cut-text.ts';
import {rowText} from '../layout/row-text.ts';
import type {PaneState} from '../stores/pane/state.ts';
import {problemWith, type OwnKeys} from '../keymap/advice-text.ts';
import {Line} from './line.tsx';

type PaneListProperties = {
	readonly app: App;
	readonly pane: PaneState;
	readonly columns: Columns;
	readonly height: number;
	readonly isActive: boolean;
	readonly side: 0 | 1;
	readonly verdicts: ReadonlyMap<string, ComparisonVerdict> | undefined;
	readonly ending: string; // the divider, after the left pane
};

/** The rows of a pane that are on the screen; only these are built. */
export function PaneList({app, pane, columns, height, isActive, side, verdicts, ending}: PaneListProperties): ReactNode {
	const {terminal: {glyphs, styles}, service: {clock}} = app;
	const {rows, top, cursor, marks} = pane;
	const shown = rows.slice(top, top + height);
	const problem = useMemo(() => problemLines(pane, columns.width, app.terminal.keymap), [pane, columns.width, app.terminal.keymap]);
	const now = clock.now();
	return (
		<Box flexDirection='column' flexShrink={0}>
			{Array.from({length: height}, (_, index) => {
				const entry = shown[index];
				if (!entry) {
					return <Line key={index} text={padEnd(problem[index - shown.length] ?? '', columns.width) + ending}/>;
				}

				const isMarked = marks.has(entry.segment);
				const text = rowText(entry, columns, {
					isMarked, now, glyphs, verdict: verdicts?.get(entry.segment), side,
				});
				const isUnderCursor = top + index === cursor;
				const style = isUnderCursor
					? (isActive ? styles.cursor : styles.quietCursor)
					: (isMarked ? styles.marked : (entry.kind === 'folder' ? styles.folder : plain));
				return <Line key={index} text={style(text) + ending}/>;
			})}
		</Box>
	);
}

const plain = (text: string) => text;

/** Why the listing is missing or incomplete, and what to do, as wrapped lines. */
function problemLines({problem, isLoading, entries}: PaneState, width: number, keys: OwnKeys): readonly string[] {
	if (!problem) {
		return isLoading && entries.length === 0 ? ['', '   reading…'] : [];
	}

	const sentence = cleanText(problemWith('Ctrl-R reads again.', problem, keys));
	return ['', ...wrapText(sentence, Math.max(1, width - 5)).map(line => `   ${line}`)];
}
