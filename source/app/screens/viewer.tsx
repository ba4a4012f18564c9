import {Box} from 'ink';
import {useMemo, type ReactNode} from 'react';
import {cleanText} from '../../clean-text.ts';
import {pictureFacts} from '../../files/picture-facts.ts';
import {longSize} from '../../format.ts';
import type {App} from '../app.ts';
import {Line} from '../components/line.tsx';
import {cutEnd, padEnd} from '../layout/cut-text.ts';
import {keyRows} from '../layout/key-hints.ts';
import {twoSided} from '../layout/queue-text.ts';
import {hexRow, hexRowCount, textRows} from '../layout/view-text.ts';
import type {SessionState} from '../stores/session.ts';
import {useStore} from '../stores/store.ts';

/** What is in a file, as text or as bytes. */
export function ViewerScreen({app, session}: {readonly app: App; readonly session: SessionState}): ReactNode {
	const {name, size, from, bytes, isAtEnd, isLoading, isHex, top, problem} = useStore(app.viewer);
	const {styles, glyphs} = app;
	const {columns, rows} = session.size;
	const height = Math.max(1, rows - 4);
	const text = useMemo(() => isHex ? [] : textRows(bytes, {cells: columns, isAtEnd}), [bytes, columns, isAtEnd, isHex]);
	const count = isHex ? hexRowCount(bytes) : text.length;
	const first = Math.min(top, Math.max(0, count - height));
	const picture = from === 0 ? pictureFacts(bytes) : undefined;
	const about = picture ? `${picture.format} picture, ${picture.width}×${picture.height}` : '';
	const state = problem ? `${glyphs.problem} ${cleanText(problem.sentence)}` : (isLoading ? 'reading…' : (bytes.length === 0 ? 'empty' : about));
	const place = size > 0 ? `${Math.min(100, Math.floor(((from + (bytes.length * Math.min(1, (first + height) / Math.max(1, count)))) / size) * 100))}% of ${longSize(size)} ` : '0 bytes ';
	return (
		<Box flexDirection='column'>
			<Line text={styles.title(twoSided(` ${cleanText(name)}  ${state}`, place, columns))}/>
			{Array.from({length: height}, (_, index) => {
				const row = first + index;
				const line = row >= count ? '' : (isHex ? hexRow(bytes, {row, from}) : text[row]!);
				return <Line key={index} text={padEnd(cutEnd(line, columns), columns)}/>;
			})}
			<Line text={keyRows('Space page  / search  n next  x bytes or text  g g start  G end  Esc back', columns)[0]!}/>
		</Box>
	);
}
